import { type Context, createContext } from './policy/context.ts';
import type { OneOrMany } from './policy/document.ts';
import type { Caller, Identity } from './state/caller.ts';
import type { PolicyHolder, World } from './state/entities.ts';
import { accountOf } from './state/lookup.ts';

/** Condition keys by name; `undefined` for one that is known and absent. */
export type ContextEntries = Readonly<Record<string, OneOrMany | undefined>>;

/** Of a signed call, what condition keys are made from. `mfaAt`: when the MFA code that counts here was given (ms). */
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

/** `prefix/key` → value for a set of tags. */
export function tagEntries(prefix: string, tags: ReadonlyMap<string, string>): ContextEntries {
  return Object.fromEntries([...tags].map(([key, value]) => [`${prefix}/${key}`, value]));
}

/** The keys that do not depend on who asks. */
export function environment({ region, now }: Pick<ContextSource, 'region' | 'now'>): ContextEntries {
  return {
    'aws:RequestedRegion': region,
    'aws:CurrentTime': new Date(now).toISOString(),
    'aws:EpochTime': String(Math.floor(now / 1000)),
    'aws:SourceIp': '127.0.0.1',
    // Stands for AWS, which is only ever reached over TLS.
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
