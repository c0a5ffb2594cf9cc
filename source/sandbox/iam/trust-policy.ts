import { many, type OneOrMany, type PolicyDocument, type Principal, type Statement } from '../policy/document.ts';
import { parsePolicy } from '../policy/parse.ts';
import type { World } from '../state/entities.ts';
import { findRole, findUser } from '../state/lookup.ts';
import { AwsProblem, malformedPolicy } from '../wire/problem.ts';

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

/** Per kind of principal: the name as it is stored, `undefined` where there is nobody of that name. */
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
  if (/^\d{12}$/.test(name)) return `arn:aws:iam::${name}:root`;
  if (/^arn:aws:iam::\d{12}:root$/.test(name)) return name;
  if (/^arn:aws:sts::\d{12}:(?:assumed-role|federated-user)\/[^*]+$/.test(name)) return name;
  return findRole(world, name) || findUser(world, name) ? name : undefined;
}

const mapTexts = (texts: OneOrMany, change: (text: string) => string): OneOrMany =>
  typeof texts === 'string' ? change(texts) : texts.map(change);

function invalidPrincipal(kind: string, name: string): never {
  throw malformedPolicy(`Invalid principal in policy: "${kind}":"${name}"`);
}
