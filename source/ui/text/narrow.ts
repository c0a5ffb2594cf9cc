/** Latin letters, dashes, arrows, boxes and blocks, braille, and the signs the UI draws with: ⌫⏎◌★✓✗❯‹› */
export const narrowCharacters =
  '\\x20-\\x7e\\u00a1-\\u00ac\\u00ae-\\u024f\\u2010-\\u2027\\u2190-\\u21ff\\u2500-\\u259f\\u232b\\u23ce\\u25cc\\u2605\\u2713\\u2717\\u276f\\u2039\\u203a\\u2800-\\u28ff';

const narrow = new RegExp(`^[${narrowCharacters}]*$`);

/**
 * Every character is known to take one cell. Whatever else there is, is measured by `string-width`, whose first answer
 * takes 10 ms of the first frame.
 */
export const isNarrow = (text: string): boolean => narrow.test(text);
