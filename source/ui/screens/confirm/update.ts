import type { Next } from '../../core/actions.ts';
import { lineKeys } from '../../core/editing.ts';
import type { Entry } from '../../core/ports.ts';
import { purposeOf } from '../../core/purpose.ts';
import { accept, type Binding, cancel, giveUp, home } from '../../core/screen.ts';
import type { State } from '../../core/state.ts';
import { insert, type TextInput } from '../../text/text-input.ts';
import { startOpening } from '../working/update.ts';

/** The profile wants its name typed before it opens. */
export type ConfirmScreen = {
  readonly tag: 'confirm';
  readonly profile: string;
  readonly entry: Entry;
  readonly input: TextInput;
};

declare module '../../core/state.ts' {
  interface Screens {
    confirm: ConfirmScreen;
  }
}

const withInput = (state: State, screen: ConfirmScreen, input: TextInput): Next => [
  { ...state, notice: undefined, screen: { ...screen, input } },
];

export const confirmKeys: readonly Binding<ConfirmScreen>[] = [
  {
    ...accept('switch', 'Continue once the name is right.'),
    labelNow: (state) => purposeOf(state).label,
    run: (state, { input, profile, entry }) =>
      input.text.trim() === profile
        ? startOpening(state, profile, entry)
        : [{ ...state, notice: input.text ? 'That is not the name.' : 'Type the name to continue.' }],
  },
  ...lineKeys(withInput),
  { ...giveUp('back', 'Back to the list.'), run: home },
  cancel,
];

export const confirmTyped = (state: State, screen: ConfirmScreen, text: string): Next =>
  withInput(state, screen, insert(screen.input, text));
