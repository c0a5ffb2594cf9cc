/** A text with a capital at its start, as a sentence has it. */
export const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
