import type { SignedAction } from '../action.ts';
import { AwsProblem } from '../wire/problem.ts';
import { addRole } from '../world.ts';
import { description, maxSessionDuration, path, policyDocument, roleName } from './constraints.ts';
import { callerAccount, roleResource } from './entities.ts';
import { roleResult } from './results.ts';
import { readTags } from './tags.ts';
import { readTrustPolicy } from './trust-policy.ts';

export const createRole: SignedAction = {
  constraints: {
    RoleName: roleName,
    AssumeRolePolicyDocument: policyDocument,
    Path: path,
    Description: description,
    MaxSessionDuration: maxSessionDuration,
  },
  resource: roleResource,
  run(call) {
    const { parameters, world, now } = call;
    const account = callerAccount(call);
    const name = parameters.get('RoleName') ?? '';
    const trust = readTrustPolicy(parameters.get('AssumeRolePolicyDocument') ?? '', world);
    const tags = readTags(parameters);
    if (account.roles.has(name.toLowerCase())) {
      throw new AwsProblem(409, 'EntityAlreadyExists', `Role with name ${name} already exists.`);
    }
    const role = addRole(account, name, {
      trust,
      path: parameters.get('Path') ?? '/',
      description: parameters.get('Description') ?? '',
      maxSessionDuration: Number(parameters.get('MaxSessionDuration') ?? 3600),
      tags: Object.fromEntries(tags),
      createdAt: now,
      knownFrom: now + world.propagation,
    });
    return { Role: roleResult(role, { tags: true }) };
  },
};
