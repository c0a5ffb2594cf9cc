import type { Context } from '../../context.ts';
import { generateExternalId, type RoleDefinition } from '../../domain/roles/definition.ts';
import { type RoleDraft, readDraft } from '../../domain/roles/draft.ts';
import type { ManagedPolicy } from '../../domain/roles/managed-policies.ts';
import { profileFlag } from '../../domain/shells/paste.ts';
import { Cancelled, Problem, type ProblemText } from '../../problem.ts';
import { flagFaults, randomBytes } from './draft.ts';
import { asOwner, type Owner } from './owner.ts';

/** What a person filled in, as typed and as read. */
export type FilledIn = { readonly draft: RoleDraft; readonly definition: RoleDefinition };

/**
 * Lets the person describe a role.
 * @param own the account it is for, where that is known
 * @param problem why what was filled in before did not do
 * @throws Cancelled, and Problem where nobody sits at a terminal
 */
export async function fillInForm(
  context: Context,
  draft: RoleDraft,
  owner: Owner | undefined,
  own: string | undefined,
  problem?: ProblemText,
): Promise<FilledIn> {
  const terminal = await context.terminal.open();
  if (terminal === undefined) throw noTerminal(owner?.profile);
  try {
    const { runRoleForm } = await context.terminal.ui();
    const filled = await runRoleForm(terminal, draft, {
      own,
      generateExternalId: () => generateExternalId(randomBytes),
      policies: policyFeed(owner),
      ...(problem !== undefined && { problem }),
    });
    if (filled === undefined) throw new Cancelled();
    const read = readDraft(filled, own);
    if (read.faults !== undefined) throw flagFaults(read.faults);
    return { draft: filled, definition: read.definition };
  } finally {
    terminal.close();
  }
}

function noTerminal(profile: string | undefined): Problem {
  return new Problem({
    code: 'no-terminal',
    title: 'A role needs a name and somebody it trusts, and there is no terminal to ask for them.',
    todo: [`rolecall role create NAME --trust ACCOUNT${profileFlag(profile)}`],
    exitCode: 2,
  });
}

/** Everything that a form searches, as far as it has come; a list that IAM refuses leaves the form usable. */
export type PolicyFeed = (page: (policies: readonly ManagedPolicy[]) => void) => Promise<void>;

export function policyFeed(owner: Owner | undefined): PolicyFeed {
  if (owner === undefined) return async () => undefined;
  return async (page) => {
    await asOwner(owner, undefined, (iam) => iam.listPolicies(page));
  };
}
