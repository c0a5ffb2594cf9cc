import { plain } from '../../domain/display/sanitize.ts';
import { Problem } from '../../problem.ts';

/** What comes, or the problem with it, for where the work goes on without. */
export const orProblem = <T>(coming: Promise<T>): Promise<T | Problem> =>
  coming.catch((error: unknown) => {
    if (error instanceof Problem) return error;
    throw error;
  });

/** What is wrong, and then what to do, as sentences: each once. */
export const reasonsOf = (problems: readonly Problem[]): readonly string[] => [
  ...new Set([
    ...problems.map(({ text }) => plain(text.title)),
    ...problems.flatMap(({ text }) => text.todo ?? []).map(plain),
  ]),
];
