import type { SignedCall } from '../action.ts';
import { type Account, accountOf, type ManagedPolicy, type Role, type User } from '../state/world.ts';
import { noSuchEntity, validationError } from '../wire/problem.ts';
import { findManagedPolicy } from './aws-managed.ts';

/** The account of the caller: IAM never looks into another one. */
export function callerAccount({ world, caller }: SignedCall): Account {
  return accountOf(world, caller.identity.account);
}

/** The user `UserName` names, or the caller where it is left out. Throws NoSuchEntity. */
export function needUser(call: SignedCall): User {
  const name = userNameOf(call);
  if (name === undefined) throw validationError('Must specify userName when calling with non-User credentials');
  const user = callerAccount(call).users.get(name);
  if (!user) throw noSuchEntity(`The user with name ${name} cannot be found.`);
  return user;
}

/** The role `RoleName` names. Throws NoSuchEntity. */
export function needRole(call: SignedCall): Role {
  const name = call.parameters.get('RoleName') ?? '';
  const role = callerAccount(call).roles.get(name.toLowerCase());
  if (role?.name !== name) throw noSuchEntity(`The role with name ${name} cannot be found.`);
  return role;
}

/** The managed policy `PolicyArn` names. Throws NoSuchEntity. */
export function needPolicy(call: SignedCall): ManagedPolicy {
  const arn = call.parameters.get('PolicyArn') ?? '';
  const policy = findManagedPolicy(callerAccount(call), arn);
  if (!policy) throw noSuchEntity(`Policy ${arn} does not exist or is not attachable.`);
  return policy;
}

/** The resource for actions on a user: its ARN, or `user/` and the name where there is no such user. */
export function userResource(call: SignedCall): string {
  const name = userNameOf(call) ?? '';
  return callerAccount(call).users.get(name)?.arn ?? resource('user', name)(call);
}

/** The resource for actions on a role. */
export function roleResource(call: SignedCall): string {
  const name = call.parameters.get('RoleName') ?? '';
  const path = call.parameters.get('Path') ?? '/';
  const role = callerAccount(call).roles.get(name.toLowerCase());
  return role?.arn ?? resource(`role${path.replace(/\/$/, '')}`, name)(call);
}

/** An ARN of the caller's account: `resource('role')` is the resource of ListRoles. */
export function resource(kind: string, name = '') {
  return ({ caller }: SignedCall) => `arn:aws:iam::${caller.identity.account}:${kind}/${name}`;
}

function userNameOf({ caller, parameters }: SignedCall): string | undefined {
  return parameters.get('UserName') ?? (caller.identity.kind === 'user' ? caller.identity.name : undefined);
}
