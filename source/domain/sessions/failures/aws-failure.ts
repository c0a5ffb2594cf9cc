import type { ProblemText } from '../../../problem.ts';

/** Why a call did not succeed: AWS answered no (`refused`), or there was no answer to use. */
export type AwsFailureKind = 'refused' | 'unreachable' | 'time-out' | 'tls' | 'proxy' | 'garbled';

/** A call to AWS that failed, as facts. explain.ts turns it into what a person reads. */
export class AwsFailure extends Error {
  readonly kind: AwsFailureKind;
  /** AWS's error code without the `Exception` suffix (`AccessDenied`), or the system's (`ECONNREFUSED`). */
  readonly code: string;
  readonly status: number | undefined;
  readonly requestId: string | undefined;
  readonly endpoint: string;
  readonly operation: string;
  /** AWS's clock less ours, in milliseconds, read off the answer's Date header. */
  readonly clockOffset: number | undefined;

  constructor(facts: {
    kind: AwsFailureKind;
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
    this.name = 'AwsFailure';
    this.kind = facts.kind;
    this.code = facts.code;
    this.status = facts.status;
    this.requestId = facts.requestId;
    this.endpoint = facts.endpoint;
    this.operation = facts.operation;
    this.clockOffset = facts.clockOffset;
  }
}

/** Whether AWS could not be asked, as opposed to having refused. */
export const isSilence = (error: unknown): boolean => error instanceof AwsFailure && error.kind !== 'refused';

/**
 * Whose words a failed call leaves: those of AWS are `said`; those of the system stand behind what is known to be meant. Those of
 * the SDK are left out: they are for programmers.
 */
export function wordsOf({ kind, code, message }: AwsFailure, means?: string): Pick<ProblemText, 'said' | 'means'> {
  if (kind === 'refused') return { said: `${code}: ${firstLine(message)}`, ...(means !== undefined && { means }) };
  const system = kind === 'garbled' || kind === 'time-out' ? undefined : `The system says: ${firstLine(message)}.`;
  const all = [means, system].filter((part) => part !== undefined).join(' ');
  return all === '' ? {} : { means: all };
}

/** Further lines of AWS's message may repeat the signed request, its token included. */
export const firstLine = (text: string): string => (text.split('\n', 1)[0] ?? '').slice(0, 600);

/** The call for one role of a chain that failed: which role of the plan, counted from 0. */
export class HopFailure extends Error {
  readonly index: number;
  readonly failure: AwsFailure;
  /** A code or an MFA session went with it. */
  readonly withMfa: boolean;

  constructor(index: number, failure: AwsFailure, withMfa: boolean) {
    super(failure.message, { cause: failure });
    this.name = 'HopFailure';
    this.index = index;
    this.failure = failure;
    this.withMfa = withMfa;
  }
}

/** AWS says the same of a wrong, an expired and a used code. */
export function isCodeRejected(error: unknown): boolean {
  return (
    error instanceof AwsFailure && error.code === 'AccessDenied' && /invalid MFA one time pass/i.test(error.message)
  );
}

/** Any of AWS's answers about the code or its device. */
export function isMfaAnswer(error: unknown): boolean {
  return error instanceof AwsFailure && /^MultiFactorAuthentication failed/i.test(error.message);
}

/** AWS's one answer for no permission, no trust, no MFA, a wrong external ID and no such role. */
export function isNotAuthorized(failure: AwsFailure): boolean {
  return failure.code === 'AccessDenied' && /not authorized/i.test(failure.message);
}

/** The credentials of the call are gone: expired, revoked or deleted. */
export function isSpent(failure: AwsFailure): boolean {
  return failure.code === 'ExpiredToken' || failure.code === 'InvalidClientTokenId';
}

export function isRegionDisabled(error: unknown): boolean {
  return error instanceof AwsFailure && error.code === 'RegionDisabled';
}

export function isTooLong(error: unknown): boolean {
  return error instanceof AwsFailure && /exceeds the (MaxSessionDuration|1 hour session limit)/.test(error.message);
}

export function isThrottled(failure: AwsFailure): boolean {
  return /^(Throttling|ThrottledException|TooManyRequests|RequestLimitExceeded|SlowDown)/.test(failure.code);
}

/** The clock of this machine and AWS's are too far apart for a signature. */
export function isClockSkew(failure: AwsFailure): boolean {
  return (
    failure.code === 'RequestTimeTooSkewed' ||
    (failure.code === 'SignatureDoesNotMatch' && /Signature (expired|not yet current)/.test(failure.message))
  );
}

/** Codes of the system for a connection that never came about: AWS saw nothing of the request. */
const neverSent = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/;

/** AWS refuses with these before it looks at a code. */
const beforeTheCode =
  /^(ExpiredToken|InvalidClientTokenId|SignatureDoesNotMatch|RequestTimeTooSkewed|IncompleteSignature|RegionDisabled)$/;

/**
 * Whether the MFA code of a failed call counts as used up. A code works once, even when AWS's answer was lost. So it
 * counts as used unless it is certain that AWS never looked at it.
 */
export function spendsCode(failure: AwsFailure): boolean {
  switch (failure.kind) {
    case 'tls':
    case 'proxy':
      return false;
    case 'unreachable':
      return !neverSent.test(failure.code);
    case 'refused':
      if (beforeTheCode.test(failure.code) || isMfaAnswer(failure) || isThrottled(failure)) return false;
      return failure.code !== 'ValidationError' || isTooLong(failure);
    default:
      return true;
  }
}
