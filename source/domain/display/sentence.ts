/** `a`, `a and b`, `a, b and c`. */
export const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

/** `1 role`, `2 roles`. */
export const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

/** The same within a sentence: `one role`, `2 roles`. */
export const countedInWords = (count: number, what: string): string =>
  count === 1 ? `one ${what}` : counted(count, what);

/** A day of a calendar, in UTC: `2026-11-23`. @param time epoch milliseconds */
export const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** A text with a capital at its start, as a sentence has it. */
export const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
