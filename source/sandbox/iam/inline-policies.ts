import type { SignedAction, SignedCall } from '../action.ts';
import { parsePolicy } from '../policy/parse.ts';
import type { PolicyHolder } from '../state/entities.ts';
import { noSuchEntity } from '../wire/problem.ts';
import type { Constraint } from '../wire/validation.ts';
import { paging, policyDocument, policyName, required, roleName, userName } from './constraints.ts';
import { needRole, needUser, roleResource, userResource } from './entities.ts';
import { page } from './paging.ts';
import { encodeDocument } from './results.ts';

/** What reading and writing inline policies need to know of users or of roles. */
interface HolderKind {
  readonly nameParameter: 'UserName' | 'RoleName';
  readonly constraint: Constraint;
  resource(call: SignedCall): string;
  find(call: SignedCall): PolicyHolder;
}

const ROLE: HolderKind = { nameParameter: 'RoleName', constraint: roleName, resource: roleResource, find: needRole };
const USER: HolderKind = {
  nameParameter: 'UserName',
  constraint: required(userName),
  resource: userResource,
  find: needUser,
};

const put = ({ nameParameter, constraint, resource, find }: HolderKind): SignedAction => ({
  constraints: { [nameParameter]: constraint, PolicyName: policyName, PolicyDocument: policyDocument },
  resource,
  run(call) {
    const document = parsePolicy(call.parameters.get('PolicyDocument') ?? '', 'identity');
    find(call).inlinePolicies.set(call.parameters.get('PolicyName') ?? '', document);
    return undefined;
  },
});

const get = ({ nameParameter, constraint, resource, find }: HolderKind): SignedAction => ({
  constraints: { [nameParameter]: constraint, PolicyName: policyName },
  resource,
  run(call) {
    const name = call.parameters.get('PolicyName') ?? '';
    const document = find(call).inlinePolicies.get(name);
    if (!document) throw missing(name);
    const holder = call.parameters.get(nameParameter) ?? '';
    return { [nameParameter]: holder, PolicyName: name, PolicyDocument: encodeDocument(document) };
  },
});

const remove = ({ nameParameter, constraint, resource, find }: HolderKind): SignedAction => ({
  constraints: { [nameParameter]: constraint, PolicyName: policyName },
  resource,
  run(call) {
    const name = call.parameters.get('PolicyName') ?? '';
    if (!find(call).inlinePolicies.delete(name)) throw missing(name);
    return undefined;
  },
});

const list = ({ nameParameter, constraint, resource, find }: HolderKind): SignedAction => ({
  constraints: { [nameParameter]: constraint, ...paging },
  resource,
  run: (call) => page('PolicyNames', [...find(call).inlinePolicies.keys()], call.parameters),
});

const missing = (name: string) => noSuchEntity(`The policy with name ${name} cannot be found.`);

export const putRolePolicy = put(ROLE);
export const getRolePolicy = get(ROLE);
export const deleteRolePolicy = remove(ROLE);
export const listRolePolicies = list(ROLE);
export const putUserPolicy = put(USER);
export const getUserPolicy = get(USER);
export const deleteUserPolicy = remove(USER);
export const listUserPolicies = list(USER);
