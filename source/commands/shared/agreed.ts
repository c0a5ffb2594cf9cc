import { confirm, type Terminal } from '../../ports/terminal.ts';
import { Cancelled, Problem, type ProblemText } from '../../problem.ts';

type Needed = Omit<ProblemText, 'code' | 'exitCode'>;

/**
 * Asks whether something is meant, with no as the default.
 * @param needed what is said where nobody can be asked
 * @throws Cancelled for a no; Problem `confirmation-needed`
 */
export async function agreed(terminal: Pick<Terminal, 'ask'>, question: string, needed: Needed): Promise<void> {
  const answer = await confirm(terminal, question, 'no');
  if (answer === undefined) throw confirmationNeeded(needed);
  if (!answer) throw new Cancelled();
}

/** Nobody can be asked: the command line has to say that it is meant. */
export const confirmationNeeded = (needed: Needed): Problem =>
  new Problem({ ...needed, code: 'confirmation-needed', exitCode: 2 });
