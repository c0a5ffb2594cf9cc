import type { Credentials } from '../session.ts';
import { reportedClockOffsetMs } from './margins.ts';

/** When an entry was written. */
export type Written = {
  /** By this machine's clock, in epoch milliseconds. */
  readonly at: number;
  /** How long the machine had been running by then, in seconds; undefined where the system does not say. */
  readonly uptime?: number | undefined;
  /** Which start of which machine that counts from; undefined where the system does not say, and from older versions. */
  readonly boot?: string | undefined;
};

/**
 * Whether the clock still goes as it did when an entry was written. Set back since then, it promises more time than AWS
 * gives: what is written in the future is not trusted, nor what is younger by the clock than the machine has been running
 * since. Another machine with the same home counts from its own start: only the future says something there, as after a restart.
 */
export function isClockKept(written: Written, present: Written): boolean {
  const passed = present.at - written.at;
  const isOther = written.boot !== undefined && present.boot !== undefined && written.boot !== present.boot;
  const ran = isOther ? 0 : (present.uptime ?? 0) - (written.uptime ?? present.uptime ?? 0);
  return passed >= Math.max(0, ran * 1000) - reportedClockOffsetMs;
}

/**
 * Credentials of AWS with their end by this machine's clock. A clock that is slow promises more time than AWS gives; one
 * that is fast promises less, and is left alone: a wrong Date of something in between must not make a session longer.
 * @param clockOffset AWS's clock less ours, in milliseconds; undefined where its answer has no date
 */
export function byOwnClock(credentials: Credentials, clockOffset = 0): Credentials {
  const { expiresAt } = credentials;
  if (expiresAt === undefined || clockOffset <= reportedClockOffsetMs) return credentials;
  return { ...credentials, expiresAt: expiresAt - clockOffset };
}
