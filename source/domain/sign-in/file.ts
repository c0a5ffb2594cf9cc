import { recordIn } from '../record.ts';
import { signInMarginMs } from '../sessions/cache/margins.ts';

// What is alike in the files of both sign-ins of the AWS CLI: `~/.aws/sso/cache` and `~/.aws/login/cache`.

/** What ends. Epoch milliseconds. */
type Ending = { readonly expiresAt: number };

/** Whether a sign-in can be used at all. */
export const isUsable = ({ expiresAt }: Ending, now: number): boolean => expiresAt > now;

/** Whether it needs no renewal yet. */
export const isFresh = ({ expiresAt }: Ending, now: number): boolean => expiresAt - now > signInMarginMs;

/** Whether a text is a whole one, and not the half of what another program is just writing. */
export const isWhole = (text: string): boolean => recordIn(text) !== undefined;

/**
 * A time in the form of every program that writes one: with or without fractions, `Z`, `UTC` (the AWS CLI of former years) or
 * `+00:00`; never one of no zone, at which the AWS CLI and botocore stop as well.
 * @returns epoch milliseconds; undefined for anything else
 */
export function timeIn(value: unknown): number | undefined {
  if (typeof value !== 'string' || !/(?:Z|UTC|[+-]\d\d:?\d\d)$/.test(value)) return undefined;
  const time = Date.parse(value.replace(/UTC$/, 'Z'));
  return Number.isNaN(time) ? undefined : time;
}
