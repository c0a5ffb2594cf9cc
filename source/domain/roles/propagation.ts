import { StsFailure } from '../sessions/failures/aws-failure.ts';

/** Waits so many milliseconds. */
export type Sleep = (milliseconds: number) => Promise<void>;

/** Pauses between attempts, in milliseconds: 31 s in all. What IAM has taken is everywhere within seconds, usually. */
const pauses = [250, 500, 1000, 2000, 3000, 4000, 5000, 5000, 5000, 5250];

/**
 * Tries again while IAM has not yet told all of its own machines what it has just been told.
 * @param isEarly whether a failure may be of that kind
 * @throws what the last attempt threw
 */
export async function onceSettled<T>(
  work: () => Promise<T>,
  isEarly: (error: unknown) => boolean,
  sleep: Sleep,
): Promise<T> {
  for (const pause of pauses) {
    try {
      return await work();
    } catch (error) {
      if (!isEarly(error)) throw error;
    }
    await sleep(pause);
  }
  return work();
}

/** IAM does not know yet what it answered with a moment ago. */
export function isNotThereYet(error: unknown): boolean {
  return error instanceof StsFailure && error.code === 'NoSuchEntity';
}

/** STS has not heard yet of the role, or of its trust policy. */
export function isNotAdmittedYet(error: unknown): boolean {
  return error instanceof StsFailure && error.code === 'AccessDenied' && /sts:AssumeRole/i.test(error.message);
}
