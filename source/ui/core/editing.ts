import type { TextEdit } from '../text/text-input.ts';

/** A key that edits a line of text. */
type EditingKey = {
  readonly command: TextEdit;
  readonly keys: readonly string[];
  readonly shown: string;
  readonly help: string;
};

/** The keys of every line of text, as in the shells. */
export const editingKeys: readonly EditingKey[] = [
  { command: 'left', keys: ['left', 'ctrl+b'], shown: '←', help: 'A character to the left.' },
  { command: 'right', keys: ['right', 'ctrl+f'], shown: '→', help: 'A character to the right.' },
  { command: 'home', keys: ['home', 'ctrl+a'], shown: 'home', help: 'The beginning of the text.' },
  { command: 'end', keys: ['end', 'ctrl+e'], shown: 'end', help: 'The end of the text.' },
  { command: 'erase', keys: ['backspace'], shown: '⌫', help: 'Take the character before the caret away.' },
  { command: 'eraseNext', keys: ['delete', 'ctrl+d'], shown: 'del', help: 'Take the character behind the caret away.' },
  {
    command: 'eraseWord',
    keys: ['ctrl+w', 'alt+backspace', 'alt+\u007f'],
    shown: 'ctrl+w',
    help: 'Take the word before the caret away.',
  },
  { command: 'eraseAll', keys: ['ctrl+u'], shown: 'ctrl+u', help: 'Take everything before the caret away.' },
  { command: 'eraseRest', keys: ['ctrl+k'], shown: 'ctrl+k', help: 'Take everything behind the caret away.' },
];
