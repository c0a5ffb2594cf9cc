import type { SignedAction } from '../action.ts';
import {
  many,
  type OneOrMany,
  type PolicyDocument,
  type Principal,
  parsePolicy,
  type Statement,
} from '../policy/document.ts';
import { addRole } from '../state/build.ts';
import { findRole, findUser, trustAt, type World } from '../state/world.ts';
import { AwsProblem, malformedPolicy } from '../wire/problem.ts';
import { description, maxSessionDuration, paging, path, pathPrefix, policyDocument, roleName } from './constraints.ts';
import { callerAccount, needRole, resource, roleResource } from './entities.ts';
import { page, roleResult } from './results.ts';
import { readTags } from './tags.ts';

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
    return { Role: roleResult(role) };
  },
};

export const getRole: SignedAction = {
  constraints: { RoleName: roleName },
  resource: roleResource,
  run: (call) => ({ Role: roleResult(needRole(call)) }),
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
      roles.map((role) => roleResult(role, { inList: true })),
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

const QUOTA = 2048;

/**
 * A trust policy out of a request, as IAM stores it: account IDs turned into root ARNs, every principal known to exist.
 * Throws MalformedPolicyDocument or LimitExceeded.
 */
export function readTrustPolicy(text: string, world: World): PolicyDocument {
  const document = parsePolicy(text, 'trust');
  if (text.replace(/\s/g, '').length > QUOTA) {
    throw new AwsProblem(409, 'LimitExceeded', `Cannot exceed quota for ACLSizePerRole: ${QUOTA}`);
  }
  return { ...document, Statement: many(document.Statement).map((statement) => readStatement(statement, world)) };
}

function readStatement(statement: Statement, world: World): Statement {
  if (!many(statement.Action ?? statement.NotAction).every((action) => /^sts:/i.test(action))) {
    throw malformedPolicy('AssumeRole policy may only specify STS AssumeRole actions.');
  }
  const { Principal: principal } = statement;
  if (principal === undefined || principal === '*') return statement;
  return { ...statement, Principal: readPrincipal(principal, world) };
}

function readPrincipal(principal: Exclude<Principal, '*'>, world: World): Principal {
  const entries = Object.entries(principal).map(([kind, names]) => {
    const check = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
    if (!check) throw malformedPolicy('Invalid principal in policy.');
    return [kind, mapTexts(names, (name) => check(name, world) ?? invalidPrincipal(kind, name))] as const;
  });
  return Object.fromEntries(entries);
}

/** Per kind of principal: the name as IAM stores it; `undefined` where there is no such principal. */
const KINDS: Readonly<Record<string, (name: string, world: World) => string | undefined>> = {
  AWS: awsPrincipal,
  Service: (name) => (/^[a-z0-9.-]+\.amazonaws\.com(?:\.cn)?$/.test(name) ? name : undefined),
  Federated: (name, world) => {
    const known = [...world.accounts.values()].some((account) => account.providers.has(name));
    return known || FEDERATED_HOSTS.has(name) ? name : undefined;
  },
};

const FEDERATED_HOSTS: ReadonlySet<string> = new Set([
  'accounts.google.com',
  'cognito-identity.amazonaws.com',
  'graph.facebook.com',
  'www.amazon.com',
]);

function awsPrincipal(name: string, world: World): string | undefined {
  if (name === '*') return name;
  const [, id, ofRoot] = /^(?:(\d{12})|arn:aws:iam::(\d{12}):root)$/.exec(name) ?? [];
  const account = id ?? ofRoot;
  if (account !== undefined) return world.accounts.has(account) ? `arn:aws:iam::${account}:root` : undefined;
  if (/^arn:aws:sts::\d{12}:(?:assumed-role|federated-user)\/[^*]+$/.test(name)) return name;
  return findRole(world, name) || findUser(world, name) ? name : undefined;
}

const mapTexts = (texts: OneOrMany, change: (text: string) => string): OneOrMany =>
  typeof texts === 'string' ? change(texts) : texts.map(change);

function invalidPrincipal(kind: string, name: string): never {
  throw malformedPolicy(`Invalid principal in policy: "${kind}":"${name}"`);
}
