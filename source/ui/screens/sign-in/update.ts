import type { SignInCode } from '../../../domain/portals/device-flow.ts';
import { minutesUntil } from '../../../output/clock.ts';
import { abandoned, accept, type Binding, back, cancel } from '../../core/screen.ts';
import type { Opening, State } from '../../core/state.ts';

/** A sign-in to Identity Center: offered, begun, or waiting with a code. */
export type SignInScreen = {
  readonly tag: 'sign-in';
  readonly opening: Opening;
  readonly startUrl: string;
  readonly started: boolean;
  readonly code: SignInCode | undefined;
};

declare module '../../core/state.ts' {
  interface Screens {
    'sign-in': SignInScreen;
  }
}

export const signInKeys: readonly Binding<SignInScreen>[] = [
  {
    ...accept('sign in', 'Sign in, in the browser.'),
    only: ({ started }) => !started,
    run: (state, screen) =>
      screen.started ? [state] : [{ ...state, screen: { ...screen, started: true } }, { type: 'signIn' }],
  },
  { ...back('stop', 'Give up, and back to the list.'), run: abandoned },
  cancel,
];

export const signInTime = ({ now }: State, { code }: SignInScreen): unknown => minutesUntil(code?.expiresAt ?? 0, now);
