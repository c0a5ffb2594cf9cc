import { findManagedPolicy } from './iam/managed-policies.ts';
import type { PolicyDocument } from './policy/document.ts';
import { type AccessRequest, evaluate, type Verdict } from './policy/evaluate.ts';
import { holderOf } from './request-context.ts';
import type { Caller, Identity } from './state/caller.ts';
import type { World } from './state/entities.ts';
import { accountOf } from './state/lookup.ts';

/** What the caller's own policies say: those of the user or role, and within them those of the session. */
export function callerVerdict(world: World, caller: Caller, request: AccessRequest): Verdict {
  if (caller.identity.kind === 'root') return 'allow';
  const own = evaluate(policiesOf(world, caller.identity), request);
  const session = sessionVerdict(caller, request);
  if (own === 'deny' || session === 'deny') return 'deny';
  return own === 'allow' && session === 'allow' ? 'allow' : 'none';
}

/** A session without session policies limits nothing, except a federated one: that may do nothing at all. */
function sessionVerdict({ identity, session }: Caller, request: AccessRequest): Verdict {
  if (session?.policies) return evaluate(session.policies, request);
  return identity.kind === 'federated' ? 'none' : 'allow';
}

function policiesOf(world: World, identity: Identity): PolicyDocument[] {
  const holder = holderOf(world, identity);
  if (!holder) return [];
  const account = accountOf(world, identity.account);
  const attached = [...holder.attachedPolicies].flatMap((arn) => findManagedPolicy(account, arn)?.document ?? []);
  return [...holder.inlinePolicies.values(), ...attached];
}
