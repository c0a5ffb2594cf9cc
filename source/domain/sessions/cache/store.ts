import { isRecord } from '../../record.ts';
import { credentialsFault, type Offered } from '../credentials.ts';
import type { SwitchRequest } from '../plan/request.ts';
import type { Credentials } from '../session.ts';
import type { CallerIdentity } from '../sts.ts';
import type { CacheKey } from './keys.ts';
import { isClockKept, type Written } from './written.ts';

/** A session in the cache. */
export type StoredSession = {
  readonly credentials: Credentials & { readonly expiresAt: number };
  readonly assumedRoleArn?: string;
  /** Who switched; stored with the session so that a hit reads one file. */
  readonly caller?: CallerIdentity;
  /** What was learned while it was opened; in those of older versions what was said of the request, too. */
  readonly notes?: readonly string[];
  /** It is as short as AWS wants it of a role that is reached through another one, whatever was asked for. */
  readonly isCapped?: boolean;
};

/** An MFA session in the cache. `issuedAt` is when the code was given, in epoch milliseconds. */
export type StoredMfaSession =
  | { readonly credentials: Credentials & { readonly expiresAt: number }; readonly issuedAt: number }
  /** AWS denies GetSessionToken to this identity: each AssumeRole carries a code instead. */
  | { readonly denied: true };

/** Who an access key belongs to. Those of older versions do not say which key. */
export type StoredCaller = CallerIdentity & { readonly accessKeyId?: string };

/** A request that is repeated for refresh and renewal. */
export type SavedRequest = {
  readonly request: SwitchRequest;
  /** The role that it led to, see `plan/leads-to.ts`; undefined for a user's own keys, and in those of older versions. */
  readonly leadsTo?: string | undefined;
  /** Entered with `--live`: `rolecall -` comes back so. */
  readonly live?: boolean | undefined;
};

/** What was learned of the most that a role allows. */
export type StoredLimit = {
  /** So much it allows. Seconds. */
  readonly seconds: number;
  /** The shortest that it refused, in seconds: what lies between is not known. Older versions took all above `seconds` for refused. */
  readonly refused?: number;
  /** Epoch milliseconds. */
  readonly notedAt: number;
};

/**
 * The cache. Reading is cheap and never throws: a damaged or missing entry is a miss. Writing does not throw when the
 * disk fails: the session is still good, and the next call asks AWS again.
 */
export type SessionStore = {
  readonly read: <T>(key: CacheKey) => Promise<T | undefined>;
  /** The same, synchronously, for a frame that cannot wait. Sealed entries are not read. */
  readonly peek: <T>(key: CacheKey) => T | undefined;
  readonly write: <T>(key: CacheKey, value: T) => Promise<void>;
  readonly remove: (key: CacheKey) => Promise<void>;
  /**
   * The result of `ready`, else of `work`. One `work` runs at a time per key over all processes of this person; the
   * processes that wait call `ready` again and again. The lock is never held while a person types.
   */
  readonly exclusively: <T>(key: CacheKey, ready: () => Promise<T | undefined>, work: () => Promise<T>) => Promise<T>;
  /**
   * Removes sessions and MFA sessions: those that lead to a role, with those that do not say where they lead; without a
   * role all, with callers and limits. What killed processes had half written goes with them.
   */
  readonly forget: (leading?: { readonly session: string; readonly mfa: string }) => Promise<Forgotten>;
  /** A test for the presence of entries, for a list of many; undefined where the cache is empty. */
  readonly present: () => Promise<((key: CacheKey) => boolean) | undefined>;
  /** The sessions that are open, without opening sealed ones: for a list. Those of older versions do not name their profile. */
  readonly open: () => Promise<readonly OpenEntry[]>;
  /** Writes a request for refresh and renewal. @returns its opaque ID, the same for the same request that leads to the same role in the same way */
  readonly saveRequest: (saved: SavedRequest) => Promise<string>;
  /** Notes that it is in use, as `saveRequest` does: what a live role goes by stays. */
  readonly savedRequest: (id: string) => Promise<SavedRequest | undefined>;
  /** The last 30 s step in which a code of that device was used; undefined where none was. */
  readonly lastCodeStep: (serial: string) => Promise<number | undefined>;
  /**
   * Notes that a code of that step is used.
   * @param code remembered as a digest, to refuse that very code
   * @returns takes the note back: AWS never looked at the code
   */
  readonly noteCodeStep: (serial: string, step: number, code?: string) => Promise<() => Promise<void>>;
  /** Whether that code is the one that was used last. */
  readonly isCodeUsed: (serial: string, code: string) => Promise<boolean>;
};

