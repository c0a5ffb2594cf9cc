import type { SignedCall } from '../action.ts';
import { callerVerdict } from '../authorize.ts';
import { evaluateTrust } from '../policy/evaluate.ts';
import type { Requester } from '../policy/principals.ts';
import { type ContextEntries, requestContext } from '../request-context.ts';
import type { Identity } from '../state/caller.ts';
import type { Role } from '../state/entities.ts';
import { type AwsProblem, accessDenied } from '../wire/problem.ts';

/** An action that assuming a role needs: the role's trust policy and the caller's own policies both have a say. */
export type RoleAction = 'sts:AssumeRole' | 'sts:TagSession' | 'sts:SetSourceIdentity';

/** What is judged: the call, when MFA was given, and the condition keys the parameters make. */
export interface RoleRequest {
  readonly call: SignedCall;
  readonly mfaAt: number | undefined;
  readonly entries: ContextEntries;
}

/** Throws AccessDenied unless trust policy and caller's policies let `action` happen on `role`. */
export function checkRoleAccess(action: RoleAction, role: Role, { call, mfaAt, entries }: RoleRequest): void {
  const { caller, world } = call;
  const context = requestContext({ ...call, mfaAt }, entries);
  const request = { action, resource: role.arn, context };
  const trust = evaluateTrust(role.trust, requesterOf(caller.identity), request);
  const own = callerVerdict(world, caller, request);
  if (trust.verdict === 'deny')
    throw notAuthorized(call, action, role.arn, ' with an explicit deny in the role trust policy');
  if (own === 'deny') throw notAuthorized(call, action, role.arn, ' with an explicit deny in an identity-based policy');
  // Inside one account a trust policy that names the caller is enough by itself.
  const named = trust.by === 'name' && role.arn.split(':')[4] === caller.identity.account && !caller.session?.policies;
  if (trust.verdict !== 'allow' || (own !== 'allow' && !named)) throw notAuthorized(call, action, role.arn);
}

/** The one answer for every reason why a role cannot be assumed, that it does not exist included. */
export function notAuthorized({ caller }: SignedCall, action: RoleAction, roleArn: string, why = ''): AwsProblem {
  return accessDenied(
    `User: ${caller.identity.arn} is not authorized to perform: ${action} on resource: ${roleArn}${why}`,
  );
}

function requesterOf(identity: Identity): Requester {
  const arns = identity.kind === 'role' ? [identity.arn, identity.roleArn] : [identity.arn];
  return { kind: 'AWS', account: identity.account, arns };
}
