import type { SignedAction } from '../action.ts';
import { trustAt } from '../state/lookup.ts';
import { AwsProblem } from '../wire/problem.ts';
import { description, maxSessionDuration, paging, pathPrefix, policyDocument, roleName } from './constraints.ts';
import { callerAccount, needRole, resource, roleResource } from './entities.ts';
import { page } from './paging.ts';
import { roleResult } from './results.ts';
import { readTrustPolicy } from './trust-policy.ts';

export const getRole: SignedAction = {
  constraints: { RoleName: roleName },
  resource: roleResource,
  run: (call) => ({ Role: roleResult(needRole(call), { tags: true }) }),
};

export const listRoles: SignedAction = {
  constraints: { PathPrefix: pathPrefix, ...paging },
  resource: resource('role'),
  run(call) {
    const prefix = call.parameters.get('PathPrefix') ?? '/';
    const roles = [...callerAccount(call).roles.values()]
      .filter((role) => role.path.startsWith(prefix))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    return page(
      'Roles',
      roles.map((role) => roleResult(role, { tags: false })),
      call.parameters,
    );
  },
};

export const deleteRole: SignedAction = {
  constraints: { RoleName: roleName },
  resource: roleResource,
  run(call) {
    const role = needRole(call);
    if (role.attachedPolicies.size > 0) throw conflict('Cannot delete entity, must detach all policies first.');
    if (role.inlinePolicies.size > 0) throw conflict('Cannot delete entity, must delete policies first.');
    callerAccount(call).roles.delete(role.name.toLowerCase());
    return undefined;
  },
};

export const updateRole: SignedAction = {
  constraints: { RoleName: roleName, Description: description, MaxSessionDuration: maxSessionDuration },
  resource: roleResource,
  run(call) {
    const role = needRole(call);
    role.description = call.parameters.get('Description') ?? role.description;
    role.maxSessionDuration = Number(call.parameters.get('MaxSessionDuration') ?? role.maxSessionDuration);
    return {};
  },
};

export const updateAssumeRolePolicy: SignedAction = {
  constraints: { RoleName: roleName, PolicyDocument: policyDocument },
  resource: roleResource,
  run(call) {
    const role = needRole(call);
    const trust = readTrustPolicy(call.parameters.get('PolicyDocument') ?? '', call.world);
    const former = trustAt(role, call.now);
    if (former) role.formerTrust = former;
    role.trust = trust;
    role.knownFrom = call.now + call.world.propagation;
    return undefined;
  },
};

const conflict = (message: string) => new AwsProblem(409, 'DeleteConflict', message);
