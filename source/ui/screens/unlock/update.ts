import type { PassphraseQuestion } from '../../../domain/access-keys/problems.ts';
import type { Next } from '../../core/actions.ts';
import { abandoned, accept, type Binding, cancel, giveUp, typedKeys } from '../../core/screen.ts';
import type { Opening, State } from '../../core/state.ts';

/** The passphrase of the file of access keys is asked for. */
export type UnlockScreen = {
  readonly tag: 'unlock';
  readonly opening: Opening;
  readonly asked: PassphraseQuestion;
  readonly typed: string;
  /** It is being tried, which takes a moment. */
  readonly sent: boolean;
};

declare module '../../core/state.ts' {
  interface Screens {
    unlock: UnlockScreen;
  }
}

/** Asks for a passphrase. */
export const locked = (state: State, opening: Opening, question: PassphraseQuestion): Next => [
  { ...state, notice: undefined, screen: { tag: 'unlock', opening, asked: question, typed: '', sent: false } },
];

const withTyped = (state: State, screen: UnlockScreen, typed: string): Next =>
  screen.sent ? [state] : [{ ...state, notice: undefined, screen: { ...screen, typed } }];

export const unlockKeys: readonly Binding<UnlockScreen>[] = [
  {
    ...accept('open', 'Try the passphrase.'),
    run: (state, screen) =>
      screen.sent || screen.typed === ''
        ? [state]
        : [
            { ...state, screen: { ...screen, typed: '', sent: true } },
            { type: 'unlock', passphrase: screen.typed },
          ],
  },
  ...typedKeys(withTyped),
  { ...giveUp('stop', 'Give up, and back to the list.'), run: abandoned },
  cancel,
];

export const unlockTyped = (state: State, screen: UnlockScreen, text: string): Next =>
  withTyped(state, screen, screen.typed + text);
