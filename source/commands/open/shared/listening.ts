import type { Context } from '../../../context.ts';
import { canDraw } from '../../../domain/terminal/can-draw.ts';
import type { Outcome } from '../../../outcome.ts';
import { problemText } from '../../../output/problem-text.ts';
import { Cancelled, Problem } from '../../../problem.ts';

/** What was done between two pictures of the list. */
export type Said = {
  /** For the list that comes back. */
  readonly notice: string;
  readonly isDone: boolean;
  /** Why it was not done: a problem, or that the person gave it up. */
  readonly why?: Problem | Cancelled;
  /** Something went to stdout, for the person to take, where a picture would cover it. */
  readonly hasAnswer?: boolean;
};

/**
 * Does something between two pictures of the list, with its words on stderr, where they stay when the person leaves.
 * @returns the first line of them, where a picture covers them; the problem where it failed, and nothing where the person gave it up
 */
export async function listening(context: Context, work: (shown: Context) => Promise<Outcome>): Promise<Said> {
  const { output } = context;
  const said: string[] = [];
  let hasAnswer = false;
  const answer = (text: string): void => {
    hasAnswer = true;
    output.write(text);
  };
  const say = (text: string): void => {
    said.push(text);
    output.writeError(text);
  };
  const shown = {
    ...context,
    inPlace: undefined,
    output: { ...output, colors: () => false, canvas: () => undefined, write: answer, writeError: say },
  };
  const isCovered = canDraw(context.env.TERM, process.platform);
  try {
    await work(shown);
    return {
      notice: isCovered ? (said.join('').split('\n')[0] ?? '') : '',
      isDone: true,
      hasAnswer: hasAnswer && isCovered,
    };
  } catch (error) {
    if (error instanceof Cancelled) return { notice: '', isDone: false, why: error };
    if (error instanceof Problem) return { ...failedWith(error), ...(isCovered && { notice: error.text.title }) };
    throw error;
  }
}

/** What is said where no screen showed the problem. */
export const failedWith = (why: Problem): Said => ({
  notice: problemText(why.text, { colors: false, debug: false }).trimEnd(),
  isDone: false,
  why,
});
