import type { SourceIdentity } from '../../profiles/profile.ts';
import type { SwitchPlan } from '../plan/plan.ts';

/** Something that is hashed into a file name; equal values are the same thing to AWS. */
export type CacheKey = { readonly kind: 'session' | 'mfa' | 'caller' | 'limit'; readonly facts: unknown };

/** What the person's own environment says of who they are, as far as it tells one source from another. */
export type OutsideIdentity = {
  /** `AWS_ACCESS_KEY_ID`, for `credential_source = Environment`. */
  readonly accessKeyId?: string | undefined;
  /** Where a container or an instance gets its credentials. */
  readonly metadata?: string | undefined;
};

/** What of an environment tells sources apart. @param env the person's own, from before any role */
export function outsideIdentity(env: Readonly<Record<string, string | undefined>>): OutsideIdentity {
  return {
    accessKeyId: env.AWS_ACCESS_KEY_ID,
    metadata: env.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI ?? env.AWS_CONTAINER_CREDENTIALS_FULL_URI,
  };
}

/**
 * What a source is, without asking anyone: the access key ID where keys are long-term or in the environment,
 * else the configuration that yields them, which stays the same while the keys rotate.
 */
export function sourceKey(source: SourceIdentity, outside: OutsideIdentity): readonly (string | undefined)[] {
  switch (source.kind) {
    case 'keys':
      return ['keys', source.accessKeyId];
    case 'sso':
      return [
        ...['sso', source.ssoSession ?? source.startUrl, source.ssoRegion, source.accountId, source.roleName],
        ...(source.portalEndpoint === undefined ? [] : [source.portalEndpoint]),
      ];
    case 'web-identity':
      return ['web-identity', source.tokenFile, source.roleArn, source.sessionName];
    case 'process':
      return ['process', source.command];
    case 'login':
      return ['login', source.loginSession];
    case 'environment':
      return ['environment', outside.accessKeyId];
    case 'container':
    case 'instance':
      return [source.kind, outside.metadata];
  }
}

/** Everything that changes what AWS answers is part of the key, so a stale session is never found. */
export function sessionKey(plan: SwitchPlan, outside: OutsideIdentity): CacheKey {
  const { at, hops } = plan;
  return {
    kind: 'session',
    facts: {
      source: sourceKey(plan.chain.source, outside),
      // A session made before the device was configured must not pass for one made with it.
      mfa: plan.chain.mfa?.serial,
      at: [at.region, at.url, at.useFips, at.useDualstack],
      hops: hops.map(({ profile: _, ...hop }) => hop),
    },
  };
}

/** One MFA session serves every role and region of an identity. */
export function mfaKey(plan: SwitchPlan, accessKeyId: string, serial: string): CacheKey {
  return { kind: 'mfa', facts: [accessKeyId, serial, plan.partition, plan.at.url] };
}

/** Who a source is: GetCallerIdentity's answer never changes for a key. */
export function callerKey(plan: SwitchPlan, outside: OutsideIdentity): CacheKey {
  return { kind: 'caller', facts: [sourceKey(plan.chain.source, outside), plan.partition, plan.at.url] };
}

/** How long a role lets its sessions last is the same for everybody. */
export function limitKey(plan: SwitchPlan, roleArn: string): CacheKey {
  return { kind: 'limit', facts: [roleArn, plan.at.url] };
}
