import { StsFailure } from '../open/sts.ts';

/** AWS says the same of a wrong, an expired and a used code. */
export function isCodeRejected(error: unknown): boolean {
  return (
    error instanceof StsFailure && error.code === 'AccessDenied' && /invalid MFA one time pass/i.test(error.message)
  );
}

/** Any of AWS's answers about the code or its device. */
export function isMfaAnswer(error: unknown): boolean {
  return error instanceof StsFailure && /^MultiFactorAuthentication failed/i.test(error.message);
}

/** The one answer for no permission, no trust, no MFA, another external ID and no such role. */
export function isNotAuthorized(failure: StsFailure): boolean {
  return failure.code === 'AccessDenied' && /not authorized/i.test(failure.message);
}

/** The credentials that were shown are gone: expired, revoked or deleted. */
export function isSpent(failure: StsFailure): boolean {
  return failure.code === 'ExpiredToken' || failure.code === 'InvalidClientTokenId';
}

export function isRegionDisabled(error: unknown): boolean {
  return error instanceof StsFailure && error.code === 'RegionDisabled';
}

export function isTooLong(error: unknown): boolean {
  return error instanceof StsFailure && /exceeds the (MaxSessionDuration|1 hour session limit)/.test(error.message);
}

export function isThrottled(failure: StsFailure): boolean {
  return /^(Throttling|ThrottledException|TooManyRequests|RequestLimitExceeded|SlowDown)/.test(failure.code);
}

/** The clock of this machine and AWS's are too far apart for a signature. */
export function isClockSkew(failure: StsFailure): boolean {
  return (
    failure.code === 'RequestTimeTooSkewed' ||
    (failure.code === 'SignatureDoesNotMatch' && /Signature (expired|not yet current)/.test(failure.message))
  );
}

/** No connection came about, so nothing of the request was seen. */
const neverSent = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/;

/** AWS turns these away before it looks at a code. */
const beforeTheCode =
  /^(ExpiredToken|InvalidClientTokenId|SignatureDoesNotMatch|RequestTimeTooSkewed|IncompleteSignature|RegionDisabled)$/;

/**
 * Whether a code that went with a failed call must be taken for used up. A code works once, whatever became of the
 * answer: where it is not certain that AWS never looked at it, it counts as used.
 */
export function spendsCode(failure: StsFailure): boolean {
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
