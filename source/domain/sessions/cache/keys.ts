import type { KnownKeys } from '../../access-keys/known.ts';
import type { SourceIdentity } from '../../profiles/profile.ts';
import type { SwitchPlan } from '../plan/plan.ts';

/** Facts that are hashed into a file name. For equal facts AWS gives the same answer. */
export type CacheKey = {
  readonly kind: 'session' | 'mfa' | 'caller' | 'limit';
  readonly facts: unknown;
  /** What is forgotten with it, whatever else its facts say: the role of a session, the identity of an MFA session. */
  readonly of?: string;
  /** The profile it is opened by. No part of the key: another profile may lead to the same session. */
  readonly profile?: string;
};

/** What leads to the role of a plan: sessions of the role, however they were asked for, and MFA sessions of its source. */
export const leadingTo = (plan: SwitchPlan): { readonly session: string; readonly mfa: string } => {
  // By the configuration alone: keys that a process or the environment gives are not known without asking.
  const source = JSON.stringify(sourceKey(plan.chain.source, {}));
  return { session: plan.hops.at(-1)?.roleArn ?? source, mfa: source };
};

/** The part of the person's environment that identifies a source which the configuration does not. */
export type OutsideIdentity = {
  /** `AWS_ACCESS_KEY_ID`, for `credential_source = Environment`. */
  readonly accessKeyId?: string | undefined;
  /** Where a container or an instance gets its credentials. */
  readonly metadata?: string | undefined;
  /** ID of the access key that rolecall stores by a name; looked up where one is needed. */
  readonly storedKey?: (name: string) => string | undefined;
};

/**
 * @param env the person's own environment, from before any role
 * @param known the access keys that rolecall stores
 */
export function outsideIdentity(
  env: Readonly<Record<string, string | undefined>>,
  known: () => KnownKeys = () => new Map(),
): OutsideIdentity {
  return {
    storedKey: (name) => known().get(name)?.accessKeyId,
    accessKeyId: env.AWS_ACCESS_KEY_ID,
    metadata: env.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI ?? env.AWS_CONTAINER_CREDENTIALS_FULL_URI,
  };
}

/**
 * The identity of a source, without a call: the access key ID where keys are long-term or in the environment, else the
 * configuration that yields the keys, which stays the same while they rotate.
 */
export function sourceKey(source: SourceIdentity, outside: OutsideIdentity): readonly (string | undefined)[] {
  switch (source.kind) {
    case 'keys':
      return ['keys', source.accessKeyId];
    case 'stored-key': {
      // The same as where it lay in a file: what was opened before it was stored is served on.
      const id = storedKeyId(source, outside);
      return id === undefined ? ['stored-key', source.profile] : ['keys', id];
    }
    case 'sso':
      return [
        ...['sso', source.ssoSession ?? source.startUrl, source.ssoRegion, source.accountId, source.roleName],
        ...(source.portalEndpoint === undefined ? [] : [source.portalEndpoint]),
      ];
    case 'web-identity':
      return ['web-identity', source.tokenFile ?? `$ ${source.tokenProcess}`, source.roleArn, source.sessionName];
    case 'process':
      return ['process', source.command];
    case 'login':
      return ['login', source.loginSession, ...(source.endpoint === undefined ? [] : [source.endpoint])];
    case 'environment':
      return ['environment', outside.accessKeyId];
    case 'container':
    case 'instance':
      return [source.kind, outside.metadata];
  }
}

/**
 * The key of a session. Everything that AWS's answer depends on is in it, so a session is never served for another
 * request. A field that is added to a request, a hop or an endpoint is added here; the test names it otherwise.
 */
export function sessionKey(plan: SwitchPlan, outside: OutsideIdentity): CacheKey {
  const { at, hops } = plan;
  return {
    kind: 'session',
    of: leadingTo(plan).session,
    profile: plan.chain.profile,
    facts: {
      source: sourceKey(plan.chain.source, outside),
      // A session from before the device was configured has no MFA and must not be served after that.
      mfa: plan.chain.mfa?.serial,
      at: [at.region, at.url, at.useFips, at.useDualstack],
      hops: hops.map(({ profile: _, ...hop }) => hop),
    },
  };
}

/** The key of an MFA session, which serves every role and region of an identity. */
export function mfaKey(plan: SwitchPlan, accessKeyId: string, serial: string): CacheKey {
  return { kind: 'mfa', of: leadingTo(plan).mfa, facts: [accessKeyId, serial, plan.partition, plan.at.url] };
}

/** {@link mfaKey} for the source and the device that a plan names; undefined where it has no keys or no device. */
export function mfaKeyOf(plan: SwitchPlan, outside: OutsideIdentity): CacheKey | undefined {
  const { source, mfa } = plan.chain;
  const id = source.kind === 'keys' ? source.accessKeyId : storedKeyId(source, outside);
  return id !== undefined && mfa ? mfaKey(plan, id, mfa.serial) : undefined;
}

const storedKeyId = (source: SourceIdentity, outside: OutsideIdentity): string | undefined =>
  source.kind === 'stored-key' ? outside.storedKey?.(source.profile) : undefined;

/** The key of a caller: that of the source's latest access key. GetCallerIdentity's answer never changes for an access key. */
export function callerKey(plan: SwitchPlan, outside: OutsideIdentity): CacheKey {
  return { kind: 'caller', facts: [sourceKey(plan.chain.source, outside), plan.partition, plan.at.url] };
}

/** The key of a role's maximum duration, which is the same for every caller. */
export function limitKey(plan: SwitchPlan, roleArn: string): CacheKey {
  return { kind: 'limit', facts: [roleArn, plan.at.url] };
}
