import type { Next } from '../../core/actions.ts';
import type { Entry } from '../../core/ports.ts';
import { purposeOf } from '../../core/purpose.ts';
import { accept, type Binding, cancel, giveUp, home, typedKeys } from '../../core/screen.ts';
import type { State } from '../../core/state.ts';
import { startOpening } from '../working/update.ts';

/** The profile wants its name typed before it opens. */
export type ConfirmScreen = {
  readonly tag: 'confirm';
  readonly profile: string;
  readonly entry: Entry;
  readonly typed: string;
};

declare module '../../core/state.ts' {
  interface Screens {
    confirm: ConfirmScreen;
  }
}

const withTyped = (state: State, screen: ConfirmScreen, typed: string): Next => [
  { ...state, notice: undefined, screen: { ...screen, typed } },
];

export const confirmKeys: readonly Binding<ConfirmScreen>[] = [
  {
    ...accept('switch', 'Go on, once the name is right.'),
    labelNow: (state) => purposeOf(state).label,
    run: (state, { typed, profile, entry }) =>
      typed.trim() === profile
        ? startOpening(state, profile, entry)
        : [{ ...state, notice: typed ? 'That is not the name.' : 'Type the name to go on.' }],
  },
  ...typedKeys(withTyped),
  { ...giveUp('back', 'Back to the list.'), run: home },
  cancel,
];

export const confirmTyped = (state: State, screen: ConfirmScreen, text: string): Next =>
  withTyped(state, screen, screen.typed + text);
