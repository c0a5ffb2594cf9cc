import type { SignedCall } from './action.ts';
import { findManagedPolicy } from './iam/aws-managed.ts';
import type { OneOrMany, PolicyDocument } from './policy/document.ts';
import { type AccessRequest, evaluate, type Verdict } from './policy/evaluate.ts';
import { type Context, createContext } from './policy/match.ts';
import type { Caller, Identity } from './state/identities.ts';
import { accountOf, type PolicyHolder, type World } from './state/world.ts';
import { IAM, type Service } from './wire/answer.ts';
import { AwsProblem, accessDenied } from './wire/problem.ts';

/** The verdict of the caller's own policies: those of the user or role, limited by those of the session. */
export function callerVerdict(world: World, caller: Caller, request: AccessRequest): Verdict {
  if (caller.identity.kind === 'root') return 'allow';
  const own = evaluate(policiesOf(world, caller.identity), request);
  const session = sessionVerdict(caller, request);
  if (own === 'deny' || session === 'deny') return 'deny';
  return own === 'allow' && session === 'allow' ? 'allow' : 'none';
}

/** A session without session policies has no limits, except a federated one: it may do nothing at all. */
function sessionVerdict({ identity, session }: Caller, request: AccessRequest): Verdict {
  if (session?.policies) return evaluate(session.policies, request);
  return identity.kind === 'federated' ? 'none' : 'allow';
}

function policiesOf(world: World, identity: Identity): PolicyDocument[] {
  const holder = holderOf(world, identity);
  if (!holder) return [];
  const account = accountOf(world, identity.account);
  const attached = [...holder.attachedPolicies].flatMap((arn) => findManagedPolicy(account, arn)?.document ?? []);
  return [...holder.inlinePolicies.values(), ...attached];
}

/**
 * Limits of temporary credentials from GetSessionToken and GetFederationToken, which no policy can lift. Throws
 * InvalidClientTokenId for IAM, AccessDenied for STS.
 */
export function checkSessionLimits(service: Service, action: string, { identity, session }: Caller): void {
  if (!session) return;
  if (service === IAM) {
    const isFull = identity.kind === 'role' || session.mfaAt !== undefined || session.ofConsole === true;
    if (isFull && identity.kind !== 'federated') return;
    throw new AwsProblem(403, 'InvalidClientTokenId', 'The security token included in the request is invalid');
  }
  const open = identity.kind === 'federated' ? FEDERATED_ACTIONS : SESSION_ACTIONS;
  if (
    action === 'GetSessionToken' ||
    action === 'GetFederationToken' ||
    (identity.kind !== 'role' && !open.has(action))
  ) {
    throw accessDenied(`Cannot call ${action} with session credentials`);
  }
}

const SESSION_ACTIONS: ReadonlySet<string> = new Set(['AssumeRole', 'GetCallerIdentity']);
const FEDERATED_ACTIONS: ReadonlySet<string> = new Set(['GetCallerIdentity']);

/** Throws RegionDisabledException where the caller's account has not activated STS in the region called. */
export function checkRegion(service: Service, { caller, world, region }: SignedCall): void {
  const { id, disabledRegions } = accountOf(world, caller.identity.account);
  if (service === IAM || !disabledRegions.has(region)) return;
  throw new AwsProblem(
    403,
    'RegionDisabledException',
    `STS is not activated in this region for account:${id}. ` +
      'Your account administrator can activate STS in this region using the IAM Console.',
  );
}

/** Throws AccessDenied unless the caller's policies allow `action` on `resource`. */
export function checkPermission(action: string, resource: string, call: SignedCall): void {
  const { caller, world } = call;
  const context = requestContext({ ...call, mfaAt: caller.session?.mfaAt });
  const verdict = callerVerdict(world, caller, { action, resource, context });
  if (verdict === 'allow') return;
  const why =
    verdict === 'deny'
      ? 'with an explicit deny in an identity-based policy'
      : `because no identity-based policy allows the ${action} action`;
  throw accessDenied(
    `User: ${caller.identity.arn} is not authorized to perform: ${action} on resource: ${resource} ${why}`,
  );
}

/** Condition keys by name; `undefined` for one that is known and absent. */
export type ContextEntries = Readonly<Record<string, OneOrMany | undefined>>;

/** The parts of a signed call that condition keys are made from. `mfaAt`: when the MFA code was given (ms). */
export interface ContextSource {
  readonly caller: Caller;
  readonly mfaAt: number | undefined;
  readonly region: string;
  readonly now: number;
  readonly world: World;
}

/** The condition keys of a request: the global ones, and `extra` from the action. */
export function requestContext(source: ContextSource, extra: ContextEntries = {}): Context {
  const { identity } = source.caller;
  return createContext({
    ...environment(source),
    ...multiFactor(source),
    'aws:PrincipalArn': identity.kind === 'role' ? identity.roleArn : identity.arn,
    'aws:PrincipalAccount': identity.account,
    'aws:PrincipalType': PRINCIPAL_TYPES[identity.kind],
    'aws:userid': identity.userId,
    'aws:username': identity.kind === 'user' ? identity.name : undefined,
    'aws:SourceIdentity': identity.kind === 'role' ? identity.sourceIdentity : undefined,
    ...tagEntries('aws:PrincipalTag', principalTags(source.world, identity)),
    ...extra,
  });
}

/** `prefix/key` → value for a set of tags; other keys of the family are known to be absent. */
export function tagEntries(prefix: string, tags: ReadonlyMap<string, string>): ContextEntries {
  return {
    ...Object.fromEntries([...tags].map(([key, value]) => [`${prefix}/${key}`, value])),
    [`${prefix}/*`]: undefined,
  };
}

/** The keys that do not depend on who asks. */
export function environment({ region, now }: Pick<ContextSource, 'region' | 'now'>): ContextEntries {
  return {
    'aws:RequestedRegion': region,
    'aws:CurrentTime': new Date(now).toISOString(),
    'aws:EpochTime': String(Math.floor(now / 1000)),
    'aws:SourceIp': '127.0.0.1',
    // As at AWS, which accepts only TLS.
    'aws:SecureTransport': 'true',
    'aws:ViaAWSService': 'false',
    'aws:PrincipalIsAWSService': 'false',
  };
}

/** Long-term keys bring no MFA keys at all; temporary ones always say whether there was a code. */
function multiFactor({ caller, mfaAt, now }: ContextSource): ContextEntries {
  const absent = mfaAt === undefined;
  return {
    'aws:MultiFactorAuthPresent': absent && !caller.session ? undefined : String(!absent),
    'aws:MultiFactorAuthAge': absent ? undefined : String(Math.floor((now - mfaAt) / 1000)),
  };
}

const PRINCIPAL_TYPES = { root: 'Account', user: 'User', role: 'AssumedRole', federated: 'FederatedUser' } as const;

function principalTags(world: World, identity: Identity): ReadonlyMap<string, string> {
  const session = 'sessionTags' in identity ? identity.sessionTags : [];
  return new Map([...(holderOf(world, identity)?.tags ?? []), ...session]);
}

/** The user or role whose policies and tags apply to an identity, as it is now; `undefined` once it is deleted. */
export function holderOf(
  world: World,
  identity: Identity,
): (PolicyHolder & { readonly tags: ReadonlyMap<string, string> }) | undefined {
  const account = accountOf(world, identity.account);
  if (identity.kind === 'user') return account.users.get(identity.name);
  if (identity.kind === 'federated') return account.users.get(identity.userName ?? '');
  return identity.kind === 'role' ? account.roles.get(identity.roleName.toLowerCase()) : undefined;
}
