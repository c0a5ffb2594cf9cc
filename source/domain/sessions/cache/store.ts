import type { Credentials } from '../open/session.ts';
import type { CallerIdentity } from '../open/sts.ts';
import type { SwitchRequest } from '../plan/request.ts';
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
  readonly keepRequest: (request: SwitchRequest) => Promise<string>;
  readonly keptRequest: (id: string) => Promise<SwitchRequest | undefined>;
  /** The last 30 s step in which a code of that device was used; undefined when never. */
  readonly lastCodeStep: (serial: string) => Promise<number | undefined>;
  readonly noteCodeStep: (serial: string, step: number) => Promise<void>;
};
