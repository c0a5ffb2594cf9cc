import { editText, type TextEdit, type TextInput } from '../text/text-input.ts';
import type { Next } from './actions.ts';
import type { Binding } from './screen.ts';
import type { State } from './state.ts';

/** A key that edits a line of text. */
type EditingKey = {
  readonly command: TextEdit;
  readonly keys: readonly string[];
  readonly shown: string;
  readonly help: string;
};

/** The keys of every line of text, as in the shells. */
export const editingKeys: readonly EditingKey[] = [
  { command: 'left', keys: ['left', 'ctrl+b'], shown: '←', help: 'Move one character left.' },
  { command: 'right', keys: ['right', 'ctrl+f'], shown: '→', help: 'Move one character right.' },
  { command: 'home', keys: ['home', 'ctrl+a'], shown: 'home', help: 'Go to the beginning of the text.' },
  { command: 'end', keys: ['end', 'ctrl+e'], shown: 'end', help: 'Go to the end of the text.' },
  { command: 'erase', keys: ['backspace'], shown: '⌫', help: 'Delete the character before the cursor.' },
  { command: 'eraseNext', keys: ['delete', 'ctrl+d'], shown: 'del', help: 'Delete the character at the cursor.' },
  {
    command: 'eraseWord',
    keys: ['ctrl+w', 'alt+backspace', 'alt+\u007f'],
    shown: 'ctrl+w',
    help: 'Delete the word before the cursor.',
  },
  { command: 'eraseAll', keys: ['ctrl+u'], shown: 'ctrl+u', help: 'Delete everything before the cursor.' },
  { command: 'eraseRest', keys: ['ctrl+k'], shown: 'ctrl+k', help: 'Delete everything after the cursor.' },
];

/**
 * The keys of a screen with one line of text.
 * @param withInput the state once that is the line
 */
export const lineKeys = <S extends { readonly input: TextInput }>(
  withInput: (state: State, screen: S, input: TextInput) => Next,
): readonly Binding<S>[] =>
  editingKeys.map((key) => ({
    ...key,
    label: key.command,
    run: (state, screen) => withInput(state, screen, editText(screen.input, key.command)),
  }));
