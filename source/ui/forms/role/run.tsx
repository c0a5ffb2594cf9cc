import type { RoleDraft } from '../../../domain/roles/draft.ts';
import type { ManagedPolicy } from '../../../domain/roles/managed-policies.ts';
import type { ProblemText } from '../../../problem.ts';
import type { UiTerminal } from '../../core/ports.ts';
import { runForm } from '../run.tsx';
import { draftOf, valuesOf } from './fields.ts';
import { itemOf, roleForm } from './spec.ts';

/** What the form is given of the world. */
export type RoleFormPorts = {
  /** The account the role is for, where that is known. */
  readonly own: string | undefined;
  readonly generateExternalId: () => string;
  /** Gives every managed policy, page by page; resolves when there are no more. */
  readonly policies: (page: (policies: readonly ManagedPolicy[]) => void) => Promise<void>;
  /** Why what was filled in before did not do. */
  readonly problem?: ProblemText;
};

/** Lets the person describe a role. @returns undefined where they left */
export async function runRoleForm(
  terminal: UiTerminal,
  draft: RoleDraft,
  ports: RoleFormPorts,
): Promise<RoleDraft | undefined> {
  const values = await runForm(terminal, roleForm(draft, ports.own), valuesOf(draft), {
    offer: ports.generateExternalId,
    items: (arrived) => ports.policies((page) => arrived(page.map(itemOf))),
    ...(ports.problem !== undefined && { notice: ports.problem.title }),
  });
  return values && draftOf(values, draft);
}
