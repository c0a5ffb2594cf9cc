import { own } from '../../own.ts';
import { type Condition, isMfa, readOperator } from './policy.ts';

/** Whether one value of a condition names somebody, or some place, that strangers are not and cannot become. */
type Names = (value: string, operator: string) => boolean;

const literal =
  (pattern: RegExp): Names =>
  (value, operator) =>
    isText(operator) && pattern.test(value);

const isText = (operator: string): boolean => /^string(equals|equalsignorecase|like)$/.test(operator);

const organization = literal(/^o-[a-z0-9]+$/);
const account = literal(/^\d{12}$/);

/** An ARN that has an account. A star of `StringLike` reaches over colons, one of `ArnLike` does not. */
const arn: Names = (value, operator) => {
  if (/^arn(equals|like)$/.test(operator)) return /^arn:[^:]*:[^:]*:[^:]*:\d{12}:/.test(value);
  return isText(operator) && /^arn:[a-z-]+:[a-z0-9-]+:[a-z0-9-]*:\d{12}:/.test(value);
};

/** Addresses of one network: providers lend parts of wider blocks to everybody. */
const network: Names = (value, operator) => {
  if (operator !== 'ipaddress') return false;
  const [, v4, v4Bits = '32'] = /^(\d{1,3}(?:\.\d{1,3}){3})(?:\/(\d+))?$/.exec(value) ?? [];
  if (v4 !== undefined) return Number(v4Bits) >= 16;
  const [, v6, v6Bits = '128'] = /^([23][\da-f]{3}:[\da-f:]*)(?:\/(\d+))?$/i.exec(value) ?? [];
  return v6 !== undefined && Number(v6Bits) >= 32;
};

/**
 * Condition keys that identify the caller or their place. Tags, session names and addresses inside a VPC
 * (`aws:VpcSourceIp`) are not among them: strangers choose theirs.
 */
