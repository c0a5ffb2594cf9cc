import type { Credentials } from './session.ts';

/** Where an STS call goes. All of it is explicit, so that the environment steers nothing. */
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

export type CallerIdentity = { readonly arn: string; readonly accountId: string };
export type AssumedRole = { readonly credentials: Credentials; readonly arn: string };

/** STS as the domain needs it. Every call throws {@link StsFailure}. */
export type Sts = {
  readonly callerIdentity: (caller: Credentials, at: StsEndpoint) => Promise<CallerIdentity>;
  readonly sessionToken: (
    caller: Credentials,
    at: StsEndpoint,
    request: { readonly durationSeconds: number; readonly mfa?: MfaProof },
  ) => Promise<Credentials>;
  readonly assumeRole: (caller: Credentials, at: StsEndpoint, request: AssumeRoleRequest) => Promise<AssumedRole>;
};

/** Why a call did not succeed: AWS answered no, or there was no answer to use. */
export type StsFailureKind = 'refused' | 'unreachable' | 'time-out' | 'tls' | 'proxy' | 'garbled';

/** A call to AWS that failed, before anyone has said what it means to a person. */
export class StsFailure extends Error {
  readonly kind: StsFailureKind;
  /** AWS's error code without the `Exception` suffix (`AccessDenied`), or the system's (`ECONNREFUSED`). */
  readonly code: string;
  readonly status: number | undefined;
  readonly requestId: string | undefined;
  readonly endpoint: string;
  readonly operation: string;
  /** AWS's clock less ours, in milliseconds, read off the answer's Date header. */
  readonly clockOffset: number | undefined;

  constructor(facts: {
    kind: StsFailureKind;
    code: string;
    said: string;
    operation: string;
    endpoint: string;
    status?: number | undefined;
    requestId?: string | undefined;
    clockOffset?: number | undefined;
    cause?: unknown;
  }) {
    super(facts.said, { cause: facts.cause });
    this.name = 'StsFailure';
    this.kind = facts.kind;
    this.code = facts.code;
    this.status = facts.status;
    this.requestId = facts.requestId;
    this.endpoint = facts.endpoint;
    this.operation = facts.operation;
    this.clockOffset = facts.clockOffset;
  }
}
