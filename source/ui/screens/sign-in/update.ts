import type { SignInPage } from '../../../domain/sign-in/flow.ts';
import { minutesUntil } from '../../../output/clock.ts';
import type { Next } from '../../core/actions.ts';
import { copied } from '../../core/copy.ts';
import { lineKeys } from '../../core/editing.ts';
import type { SignInOffer } from '../../core/ports.ts';
import { abandoned, accept, type Binding, cancel, giveUp } from '../../core/screen.ts';
import type { Opening, State } from '../../core/state.ts';
import { insertShown, type TextInput } from '../../text/text-input.ts';

/** A sign-in, to Identity Center or to the console: offered, begun, or waiting for the browser or for a code to be approved. */
export type SignInScreen = {
  readonly tag: 'sign-in';
  readonly opening: Opening;
  readonly to: SignInOffer['to'];
  /** The start URL, or the principal. */
  readonly at: string;
  readonly started: boolean;
  readonly page: SignInPage | undefined;
  /** The address on which the browser ended, as far as it was typed or pasted. */
  readonly input: TextInput;
  /** Why that did not do, or what is waited for. */
  readonly told?: string | undefined;
};

declare module '../../core/state.ts' {
  interface Screens {
    'sign-in': SignInScreen;
  }
}

/** Whether the browser is waited for, and what it ends on may be pasted: an address, or a text. */
export const takesAnswer = ({ page }: SignInScreen): boolean => page !== undefined && page.userCode === undefined;

const isBlank = ({ input }: SignInScreen): boolean => input.text === '';

/** Whether the browser may come back by itself: then there is another way than this. */
const comesBack = (screen: SignInScreen): boolean => takesAnswer(screen) && screen.page?.ends !== 'text';

const withInput = (state: State, screen: SignInScreen, input: TextInput): Next => [
  { ...state, notice: undefined, screen: { ...screen, input, told: undefined } },
];

export const signInKeys: readonly Binding<SignInScreen>[] = [
  {
    ...accept('sign in', 'Sign in with the browser, or use the pasted address.'),
    only: (screen) => !screen.started || !isBlank(screen),
    labelNow: ({ screen }) => (screen.tag === 'sign-in' && !isBlank(screen) ? 'use it' : undefined),
    run: (state, screen) =>
      screen.started
        ? pasted(state, screen, screen.input)
        : [{ ...state, screen: { ...screen, started: true } }, { type: 'signIn' }],
  },
  {
    command: 'device',
    keys: ['d'],
    shown: 'd',
    label: 'elsewhere',
    help: 'Sign in with a browser on another machine: compare a code or paste some text.',
    footer: 2,
    only: (screen) => comesBack(screen) && isBlank(screen),
    run: (state, screen) =>
      comesBack(screen) && isBlank(screen)
        ? [
            { ...state, notice: undefined, screen: { ...screen, page: undefined } },
            { type: 'give', given: { tag: 'device' } },
          ]
        : signInTyped(state, screen, 'd'),
  },
  {
    command: 'copy',
    keys: ['c'],
    shown: 'c',
    label: 'copy',
    help: 'Copy the address of the page to the clipboard.',
    footer: 3,
    only: (screen) => screen.page !== undefined && isBlank(screen),
    run: (state, screen) =>
      screen.page !== undefined && isBlank(screen)
        ? copied(state, screen.page.url, 'the address')
        : signInTyped(state, screen, 'c'),
  },
  ...lineKeys(withInput).map((binding) => ({ ...binding, only: takesAnswer })),
  { ...giveUp('stop', 'Cancel, and go back to the list.'), run: abandoned },
  cancel,
];

/** A terminal that does not mark what is pasted gives it as if it were typed. */
export const signInTyped = (state: State, screen: SignInScreen, text: string): Next =>
  takesAnswer(screen) ? withInput(state, screen, insertShown(screen.input, text)) : [state];

/** The address, all of it. */
export const signInPasted = (state: State, screen: SignInScreen, text: string): Next =>
  takesAnswer(screen) ? pasted(state, screen, insertShown(screen.input, text)) : [state];

const pasted = (state: State, screen: SignInScreen, input: TextInput): Next =>
  input.text.trim() === ''
    ? [state]
    : [...withInput(state, screen, input), { type: 'give', given: { tag: 'pasted', text: input.text } }];

export const signInTime = ({ now }: State, { page }: SignInScreen): unknown => minutesUntil(page?.expiresAt ?? 0, now);
