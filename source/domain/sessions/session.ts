/** Keys, and the token and expiry of temporary ones. Expiry in epoch milliseconds. */
export type Credentials = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiresAt?: number;
};

/** A session as a verb gets it: temporary credentials of the last role, and whose they are. */
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
  /** What the programs in the role need to reach the AWS that opened it, as the SDKs' own variables. */
  readonly reach?: Readonly<Record<string, string>>;
  /** The endpoint that opened it, where AWS itself does not serve it, and what names it. */
  readonly elsewhere?: { readonly url: string; readonly from: string };
  /** Sentences for the person: a duration that was capped, a region that was replaced. */
  readonly notes: readonly string[];
  /** Served from the cache. */
  readonly cached: boolean;
  /** The device of the code that was just asked for, where no profile names it. */
  readonly found?: FoundDevice;
};

/** An MFA device that gave the code although no profile names it, and the profile that should. */
export type FoundDevice = { readonly serial: string; readonly profile: string };

/** A step on the way to a session, for the screen or the log that shows it. */
export type Progress =
  | { readonly step: 'source'; readonly state: 'started' | 'done'; readonly text: string }
  /** Another rolecall opens the same, and is waited for. */
  | { readonly step: 'others'; readonly state: 'started' | 'done'; readonly text: string }
  | { readonly step: 'mfa'; readonly state: 'started' | 'done'; readonly text: string }
  | { readonly step: 'hop'; readonly index: number; readonly state: 'started' | 'done'; readonly text: string };
