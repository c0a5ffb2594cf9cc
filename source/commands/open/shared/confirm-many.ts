import type { Context } from '../../../context.ts';
import { plain } from '../../../domain/display/sanitize.ts';
import { Cancelled, Problem, type ProblemText } from '../../../problem.ts';

/** A glob may match hundreds of found roles: more than these are shown and asked about. */
const manyFound = 20;

/**
 * Asks before something is done with many roles that globs found in portals.
 * @param verb as it is typed
 * @throws Cancelled; Problem where nobody can be asked
 */
export async function confirmMany(
  names: readonly string[],
  verb: 'exec' | 'keep',
  { terminal }: Pick<Context, 'terminal'>,
): Promise<void> {
  if (names.length <= manyFound) return;
  await confirmed(terminal, `${names.map(plain).join('\n')}\nIn all ${names.length}?`, {
    title: `${names.length} found roles match, and there is no terminal to ask whether all are meant.`,
    todo: [`Say so: rolecall ${verb} --yes …`, 'Or name fewer: rolecall list --names shows what there is.'],
    exitCode: 2,
  });
}

/** @param needed what is said where nobody can be asked. @throws Cancelled, Problem */
export async function confirmed(
  { ask }: Context['terminal'],
  question: string,
  needed: Omit<ProblemText, 'code'>,
): Promise<void> {
  const answer = await ask(`${question} Type yes to go on: `);
  if (answer === undefined) throw new Problem({ code: 'confirmation-needed', ...needed });
  if (answer.toLowerCase() !== 'yes') throw new Cancelled();
}