const callers: ReadonlyMap<string, Names> = new Map([
  ['aws:principalorgid', organization],
  ['aws:principalorgpaths', literal(/^o-[a-z0-9]+\//)],
  ['aws:principalaccount', account],
  ['aws:principalarn', arn],
  // The unique ID of a user or role, or an account; after a colon the name of the session.
  ['aws:userid', literal(/^(A[A-Z]{3}[A-Z0-9]+|\d{12})(:|$)/)],
  ['aws:sourceip', network],
  ['aws:sourcevpc', literal(/^vpc-[a-z0-9]+$/)],
  ['aws:sourcevpce', literal(/^vpce-[a-z0-9]+$/)],
  ['aws:sourceaccount', account],
  ['aws:sourcearn', arn],
  ['aws:sourceorgid', organization],
]);

/** Whether a condition keeps strangers away from a role that lets every AWS account in. */
export function namesCaller(condition: Condition): boolean {
  const names = callers.get(condition.key.toLowerCase());
  return names !== undefined && holdsForAll(condition, names);
}

/** Whether nobody comes in without MFA by a condition. */
export function requiresMfa(condition: Condition): boolean {
  const isTrue: Names = (value, operator) => operator === 'bool' && /^true$/i.test(value);
  // Who comes without MFA has no age of it.
  const isYoung: Names = (_, operator) => /^numeric(lessthan|equals)/.test(operator);
  return holdsForAll(condition, isMfa(condition.key) ? isTrue : isMfaAge(condition.key) ? isYoung : never);
}

/**
 * Whether what a statement with this condition alone denies is everything without MFA. Long-term keys come without a word of
 * MFA, so an operator counts that holds also where its key is absent.
 */
export function meetsAllWithoutMfa({ operator, key, values }: Condition): boolean {
  const { bare, ifExists } = readOperator(operator);
  const isEach = (pattern: RegExp) => values.length > 0 && values.every((value) => pattern.test(value));
  if (isMfa(key)) return bare === 'bool' && ifExists && isEach(/^false$/i);
  if (!isMfaAge(key)) return false;
  return bare === 'null' ? isEach(/^true$/i) : ifExists && bare.startsWith('numericgreaterthan');
}

const isMfaAge = (key: string): boolean => key.toLowerCase() === 'aws:multifactorauthage';
const never: Names = () => false;

/** Whether nobody comes in without an external ID by a condition. */
export function requiresExternalId(condition: Condition): boolean {
  return condition.key.toLowerCase() === 'sts:externalid' && holdsForAll(condition, literal(/[^*?]/));
}

/** Claims that tell apart those whom a provider signs for, and which values of them do. What is advised stands first. */
type Claims = Readonly<Record<string, RegExp>>;

const whole = /^[^*?]+$/;
const number = /^\d+$/;

/** Who signs for everybody. `aud` is here only where it is the application: elsewhere whoever comes may choose it. */
const providers: ReadonlyMap<string, Claims> = new Map<string, Claims>([
  [
    'token.actions.githubusercontent.com',
    {
      sub: /^(repo(sitory)?:[^*?/]+\/|repository_owner:[^*?:]+(:|$)|(repository|repository_owner|enterprise)_id:\d+(:|$))/,
      repository: /^[^*?/]+\//,
      repository_id: number,
      repository_owner: whole,
      repository_owner_id: number,
      enterprise: whole,
      enterprise_id: number,
    },
  ],
  ['gitlab.com', { sub: /^project_path:[^*?/]+\// }],
  ['app.terraform.io', { sub: /^organization:[^*?:]+:/ }],
  ['agent.buildkite.com', { sub: /^organization:[^*?:]+:/ }],
  ['oidc.vercel.com', { sub: /^owner:[^*?:]+:/ }],
  ['oidc.modal.com', { sub: /^modal:workspace_id:[^*?:]+:/ }],
  // AWS reads azp into aud, and into oaud the audience, which any service account of anybody names as it likes.
  ['accounts.google.com', { sub: whole, aud: whole }],
  ['appleid.apple.com', { sub: whole, aud: whole }],
  ['www.amazon.com', { app_id: whole, user_id: whole }],
  ['graph.facebook.com', { app_id: whole, id: whole }],
]);

const identityPools = /^cognito-identity[a-z0-9.-]*\.amazonaws\.com(\.cn)?$/;

function claimsOf(issuer: string): Claims {
  const known = providers.get(issuer);
  if (known !== undefined) return known;
  // An issuer of one's own signs for no strangers: a pattern like system:serviceaccount:team:* is enough.
  const value = identityPools.test(issuer) ? whole : /[^*?]/;
  return { sub: value, aud: value };
}

/** The claims of a provider to limit, as a person reads it: `claims sub or aud`. */
export function claimsToLimit(provider: string): string {
  const [first, second] = Object.keys(claimsOf(provider.toLowerCase()));
  return second === undefined ? `claim ${first} to yours` : `claims ${first} or ${second}`;
}

/** Whether a condition tells apart those who are meant from the others that a provider of web identities signs for. */
export function namesIdentity(condition: Condition, provider: string): boolean {
  const issuer = provider.toLowerCase();
  const key = condition.key.toLowerCase();
  if (!key.startsWith(`${issuer}:`)) return false;
  const value = own(claimsOf(issuer), key.slice(issuer.length + 1));
  return value !== undefined && holdsForAll(condition, literal(value));
}

/**
 * A condition that must hold, also where its key is absent. Its values are alternatives, so each of them counts; one with
 * a policy variable (`${aws:PrincipalOrgID}`) may be whatever the caller brings.
 */
function holdsForAll({ operator, values }: Condition, names: Names): boolean {
  const { bare, ifExists, negated } = readOperator(operator);
  return (
    !negated && !ifExists && values.length > 0 && values.every((value) => !value.includes('${') && names(value, bare))
  );
}
