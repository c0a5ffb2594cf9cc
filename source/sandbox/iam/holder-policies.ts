import type { SignedAction, SignedCall } from '../action.ts';
import { parsePolicy } from '../policy/document.ts';
import type { PolicyHolder } from '../state/world.ts';
import { AwsProblem, noSuchEntity } from '../wire/problem.ts';
import type { Constraint } from '../wire/validation.ts';
import { findManagedPolicy } from './aws-managed.ts';
import {
  newUserName,
  paging,
  policyArn,
  policyDocument,
  policyName,
  required,
  roleName,
  userName,
} from './constraints.ts';
import { callerAccount, needPolicy, needRole, needUser, roleResource, userResource } from './entities.ts';
import { encodeDocument, page } from './results.ts';

const MOST_POLICIES = 10;

/** How users and roles differ for the actions on their policies, attached and inline. */
interface HolderKind {
  readonly nameParameter: 'UserName' | 'RoleName';
  readonly forAttached: Constraint;
  readonly forInline: Constraint;
  readonly quota: string;
  resource(call: SignedCall): string;
  find(call: SignedCall): PolicyHolder;
}

const ROLE: HolderKind = {
  nameParameter: 'RoleName',
  forAttached: roleName,
  forInline: roleName,
  quota: 'PoliciesPerRole',
  resource: roleResource,
  find: needRole,
};

const USER: HolderKind = {
  nameParameter: 'UserName',
  forAttached: newUserName,
  forInline: required(userName),
  quota: 'PoliciesPerUser',
  resource: userResource,
  find: needUser,
};

const attach = (kind: HolderKind): SignedAction => ({
  constraints: { [kind.nameParameter]: kind.forAttached, PolicyArn: policyArn },
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
  constraints: { [kind.nameParameter]: kind.forAttached, PolicyArn: policyArn },
  resource: kind.resource,
  run(call) {
    const arn = call.parameters.get('PolicyArn') ?? '';
    if (!kind.find(call).attachedPolicies.delete(arn)) throw noSuchEntity(`Policy ${arn} was not found.`);
    return undefined;
  },
});

const listAttached = (kind: HolderKind): SignedAction => ({
  constraints: { [kind.nameParameter]: kind.forAttached, ...paging },
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
export const listAttachedRolePolicies = listAttached(ROLE);
export const attachUserPolicy = attach(USER);
export const detachUserPolicy = detach(USER);
export const listAttachedUserPolicies = listAttached(USER);

const put = ({ nameParameter, forInline, resource, find }: HolderKind): SignedAction => ({
  constraints: { [nameParameter]: forInline, PolicyName: policyName, PolicyDocument: policyDocument },
  resource,
  run(call) {
    const document = parsePolicy(call.parameters.get('PolicyDocument') ?? '', 'identity');
    find(call).inlinePolicies.set(call.parameters.get('PolicyName') ?? '', document);
    return undefined;
  },
});

const get = ({ nameParameter, forInline, resource, find }: HolderKind): SignedAction => ({
  constraints: { [nameParameter]: forInline, PolicyName: policyName },
  resource,
  run(call) {
    const name = call.parameters.get('PolicyName') ?? '';
    const document = find(call).inlinePolicies.get(name);
    if (!document) throw missing(name);
    const holder = call.parameters.get(nameParameter) ?? '';
    return { [nameParameter]: holder, PolicyName: name, PolicyDocument: encodeDocument(document) };
  },
});

const remove = ({ nameParameter, forInline, resource, find }: HolderKind): SignedAction => ({
  constraints: { [nameParameter]: forInline, PolicyName: policyName },
  resource,
  run(call) {
    const name = call.parameters.get('PolicyName') ?? '';
    if (!find(call).inlinePolicies.delete(name)) throw missing(name);
    return undefined;
  },
});

const listInline = ({ nameParameter, forInline, resource, find }: HolderKind): SignedAction => ({
  constraints: { [nameParameter]: forInline, ...paging },
  resource,
  run: (call) => page('PolicyNames', [...find(call).inlinePolicies.keys()], call.parameters),
});

const missing = (name: string) => noSuchEntity(`The policy with name ${name} cannot be found.`);

export const putRolePolicy = put(ROLE);
export const getRolePolicy = get(ROLE);
export const deleteRolePolicy = remove(ROLE);
export const listRolePolicies = listInline(ROLE);
export const putUserPolicy = put(USER);
export const getUserPolicy = get(USER);
export const deleteUserPolicy = remove(USER);
export const listUserPolicies = listInline(USER);
