import type { PassphraseQuestion } from '../../../domain/access-keys/problems.ts';
import type { Next } from '../../core/actions.ts';
import { lineKeys } from '../../core/editing.ts';
import { abandoned, accept, type Binding, cancel, giveUp } from '../../core/screen.ts';
import type { Opening, State } from '../../core/state.ts';
import { blank, insert, type TextInput } from '../../text/text-input.ts';

/** The passphrase of the file of access keys is asked for. */
export type UnlockScreen = {
  readonly tag: 'unlock';
  readonly opening: Opening;
  readonly asked: PassphraseQuestion;
  readonly input: TextInput;
  /** It is being tried, which takes a moment. */
  readonly sent: boolean;
};

declare module '../../core/state.ts' {
  interface Screens {
    unlock: UnlockScreen;
  }
}

/** Asks for a passphrase. */
export const askPassphrase = (state: State, opening: Opening, question: PassphraseQuestion): Next => [
  { ...state, notice: undefined, screen: { tag: 'unlock', opening, asked: question, input: blank, sent: false } },
];

const withInput = (state: State, screen: UnlockScreen, input: TextInput): Next =>
  screen.sent ? [state] : [{ ...state, notice: undefined, screen: { ...screen, input } }];

export const unlockKeys: readonly Binding<UnlockScreen>[] = [
  {
    ...accept('open', 'Try the passphrase.'),
    run: (state, screen) =>
      screen.sent || screen.input.text === ''
        ? [state]
        : [
            { ...state, screen: { ...screen, input: blank, sent: true } },
            { type: 'unlock', passphrase: screen.input.text },
          ],
  },
  ...lineKeys(withInput),
  { ...giveUp('stop', 'Cancel, and go back to the list.'), run: abandoned },
  cancel,
];

export const unlockTyped = (state: State, screen: UnlockScreen, text: string): Next =>
  withInput(state, screen, insert(screen.input, text));
