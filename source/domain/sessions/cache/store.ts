import type { SwitchRequest } from '../plan/request.ts';
import type { Credentials } from '../session.ts';
import type { CallerIdentity } from '../sts.ts';
import type { CacheKey } from './keys.ts';

/** What is remembered of a session. */
export type StoredSession = {
  readonly credentials: Credentials & { readonly expiresAt: number };
  readonly assumedRoleArn?: string;
  /** Who switched; kept with the session so that a hit reads one file. */
  readonly caller?: CallerIdentity;
  readonly notes?: readonly string[];
};

/** What is remembered of an MFA session; `issuedAt` tells how old its MFA is. Epoch milliseconds. */
export type StoredMfaSession =
  | { readonly credentials: Credentials & { readonly expiresAt: number }; readonly issuedAt: number }
  /** GetSessionToken is denied to this identity: a code per AssumeRole instead. */
  | { readonly denied: true };

export type StoredCaller = CallerIdentity;

/** The most that a role turned out to allow, in seconds, and when that was noticed (epoch milliseconds). */
export type StoredLimit = { readonly seconds: number; readonly notedAt: number };

/**
 * The cache. Reading is cheap and never throws: a damaged or missing entry is a miss. Writing never throws where the
 * disk is at fault: what cannot be kept costs another call, not the session in hand.
 */
export type SessionStore = {
  readonly read: <T>(key: CacheKey) => Promise<T | undefined>;
  /** The same at once, for a frame that cannot wait. */
  readonly peek: <T>(key: CacheKey) => T | undefined;
  readonly write: <T>(key: CacheKey, value: T) => Promise<void>;
  readonly remove: (key: CacheKey) => Promise<void>;
  /**
   * What `ready` finds, else what `work` makes: one `work` at a time per key over all processes of this person, while
   * those who wait look again and again whether it is `ready`. Never held while a person types.
   */
  readonly exclusively: <T>(key: CacheKey, ready: () => Promise<T | undefined>, work: () => Promise<T>) => Promise<T>;
  /** Removes every session, MFA session and stored caller; how many sessions there were. */
  readonly clear: () => Promise<number>;
  /** Which entries there are, for a whole list at once; undefined where there is none at all. */
  readonly present: () => Promise<((key: CacheKey) => boolean) | undefined>;
  /** Keeps a request for refresh and renewal; the same request has the same opaque ID. */
  readonly saveRequest: (request: SwitchRequest) => Promise<string>;
  readonly savedRequest: (id: string) => Promise<SwitchRequest | undefined>;
  /** The last 30 s step in which a code of that device was used; undefined when never. */
  readonly lastCodeStep: (serial: string) => Promise<number | undefined>;
  readonly noteCodeStep: (serial: string, step: number) => Promise<void>;
};

type Fields = Readonly<Record<string, unknown>>;

/** Whether an entry of the cache is what its kind says: whatever is damaged is taken for not there. */
export function isValidEntry(kind: CacheKey['kind'], value: unknown): boolean {
  if (!isFields(value)) return false;
  switch (kind) {
    case 'session':
      return isTemporary(value.credentials) && isOptional(value.caller, isCaller) && isOptional(value.notes, isNotes);
    case 'mfa':
      return value.denied === true || (isTemporary(value.credentials) && isTime(value.issuedAt));
    case 'caller':
      return isCaller(value);
    case 'limit':
      return Number.isFinite(value.seconds) && isTime(value.notedAt);
  }
}

/** Whether a kept request can be repeated exactly. */
export function isValidRequest(value: unknown): boolean {
  if (!isFields(value) || !isFields(value.target)) return false;
  const { target, policyArns, tags } = value;
  const named = target.kind === 'profile' ? isText(target.profile) : target.kind === 'role' && isText(target.roleArn);
  return named && Array.isArray(policyArns) && policyArns.every(isText) && isFields(tags);
}

function isTemporary(value: unknown): boolean {
  return (
    isFields(value) &&
    isText(value.accessKeyId) &&
    isText(value.secretAccessKey) &&
    isOptional(value.sessionToken, isText) &&
    isTime(value.expiresAt)
  );
}

/** Epoch milliseconds that a date can be made of. */
const isTime = (value: unknown) => typeof value === 'number' && Math.abs(value) <= 8.64e15;
const isCaller = (value: unknown) => isFields(value) && isText(value.arn) && isText(value.accountId);
const isNotes = (value: unknown) => Array.isArray(value) && value.every(isText);
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isOptional = (value: unknown, is: (value: unknown) => boolean) => value === undefined || is(value);
