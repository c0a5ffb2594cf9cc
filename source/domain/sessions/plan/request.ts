import { awsPolicyArn } from '../../profiles/arn.ts';
import { defaultMinRemaining } from '../cache/margins.ts';

/**
 * Everything that a person asked for when switching, except their identity. It is stored under an opaque ID, and
 * refresh, renewal and `rolecall -` repeat it exactly. Durations in seconds.
 */
export type SwitchRequest = {
  readonly target: Target;
  readonly durationSeconds?: number;
  readonly region?: string;
  /** Where STS was asked before the region was changed in the role: a change of region leads to the same session. */
  readonly stsRegion?: string;
  readonly sessionName?: string;
  /** A session policy, JSON text. */
  readonly policy?: string;
  readonly policyArns: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly sourceIdentity?: string;
};

/** What `--read-only` adds to `policyArns`. The plan turns it into the ARN of the role's partition. */
export const readOnlyPolicy = awsPolicyArn('ReadOnlyAccess');

/** A profile, the identity that it starts from, or a role named without a profile. */
export type Target =
  | { readonly kind: 'profile'; readonly profile: string }
  | {
      readonly kind: 'identity';
      readonly profile: string;
      readonly withoutDevice?: boolean;
      readonly mfaSerial?: string;
    }
  | {
      readonly kind: 'role';
      readonly roleArn: string;
      readonly sourceProfile: string;
      readonly externalId?: string;
      readonly mfaSerial?: string;
    };

/** How this switch uses the cache; not part of the stored request. */
export type CacheUse = {
  /** Seconds that have to be left on a cached session. */
  readonly minRemaining: number;
  /** Ask AWS even where the cache has a session, and do not store the answer. */
  readonly bypass: boolean;
};

export const defaultCacheUse: CacheUse = { minRemaining: defaultMinRemaining, bypass: false };

/** Does the request limit its session to reading? Not where another session policy adds to that. */
export function isReadOnly({ policy, policyArns }: SwitchRequest): boolean {
  return (
    policy === undefined &&
    policyArns.length === 1 &&
    /^arn:[^:]+:iam::aws:policy\/ReadOnlyAccess$/.test(policyArns[0] ?? '')
  );
}

/**
 * A request for the identity that a profile starts from: its user, whatever role follows.
 * @param withoutDevice its keys as they are, even where a device is named: no code is asked for
 * @param mfaSerial a device of the user that no profile names, for a session with MFA
 */
export const identityRequest = (
  profile: string,
  { withoutDevice = false, mfaSerial }: { readonly withoutDevice?: boolean; readonly mfaSerial?: string } = {},
): SwitchRequest => ({
  target: { kind: 'identity', profile, withoutDevice, ...(mfaSerial !== undefined && { mfaSerial }) },
  policyArns: [],
  tags: {},
});

/** A request for a profile as it stands. */
export function plainRequest(profile: string): SwitchRequest {
  return { target: { kind: 'profile', profile }, policyArns: [], tags: {} };
}
