import { nearestNames } from '../../domain/profiles/resolve/nearest.ts';
import type { RoleDraft } from '../../domain/roles/draft.ts';
import { findPolicy, type ManagedPolicy } from '../../domain/roles/managed-policies.ts';
import { Problem } from '../../problem.ts';
import { namesPolicies } from './draft.ts';
import { asOwner, type Owner } from './owner.ts';

/** Policies given by name as ARNs: some of AWS's lie under paths that nobody remembers. @throws Problem */
export async function resolvePolicies(draft: RoleDraft, owner: Owner): Promise<RoleDraft> {
  if (!namesPolicies(draft)) return draft;
  const policies = await asOwner(owner, undefined, (iam) => iam.listPolicies());
  return {
    ...draft,
    policies: draft.policies.map((named) => arnOf(policies, named)),
    boundary: draft.boundary && arnOf(policies, draft.boundary),
  };
}

function arnOf(policies: readonly ManagedPolicy[], named: string): string {
  const found = named.startsWith('arn:') ? named : findPolicy(policies, named)?.arn;
  if (found !== undefined) return found;
  const near = nearestNames(
    named,
    policies.map(({ name }) => name),
  );
  throw new Problem({
    code: 'policy-unknown',
    title: `There is no managed policy ${named}.`,
    todo: [near.length > 0 ? `Did you mean ${near.join(', ')}?` : 'Give its ARN, or search for it in the form.'],
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
