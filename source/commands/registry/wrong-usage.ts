import { Problem, type ProblemText } from '../../problem.ts';

/** A command line that cannot be carried out as it was typed: exit code 2. @param todo what to type instead */
export function wrongUsage(
  title: string,
  todo: string | readonly string[],
  more: Pick<ProblemText, 'means'> = {},
): Problem {
  return new Problem({ code: 'usage', title, ...more, todo: [todo].flat(), exitCode: 2 });
}
