import type { Context } from '../../../context.ts';
import { plain } from '../../../domain/display/sanitize.ts';
import { Cancelled } from '../../../problem.ts';
import { confirmationNeeded } from '../../shared/agreed.ts';

/** A no to some of the roles is a no to all of them. */
export const nothingRun = 'Nothing was run.';

type Asks = Pick<Context, 'terminal' | 'output'>;

/** A glob may match hundreds of found roles: more than these are shown and asked about. */
const manyFound = 20;

/**
 * Asks before something is done with many roles that globs found in portals.
 * @param verb as it is typed
 * @returns whether the person was asked
 * @throws Cancelled; Problem where nobody can be asked
 */
export async function confirmMany(names: readonly string[], verb: 'exec' | 'keep', context: Asks): Promise<boolean> {
  if (names.length <= manyFound) return false;
  await confirmed(context, `${names.map(plain).join('\n')}\nIn all ${names.length}?`, {
    title: `${names.length} found roles match, and there is no terminal to ask whether you mean all of them.`,
    todo: [`If you do: rolecall ${verb} --yes …`, 'Or name fewer: rolecall list --names shows the names there are.'],
    refused: verb === 'exec' ? nothingRun : 'No profile was written.',
  });
  return true;
}

/**
 * Asks before a command runs in roles that a glob reached by the name of an account which several accounts have.
 * @param names of these roles; with none, nothing is asked
 * @throws Cancelled; Problem where nobody can be asked
 */
export async function confirmShared(names: readonly string[], context: Asks): Promise<void> {
  if (names.length === 0) return;
  await confirmed(
    context,
    `${names.map(plain).join('\n')}\nSeveral accounts have the same name. In all ${names.length}?`,
    {
      title: `Several accounts have the same name, and there is no terminal to ask whether you mean all of them: ${names.join(', ')}.`,
      todo: ['If you do: rolecall exec --yes …', 'Or name the roles, or their portal: PORTAL:ACCOUNT/ROLE'],
      refused: nothingRun,
    },
  );
}

/**
 * @param needed what is said where nobody can be asked
 * @param refused what an answer other than yes leads to, where the person does not see it
 * @throws Cancelled, Problem
 */
export async function confirmed(
  { terminal, output }: Asks,
  question: string,
  { refused, ...needed }: Parameters<typeof confirmationNeeded>[0] & { readonly refused?: string },
): Promise<void> {
  const answer = await terminal.ask(`${question} Type yes to continue: `);
  if (answer === undefined) throw confirmationNeeded(needed);
  if (answer.toLowerCase() === 'yes') return;
  if (refused !== undefined) output.writeError(`${refused}\n`);
  throw new Cancelled();
}
