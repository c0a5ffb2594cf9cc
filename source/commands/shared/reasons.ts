import { plain } from '../../domain/display/sanitize.ts';
import type { Problem } from '../../problem.ts';

/** What is wrong, and then what to do, as sentences: each once. */
export const reasonsOf = (problems: readonly Problem[]): readonly string[] => [
  ...new Set([
    ...problems.map(({ text }) => plain(text.title)),
    ...problems.flatMap(({ text }) => text.todo ?? []).map(plain),
  ]),
];

/** A problem as sentences of one line. @param so what follows from it, said before what helps */
export const sentencesOf = ({ text: { title, means, todo = [] } }: Problem, so?: string): string =>
  plain([title, means, so, ...todo].filter(Boolean).join(' '));
