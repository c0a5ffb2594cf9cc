import type { SignedAction, SignedCall } from '../action.ts';
import type { PolicyHolder } from '../state/entities.ts';
import { AwsProblem, noSuchEntity } from '../wire/problem.ts';
import type { Constraint } from '../wire/validation.ts';
import { newUserName, paging, policyArn, roleName } from './constraints.ts';
import { callerAccount, needPolicy, needRole, needUser, roleResource, userResource } from './entities.ts';
import { findManagedPolicy } from './managed-policies.ts';
import { page } from './paging.ts';

const MOST_POLICIES = 10;

/** What attaching, detaching and listing need to know of users or of roles. */
interface HolderKind {
  readonly constraints: Readonly<Record<string, Constraint>>;
  readonly quota: string;
  resource(call: SignedCall): string;
  find(call: SignedCall): PolicyHolder;
}

const ROLE: HolderKind = {
  constraints: { RoleName: roleName },
  quota: 'PoliciesPerRole',
  resource: roleResource,
  find: needRole,
};

const USER: HolderKind = {
  constraints: { UserName: newUserName },
  quota: 'PoliciesPerUser',
  resource: userResource,
  find: needUser,
};

const attach = (kind: HolderKind): SignedAction => ({
  constraints: { ...kind.constraints, PolicyArn: policyArn },
  resource: kind.resource,
  run(call) {
    const { attachedPolicies } = kind.find(call);
    const { arn } = needPolicy(call);
    if (!attachedPolicies.has(arn) && attachedPolicies.size >= MOST_POLICIES) {
      throw new AwsProblem(409, 'LimitExceeded', `Cannot exceed quota for ${kind.quota}: ${MOST_POLICIES}`);
    }
    attachedPolicies.add(arn);
    return undefined;
  },
});

const detach = (kind: HolderKind): SignedAction => ({
  constraints: { ...kind.constraints, PolicyArn: policyArn },
  resource: kind.resource,
  run(call) {
    const arn = call.parameters.get('PolicyArn') ?? '';
    if (!kind.find(call).attachedPolicies.delete(arn)) throw noSuchEntity(`Policy ${arn} was not found.`);
    return undefined;
  },
});

const list = (kind: HolderKind): SignedAction => ({
  constraints: { ...kind.constraints, ...paging },
  resource: kind.resource,
  run(call) {
    const attached = [...kind.find(call).attachedPolicies].map((arn) => ({
      PolicyName: findManagedPolicy(callerAccount(call), arn)?.name ?? arn.slice(arn.lastIndexOf('/') + 1),
      PolicyArn: arn,
    }));
    return page('AttachedPolicies', attached, call.parameters);
  },
});

export const attachRolePolicy = attach(ROLE);
export const detachRolePolicy = detach(ROLE);
export const listAttachedRolePolicies = list(ROLE);
export const attachUserPolicy = attach(USER);
export const detachUserPolicy = detach(USER);
export const listAttachedUserPolicies = list(USER);
