/** `a`, `a and b`, `a, b and c`. */
export const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

/** A text with a capital at its start, as a sentence has it. */
export const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
