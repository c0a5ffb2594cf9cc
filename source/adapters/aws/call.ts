import { setTimeout as sleep } from 'node:timers/promises';
import { isClockSkew, isThrottled, StsFailure } from '../../domain/sessions/failures/aws-failure.ts';
import { toFailure } from './failure.ts';
import { defaultPatience, type Patience, proxyOf, type Reach } from './http.ts';

/** Waits between tries, in milliseconds; up to half as long again, so that many at once do not stay together. */
const pauses = [100, 400];

type Call = {
  readonly operation: string;
  readonly endpoint: string;
  readonly reach: Reach;
  /** A code goes with it: what became of it after a lost answer is not known, so it is never sent twice. */
  readonly carriesCode?: boolean;
};

/**
 * Makes a call to AWS, again where trying again is right: throttling, errors of AWS's own, connections that broke. The SDK's own
 * retries are off, because they also mend a wrong clock without a word, and then nothing else on the machine works.
 * @throws StsFailure; whatever is not about the call unchanged
 */
export async function callAws<T>(
  { operation, endpoint, reach, carriesCode = false }: Call,
  send: () => Promise<T>,
): Promise<T> {
  for (let tried = 0; ; tried += 1) {
    try {
      return await inTime(send(), reach.patience ?? defaultPatience);
    } catch (error) {
      const failure = toFailure(error, { operation, endpoint, proxy: proxyOf(reach.env) });
      const pause = pauses[tried];
      if (pause === undefined || !(failure instanceof StsFailure) || !isWorthAnother(failure, carriesCode)) {
        throw failure;
      }
      await sleep(pause * (1 + Math.random() / 2));
    }
  }
}

function isWorthAnother(failure: StsFailure, carriesCode: boolean): boolean {
  // Throttling comes before anything is looked at; nothing else is certain to leave a code unused.
  if (isThrottled(failure)) return true;
  if (carriesCode || isClockSkew(failure)) return false;
  return failure.kind === 'unreachable' ? failure.code === 'ECONNRESET' : (failure.status ?? 0) >= 500;
}

/** An answer that trickles in never ends a connection's own time-out; the whole call has one as well. */
async function inTime<T>(answer: Promise<T>, { whole }: Patience): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const error = Object.assign(new Error(`No whole answer within ${whole} ms.`), { name: 'TimeoutError' });
    timer = setTimeout(() => reject(error), whole);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
