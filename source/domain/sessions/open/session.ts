import type { FoundDevice } from './found-device.ts';

/** Keys, and the token and expiry that temporary ones carry. Expiry in epoch milliseconds. */
export type Credentials = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiresAt?: number;
};

/** What is borrowed: temporary credentials of the last hop, and whose they are. */
export type Session = {
  /** The profile, or `account/role` for a switch without one. */
  readonly profile: string;
  readonly credentials: Credentials;
  /** `arn:aws:sts::444455556666:assumed-role/ystataws/mary`; undefined for a plain user's own session. */
  readonly assumedRoleArn?: string;
  readonly roleArn?: string;
  readonly accountId?: string;
  readonly roleName?: string;
  /** Who switched, as STS names them: `arn:aws:iam::111122223333:user/mary`; undefined where nobody asked. */
  readonly callerArn?: string;
  readonly region?: string;
  /** What the person should hear of: a duration that was capped, a region that was replaced. */
  readonly notes: readonly string[];
  /** Served from the cache. */
  readonly cached: boolean;
  /** The device of the code that was just asked for, where no profile names it. */
  readonly found?: FoundDevice;
};

/** What happens on the way to a session, for whoever draws it. */
export type Progress =
  | { readonly step: 'source'; readonly state: 'started' | 'done'; readonly text: string }
  | { readonly step: 'mfa'; readonly state: 'started' | 'done'; readonly text: string }
  | { readonly step: 'hop'; readonly index: number; readonly state: 'started' | 'done'; readonly text: string };
