import { plain } from '../../domain/display/sanitize.ts';
import { graphemes } from '../../output/width.ts';

/** A line of text with a caret. The caret counts the characters before it, as a reader sees them. */
export type TextInput = { readonly text: string; readonly caret: number };

export type TextEdit =
  | 'left'
  | 'right'
  | 'home'
  | 'end'
  | 'erase'
  | 'eraseNext'
  | 'eraseWord'
  | 'eraseAll'
  | 'eraseRest';

/** A line in which nothing stands yet. */
export const blank: TextInput = { text: '', caret: 0 };

/** The line after typing or pasting, every character as it came: a passphrase, a name that has to be the same. */
export function insert({ text, caret }: TextInput, typed: string): TextInput {
  const letters = graphemes(text);
  const before = letters.slice(0, caret).join('') + typed;
  return { text: before + letters.slice(caret).join(''), caret: graphemes(before).length };
}

/** The line after typing or pasting, without what shows nothing; line ends become spaces. */
export const insertShown = (input: TextInput, typed: string): TextInput =>
  insert(input, plain(typed).replaceAll('\ufffd', ''));

export function editText({ text, caret }: TextInput, edit: TextEdit): TextInput {
  const letters = graphemes(text);
  const without = (from: number): TextInput => ({
    text: [...letters.slice(0, from), ...letters.slice(caret)].join(''),
    caret: from,
  });
  switch (edit) {
    case 'left':
      return { text, caret: Math.max(0, caret - 1) };
    case 'right':
      return { text, caret: Math.min(letters.length, caret + 1) };
    case 'home':
      return { text, caret: 0 };
    case 'end':
      return { text, caret: letters.length };
    case 'erase':
      return without(Math.max(0, caret - 1));
    case 'eraseNext':
      return { text: [...letters.slice(0, caret), ...letters.slice(caret + 1)].join(''), caret };
    case 'eraseRest':
      return { text: letters.slice(0, caret).join(''), caret };
    case 'eraseAll':
      return without(0);
    case 'eraseWord':
      return without(wordStart(letters, caret));
  }
}

function wordStart(letters: readonly string[], caret: number): number {
  let start = caret;
  while (start > 0 && letters[start - 1] === ' ') start -= 1;
  while (start > 0 && letters[start - 1] !== ' ') start -= 1;
  return start;
}

/** The line with the caret at its end. */
export const atEnd = (text: string): TextInput => ({ text, caret: graphemes(text).length });
