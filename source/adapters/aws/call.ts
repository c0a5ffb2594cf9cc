import { setTimeout as sleep } from 'node:timers/promises';
import { proxyFor } from '../../domain/proxy.ts';
import { AwsFailure, isClockSkew, isThrottled } from '../../domain/sessions/failures/aws-failure.ts';
import type { Credentials } from '../../domain/sessions/session.ts';
import { version } from '../../version.ts';
import { lateAnswer, toFailure } from './failure.ts';
import type { Reach } from './http.ts';
import { defaultPatience, type Patience } from './patience.ts';

/** Waits between tries, in milliseconds; up to half is added at random, so that processes that failed together spread out. */
const pauses = [100, 400];

type Call = {
  readonly operation: string;
  readonly endpoint: string;
  readonly reach: Reach;
  /** Never sent twice after a lost answer, because the first may have succeeded: an MFA code, the creation of a role. */
  readonly once?: boolean;
  /** Never sent twice: the caller decides about that, as for hundreds of calls that follow one another. */
  readonly isOneTry?: boolean;
};

/**
 * Makes a call to AWS and retries it after throttling, errors of AWS's own (5xx) and connections that broke. The SDK's own
 * retries are off, because they also correct a wrong clock silently, and then nothing else on the machine works.
 * @throws AwsFailure; an error that is not about the call passes through unchanged
 */
export async function callAws<T>(
  { operation, endpoint, reach, once = false, isOneTry = false }: Call,
  send: () => Promise<T>,
): Promise<T> {
  const { late } = reach;
  const timer = late && setTimeout(() => late.tell(URL.parse(endpoint)?.host ?? endpoint), late.after);
  try {
    return await untilAnswered({ operation, endpoint, reach, once, isOneTry }, send);
  } finally {
    clearTimeout(timer);
  }
}

/** One try after another. */
async function untilAnswered<T>(
  { operation, endpoint, reach, once, isOneTry }: Required<Call>,
  send: () => Promise<T>,
): Promise<T> {
  for (let tried = 0; ; tried += 1) {
    try {
      return await inTime(send(), reach.patience ?? defaultPatience);
    } catch (error) {
      const failure = toFailure(error, { operation, endpoint, proxy: proxyFor(endpoint, reach.env) });
      const pause = pauses[tried];
      if (isOneTry || pause === undefined || !(failure instanceof AwsFailure) || !isWorthRetry(failure, once)) {
        throw failure;
      }
      await sleep(pause * (1 + Math.random() / 2));
    }
  }
}

function isWorthRetry(failure: AwsFailure, once: boolean): boolean {
  // AWS throttles before it looks at a request. No other answer is certain to leave a code unused.
  if (isThrottled(failure)) return true;
  if (once || isClockSkew(failure)) return false;
  return failure.kind === 'unreachable' ? failure.code === 'ECONNRESET' : (failure.status ?? 0) >= 500;
}

/** The connection's own time-out never fires while an answer trickles in, so the whole call has one as well. */
async function inTime<T>(answer: Promise<T>, { whole }: Patience): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const error = Object.assign(new Error(`No complete answer within ${whole} ms.`), { name: lateAnswer });
    timer = setTimeout(() => reject(error), whole);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Options for every client of the SDK. The SDK looks up each one that is missing in the environment and in the user's
 * files, which it reads in full for every client: 100 ms for 10,000 profiles. One call is one try: `callAws` decides about
 * retries, since it knows whether an MFA code was sent, and a wrong clock is reported, not corrected for one call.
 */
export const explicit = {
  maxAttempts: 1,
  retryMode: 'standard',
  defaultsMode: 'standard',
  disableClockSkewCorrection: true,
  authSchemePreference: async (): Promise<string[]> => [],
  sigv4aSigningRegionSet: async () => undefined,
  userAgentAppId: async () => undefined,
  useFipsEndpoint: false,
  useDualstackEndpoint: false,
  /** CloudTrail shows it with each call. */
  customUserAgent: [['rolecall', version]] as [string, string][],
} as const;

/** Credentials in the SDK's form. */
export function keysOf({ accessKeyId, secretAccessKey, sessionToken }: Credentials) {
  return { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) };
}
