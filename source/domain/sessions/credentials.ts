import { parseArn, parseRoleArn } from '../profiles/arn.ts';
import { longestOfAws, longestOfOthers, reportedClockOffsetMs } from './cache/margins.ts';
import type { Credentials } from './session.ts';
import type { CallerIdentity } from './sts.ts';

/** Credentials as they arrived: nothing about them is certain. Expiry in epoch milliseconds. */
export type Offered = {
  readonly accessKeyId?: unknown;
  readonly secretAccessKey?: unknown;
  readonly sessionToken?: unknown;
  readonly expiresAt?: unknown;
};

/**
 * Who brought them. `aws`: one of its services, whose answers always have a token and an expiry. `other`: a program, a
 * file, a variable, which may hold long-term keys. `cache`: as AWS gave them, however long ago.
 */
export type Bringer = 'aws' | 'other' | 'cache';

/** Credentials that cannot be used. The message says why, without anything of them. */
export class BrokenCredentials extends Error {
  /** AWS's clock less ours, in milliseconds, where nothing else is at fault: by AWS's they can be used. */
  readonly clockOffset: number | undefined;

  constructor(why: string, clockOffset?: number) {
    super(why);
    this.name = 'BrokenCredentials';
    this.clockOffset = clockOffset;
  }
}

/** What each part is called, and the longest that is plausible. AWS sets no limit on tokens; 4 KiB are usual. */
const parts = [
  ['accessKeyId', 'access key ID', 128],
  ['secretAccessKey', 'secret access key', 1024],
  ['sessionToken', 'session token', 32_768],
] as const;

/**
 * Credentials that may be kept and handed over.
 * @param now epoch milliseconds
 * @param clockOffset AWS's clock less ours, in milliseconds, where it is known
 * @throws BrokenCredentials
 */
export function checkedCredentials(offered: Offered, bringer: Bringer, now: number, clockOffset = 0): Credentials {
  const fault = credentialsFault(offered, bringer, now);
  if (fault !== undefined) {
    const isClock =
      Math.abs(clockOffset) > reportedClockOffsetMs &&
      credentialsFault(offered, bringer, now + clockOffset) === undefined;
    throw new BrokenCredentials(fault, isClock ? clockOffset : undefined);
  }
  const { accessKeyId, secretAccessKey, sessionToken, expiresAt } = offered as Credentials;
  return {
    accessKeyId,
    secretAccessKey,
    ...(!isAbsent(sessionToken) && { sessionToken }),
    ...(!isAbsent(expiresAt) && { expiresAt }),
  };
}

/**
 * What is wrong with credentials, as a sentence that holds nothing of them; undefined where they can be used. An SDK that
 * is handed blank keys looks for others and acts as somebody else.
 */
export function credentialsFault(offered: Offered, bringer: Bringer, now: number): string | undefined {
  for (const [part, name, longest] of parts) {
    const value = offered[part];
    if (part === 'sessionToken' && bringer !== 'aws' && isAbsent(value)) continue;
    const fault = textFault(value, longest);
    if (fault !== undefined) return `The ${name} ${fault}.`;
  }
  return expiryFault(offered.expiresAt, bringer, now);
}

function textFault(value: unknown, longest: number): string | undefined {
  if (value === undefined || value === null) return 'is missing';
  if (typeof value !== 'string') return 'is not a string';
  if (value.trim() === '') return 'is empty';
  if (value.length > longest) return `is longer than ${longest} characters`;
  // Letters, digits and marks of ASCII: all that fits into a header of a request.
  return /^[!-~]+$/.test(value) ? undefined : 'has spaces, control characters or letters that no key has';
}

function expiryFault(expiresAt: unknown, bringer: Bringer, now: number): string | undefined {
  if (isAbsent(expiresAt)) return bringer === 'other' ? undefined : 'The expiry is missing.';
  if (typeof expiresAt !== 'number' || !(Math.abs(expiresAt) <= 8.64e15)) return 'The expiry is not a time.';
  if (expiresAt - now > (bringer === 'other' ? longestOfOthers : longestOfAws) * 1000) {
    return 'The expiry is further away than AWS ever sets it.';
  }
  // An entry of the cache that has expired is no damage: it is passed over.
  return bringer !== 'cache' && expiresAt <= now ? 'They have expired.' : undefined;
}

/** `SessionToken: ""` and no token are the same to the SDKs. */
const isAbsent = (value: unknown): boolean => value === undefined || value === null || value === '';

/**
 * In which way a session is not one of the role that was asked for; undefined where it is.
 * @param roleArn `arn:aws:iam::444455556666:role/team/Admin`
 * @param assumedRoleArn `arn:aws:sts::444455556666:assumed-role/Admin/mary`
 */
export function roleFault(roleArn: string, assumedRoleArn: string): 'account' | 'partition' | 'role' | undefined {
  const asked = parseRoleArn(roleArn);
  const { partition, service, accountId, resource = '' } = parseArn(assumedRoleArn) ?? {};
  if (asked === undefined || accountId !== asked.accountId) return 'account';
  if (partition !== asked.partition) return 'partition';
  const [kind, name = '', session = ''] = resource.split('/');
  // IAM has no two roles of an account whose names differ in case alone.
  const isRole = name.toLowerCase() === asked.name.toLowerCase() && session !== '';
  return service === 'sts' && kind === 'assumed-role' && isRole ? undefined : 'role';
}

/** Who a caller is, as AWS says. @throws BrokenCredentials where that is nobody */
export function checkedCaller({
  arn,
  accountId,
}: {
  readonly arn?: unknown;
  readonly accountId?: unknown;
}): CallerIdentity {
  const isText = (value: unknown): value is string => textFault(value, 2048) === undefined;
  if (isText(arn) && isText(accountId) && parseArn(arn)?.accountId === accountId) return { arn, accountId };
  throw new BrokenCredentials('It does not say whose keys signed.');
}
