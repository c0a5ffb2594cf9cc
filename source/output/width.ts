import { isAscii, narrow } from '../domain/display/sanitize.ts';
import { once } from '../domain/once.ts';

type Segment = { readonly segment: string; readonly index: number };

/** Characters that join no other; a line feed does so after a carriage return only. */
const alone = once(() => new RegExp(`^[\\n\\u001b${narrow}]*$`));

const intl = once(() => new Intl.Segmenter(undefined, { granularity: 'grapheme' }));

/**
 * Cuts texts into characters as a reader sees them, as `Intl.Segmenter` does. That one is asked only where characters can join,
 * which in a terminal is rare: its first answer takes 10 ms, and each later one several times as long as this.
 */
export const segmenter = {
  segment: (text: string): Iterable<Segment> => {
    if (alone().test(text)) return oneByOne(text);
    return intl().segment(text);
  },
};

function oneByOne(text: string): readonly Segment[] {
  const segments: Segment[] = [];
  for (let index = 0; index < text.length; index++) segments.push({ segment: text.charAt(index), index });
  return segments;
}

/** The characters of a text as a reader sees them: an emoji with its skin tone is one. */
export const graphemes = (text: string): string[] => Array.from(segmenter.segment(text), ({ segment }) => segment);

/**
 * Terminal cells that a harmless text takes. The verbs without Ink use it, for `string-width` takes longer to load than they take
 * to run; the UI measures with `ui/text/text.ts`, as Ink does. The two differ in some marks of Indic scripts.
 */
export const cellWidth = (text: string): number => (isAscii(text) ? text.length : Bun.stringWidth(text));

/** A harmless text on at most so many cells, cut in the middle: what tells names apart stands at either end. */
export function cutMiddle(text: string, cells: number): string {
  if (cellWidth(text) <= cells) return text;
  return ends(graphemes(text), cells - 1, cellWidth).join('…');
}

/**
 * The first and the last characters of a text that fit so many cells, as many of the first as of the last.
 * @param widthOf cells of a character
 */
export function ends(
  letters: readonly string[],
  cells: number,
  widthOf: (letter: string) => number,
): readonly [head: string, tail: string] {
  const [half, rest] = [Math.ceil(cells / 2), Math.floor(cells / 2)];
  const take = (from: readonly string[], room: number): number => {
    let used = 0;
    let taken = 0;
    for (const letter of from) {
      used += widthOf(letter);
      if (used > room) break;
      taken++;
    }
    return taken;
  };
  const first = take(letters, half);
  const last = take(letters.toReversed(), rest);
  return [letters.slice(0, first).join(''), letters.slice(letters.length - last).join('')];
}

/**
 * Words on lines of so many cells.
 * @param widthOf cells of a text
 * @param parts cuts a word that is longer than a line; such a word stays whole without it
 */
export function wrapped(
  words: readonly string[],
  cells: number,
  widthOf: (text: string) => number,
  parts: (word: string) => readonly string[] = (word) => [word],
): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    const joined = line ? `${line} ${word}` : word;
    if (widthOf(joined) <= cells) {
      line = joined;
      continue;
    }
    if (line) lines.push(line);
    const pieces = parts(word);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? '';
  }
  return line ? [...lines, line] : lines;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are control sequences
const unstyled = (text: string): string => text.replaceAll(/\u001b\[[\d;]*m/g, '');

/** Cells of a text with our own styles in it. */
const styledWidth = (text: string): number => cellWidth(unstyled(text));

/** A control character that begins no style. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are control sequences
const steers = /[\u0000-\u001a\u001c-\u001f\u007f]|\u001b(?!\[[\d;]*m)/;

/** Fewer cells than this are no help to a reader. */
const leastCells = 20;

/**
 * A text broken at its words so that it ends at that column, further lines indented. A word that is longer stays whole, and
 * so does a command, to be pasted. @param columns infinite where no terminal shows it
 */
export function hanging(text: string, columns: number, indent: number): string {
  const cells = Math.max(leastCells, columns - indent);
  if (styledWidth(text) <= cells) return text;
  const at = text.search(command);
  const words = at === -1 ? text.split(' ') : [...text.slice(0, at).split(' ').slice(0, -1), text.slice(at)];
  return wrapped(words, cells, styledWidth).join(`\n${' '.repeat(indent)}`);
}

/** A command to the end of its line. */
const command = /(?<=^|: )(?:rolecall|aws) .*[^.]$/;

/**
 * A message broken at its words, each line below its own beginning. A line that steers the terminal stays as it is, and so does one
 * in columns: whoever lays them out breaks their texts.
 */
export const broken = (message: string, columns: number): string =>
  message
    .split('\n')
    .map((line) => {
      if (steers.test(line) || / {2}/.test(unstyled(line).trimStart())) return line;
      const indent = line.length - line.trimStart().length;
      return line.slice(0, indent) + hanging(line.slice(indent), columns, indent);
    })
    .join('\n');