/** A session in the cache, as its file tells without its credentials. */
export type OpenEntry = {
  readonly profile: string;
  /** Epoch milliseconds. */
  readonly end: number;
  /** Whether it is the one of that key: the profile may lead elsewhere by now, or have been opened in another way. */
  readonly isOf: (key: CacheKey) => boolean;
};

/** What was removed from the cache, and what could not be. */
export type Forgotten = {
  readonly sessions: number;
  readonly mfaSessions: number;
  /** Sessions of rolecall 0.1.0, or half written, which do not say where they lead. Not counted when all are removed. */
  readonly unlabelled: number;
  /** Files of sessions that are still there. */
  readonly failed: readonly { readonly path: string; readonly why: string }[];
};

/**
 * Whether an entry of the cache has the form of its kind. A damaged entry counts as missing.
 * @param now epoch milliseconds
 */
export function isValidEntry(kind: CacheKey['kind'], value: unknown, now: number): boolean {
  if (!isRecord(value)) return false;
  switch (kind) {
    case 'session':
      return (
        isTemporary(value.credentials, now) && isOptional(value.caller, isCaller) && isOptional(value.notes, isNotes)
      );
    case 'mfa':
      return value.denied === true || (isTemporary(value.credentials, now) && isTime(value.issuedAt));
    case 'caller':
      return isCaller(value) && isOptional(value.accessKeyId, isText);
    case 'limit':
      return Number.isFinite(value.seconds) && isOptional(value.refused, Number.isFinite) && isTime(value.notedAt);
  }
}

/**
 * Whether what an entry says holds by the present clock. Credentials alone are good for a time; entries of rolecall 0.1.0
 * do not say when they were written.
 * @param written as it stands in the file
 */
export function isTimely(kind: CacheKey['kind'], written: unknown, present: () => Written): boolean {
  if ((kind !== 'session' && kind !== 'mfa') || written === undefined) return true;
  if (!isRecord(written) || !isTime(written.at)) return false;
  if (!isOptional(written.uptime, Number.isFinite) || !isOptional(written.boot, isText)) return false;
  return isClockKept(written as Written, present());
}

/** Whether a stored request is complete, so that it can be repeated exactly. */
export function isValidRequest(value: unknown): boolean {
  if (!isRecord(value) || !isRecord(value.target)) return false;
  const { target, policyArns, tags } = value;
  const named = target.kind === 'profile' ? isText(target.profile) : target.kind === 'role' && isText(target.roleArn);
  const regions = [value.region, value.stsRegion].every((region) => isOptional(region, isText));
  return (
    named &&
    regions &&
    isOptional(value.leadsTo, isText) &&
    Array.isArray(policyArns) &&
    policyArns.every(isText) &&
    isRecord(tags)
  );
}

function isTemporary(value: unknown, now: number): boolean {
  return isRecord(value) && credentialsFault(value as Offered, 'cache', now) === undefined;
}

/** Epoch milliseconds in the range of a Date. */
const isTime = (value: unknown) => typeof value === 'number' && Math.abs(value) <= 8.64e15;
const isCaller = (value: unknown) => isRecord(value) && isText(value.arn) && isText(value.accountId);
const isNotes = (value: unknown) => Array.isArray(value) && value.every(isText);
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isOptional = (value: unknown, is: (value: unknown) => boolean) => value === undefined || is(value);
