import type { Credentials } from './session.ts';

/** Where an STS call goes. All of it is explicit: the environment decides nothing. */
export type StsEndpoint = {
  readonly region: string;
  /** A URL where one is configured; else the region's own endpoint is used. */
  readonly url?: string;
  readonly useFips: boolean;
  readonly useDualstack: boolean;
  /** Path of a PEM file. */
  readonly caBundle?: string;
};

/** A code and the device it comes from. */
export type MfaProof = { readonly serial: string; readonly code: string };

/** The parameters of sts:AssumeRole that rolecall uses. Durations in seconds. */
export type AssumeRoleRequest = {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly durationSeconds?: number;
  readonly externalId?: string;
  readonly mfa?: MfaProof;
  readonly policy?: string;
  readonly policyArns: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly transitiveTagKeys: readonly string[];
  readonly sourceIdentity?: string;
};

/** The parameters of sts:AssumeRoleWithWebIdentity. */
export type WebIdentityRequest = { readonly roleArn: string; readonly sessionName: string; readonly token: string };

export type CallerIdentity = { readonly arn: string; readonly accountId: string };
export type AssumedRole = { readonly credentials: Credentials; readonly arn: string };

/** The calls of STS that rolecall makes. Every call throws AwsFailure. */
export type Sts = {
  readonly callerIdentity: (caller: Credentials, at: StsEndpoint) => Promise<CallerIdentity>;
  readonly sessionToken: (
    caller: Credentials,
    at: StsEndpoint,
    request: { readonly durationSeconds: number; readonly mfa?: MfaProof },
  ) => Promise<Credentials>;
  readonly assumeRole: (caller: Credentials, at: StsEndpoint, request: AssumeRoleRequest) => Promise<AssumedRole>;
  readonly assumeRoleWithWebIdentity: (at: StsEndpoint, request: WebIdentityRequest) => Promise<AssumedRole>;
};
