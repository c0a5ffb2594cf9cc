/** Is what a person typed at a question a yes? An empty line is none. */
export const isYesTyped = (typed: string): boolean => /^y(es)?$/i.test(typed);
