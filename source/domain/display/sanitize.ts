import { once } from '../once.ts';

// Text of others (AWS's messages, names and values of files, what was pasted) reaches a terminal by one of these functions only.

/** Shown in the place of a character that must not reach a terminal. */
const replacement = '\ufffd';

const ascii = /^[\x20-\x7e]*$/;

/** Nothing but printable ASCII: harmless, and as wide as it is long. */
export const isAscii = (text: string): boolean => ascii.test(text);

/**
 * Characters that are harmless, take one cell and join no other, as a class of a regular expression: Latin letters, dashes, arrows,
 * boxes and blocks, braille, and the signs that the UI draws with: ⌫⏎◌★✓✗❯‹›
 */
export const narrow =
  '\\x20-\\x7e\\u00a1-\\u00ac\\u00ae-\\u024f\\u2010-\\u2027\\u2190-\\u21ff\\u2500-\\u259f\\u232b\\u23ce\\u25cc\\u2605\\u2713\\u2717\\u276f\\u2039\\u203a\\u2800-\\u28ff';

const narrowOnly = once(() => new RegExp(`^[${narrow}]*$`));

/** Every character is known to take one cell and to do no harm: nothing has to be measured or replaced. */
export const isNarrow = (text: string): boolean => narrowOnly().test(text);

/** A joiner between two pictures is part of an emoji: `👩‍💻`. */
const joins = (text: string, at: number): boolean =>
  text[at] === '\u200d' &&
  /\p{Extended_Pictographic}[\ufe0f\u{1f3fb}-\u{1f3ff}]*$/u.test(text.slice(0, at)) &&
  /^\p{Extended_Pictographic}/u.test(text.slice(at + 1));

/**
 * The characters that can do harm in a name or a message: controls (an escape sequence starts with one), line and paragraph
 * separators, characters that show nothing by themselves (bidirectional overrides, zero-width characters, tags, fillers),
 * annotation marks, half a surrogate pair. The selectors between text and emoji are harmless. Made when first needed, which takes
 * a millisecond: nearly all text has none of them.
 */
const unsafe = once(
  () => /(?![\ufe0e\ufe0f])[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/gu,
);

/**
 * The text made harmless for one line on a terminal: nothing in it steers the terminal or deceives the reader. Tabs and line ends
 * become spaces, each other unsafe character `�`. The length stays the same, so that positions found in the text are positions in
 * the result.
 */
export function plain(text: string): string {
  if (isNarrow(text)) return text;
  return text.replace(unsafe(), (found, at: number) => {
    if (found === '\t' || found === '\n' || found === '\r') return ' ';
    return joins(text, at) ? found : replacement.repeat(found.length);
  });
}

/** What our own texts are styled with outside the UI: see `output/paint.ts`. */
const ownStyle = once(
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are control sequences
  () => /\u001b\[(?:1|2|22|[39][0-7]|39|(?:4|10)[0-7]|49|[34]8;5;\d{1,3}|[34]8;2;\d{1,3};\d{1,3};\d{1,3})m/g,
);

/** Lines of characters that need no second look. */
const lines = once(() => new RegExp(`^[${narrow}\\n\\t]*$`));

/**
 * A whole text of ours, styles and lines included, as it may reach a terminal: the last look at everything that is written.
 * What others wrote is made {@link plain} where it is put in; what was forgotten there stops here.
 */
export function harmless(text: string): string {
  if (lines().test(text) || lines().test(text.replaceAll(ownStyle(), ''))) return text;
  const styles = text.match(ownStyle()) ?? [];
  return text
    .split(ownStyle())
    .map((part, index) => part.replaceAll(/[^\n\t]+/g, (piece) => plain(piece)) + (styles[index] ?? ''))
    .join('');
}

/**
 * JSON in which every character that {@link plain} replaces is an escape: the same to a program, and harmless on a terminal.
 * @param space as for `JSON.stringify`
 */
export function jsonText(value: unknown, space?: number): string {
  const text = JSON.stringify(value, undefined, space);
  if (/^[\x20-\x7e\n]*$/.test(text)) return text;
  const escaped = (found: string) =>
    found === '\n'
      ? found
      : [...Array(found.length).keys()]
          .map((at) => `\\u${found.charCodeAt(at).toString(16).padStart(4, '0')}`)
          .join('');
  return text.replace(unsafe(), (found, at: number) => (joins(text, at) ? found : escaped(found)));
}

/**
 * The text made {@link plain} and short, for the prompt of a shell; runs of controls become one space.
 * Of a long text the middle is left out, between characters as a reader sees them: names often differ at their ends.
 * @param maximum characters. @param head how many of them stand before what is left out
 */
export function printable(text: string, maximum = 40, head = maximum >> 1): string {
  // The Unicode rules take longer to load than a shell takes to start: most names do not need them.
  if (ascii.test(text)) return text.length <= maximum ? text.trim() : cut([...text.trim()], maximum, head);
  const shown = plain(text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')).trim();
  if (shown.length <= maximum) return shown;
  const seen = [...new Intl.Segmenter().segment(shown)].map(({ segment }) => segment);
  return cut(seen, maximum, head);
}

function cut(characters: readonly string[], maximum: number, head: number): string {
  const { length } = characters;
  if (length <= maximum) return characters.join('');
  return [...characters.slice(0, head), '…', ...characters.slice(length - (maximum - 1 - head))].join('');
}
