import type { Context } from '../../context.ts';
import { problemText } from '../../output/problem-text.ts';
import type { ProblemText } from '../../problem.ts';

/** A problem for stderr: in its colours and width, and with `--debug` what is known beside it. */
export const problemOn = (problem: ProblemText, { output, debug }: Pick<Context, 'output' | 'debug'>): string =>
  problemText(problem, { colors: output.colors('error'), debug, columns: output.messageColumns() });
