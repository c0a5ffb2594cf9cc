import type { PolicyDocument } from '../policy/document.ts';

/** One instance of IAM Identity Center: its start URL, its settings, and who has which roles. Times in ms since 1970. */
export interface Portal {
  readonly startUrl: string;
  /** Another region knows nothing of it. Absent where every region will do. */
  readonly region: string | undefined;
  readonly settings: PortalSettings;
  /** What each person is assigned, by account ID. The first person signs in unless `/device` is told another. */
  readonly persons: Map<string, Map<string, AssignedAccount>>;
}

/** What an administrator, or a test, sets; it may change at any time. */
export interface PortalSettings {
  /** Of sessions that begin from now on; 8 hours unless set. */
  sessionSeconds: number;
  /** Access tokens of clients with scopes, which may refresh; 1 hour unless set. */
  tokenSeconds: number;
  /** Whether a refresh brings a new refresh token. Where not, the old one stays good. */
  rotates: boolean;
  /** Items of a page without `max_result`. */
  pageSize: number;
  /** Whether a page without items, but with a token, comes before each page. */
  emptyPages: boolean;
  /** The order of answers follows from it. */
  seed: number;
  /** The limit of the portal's four calls together, for all clients; `null` where there is none. */
  throttle: Throttle | null;
}

/** A token bucket. */
export interface Throttle {
  /** Calls a second. */
  readonly rate: number;
  /** Calls at once after a pause; `rate` unless given. */
  readonly burst?: number;
  /** Calls that other clients take at the beginning of every second. */
  readonly noise?: number;
  /** Value of the Retry-After header of a refusal, in seconds; without one there is none. */
  readonly retryAfter?: number;
  /** What else applies after so many calls, refused ones included. */
  readonly later?: { readonly afterCalls: number } & Throttle;
}

/** An account as a person sees it in the portal. */
export interface AssignedAccount extends Period {
  readonly id: string;
  readonly name?: string;
  readonly email?: string;
  /** Until then the account is listed without roles. */
  readonly rolesFrom?: number;
  readonly roles: Map<string, AssignedRole>;
}

/** A permission set that a person has in an account. */
export interface AssignedRole extends Period {
  readonly name: string;
  /** Until then it is listed, but gives no credentials. */
  readonly refusedUntil?: number;
  /** Seconds after the person's last sign-in between which it is there, as after an approved elevation. */
  readonly sinceSignIn?: { readonly from: number; readonly until: number };
  /** Of the role in the account, which is made when somebody first opens it. */
  readonly permissions?: {
    /** ARNs of managed policies. */
    readonly attached?: readonly string[];
    readonly policies?: Readonly<Record<string, PolicyDocument>>;
  };
}

/** From when, and until when it is there; without a time always. */
interface Period {
  readonly from?: number;
  readonly until?: number;
}

/** Whether an account or a role is there at `now` for somebody who signed in at `signedInAt`. */
export function isThere({ from = 0, until = Number.POSITIVE_INFINITY, ...each }: Period, at: Moment): boolean {
  const { sinceSignIn } = each as Pick<AssignedRole, 'sinceSignIn'>;
  const seconds = (at.now - at.signedInAt) / 1000;
  const isElevated = sinceSignIn === undefined || (sinceSignIn.from <= seconds && seconds < sinceSignIn.until);
  return from <= at.now && at.now < until && isElevated;
}

/** A time, and when the person who looks signed in. */
export interface Moment {
  readonly now: number;
  readonly signedInAt: number;
}

/** Start URLs are the same with and without `#`, `#/` and a slash at the end. */
export function sameStartUrl(one: string, other: string): boolean {
  return plainStartUrl(one) === plainStartUrl(other);
}

function plainStartUrl(url: string): string {
  const [before = ''] = url.split('#');
  const [, origin = '', path = before] = /^([a-z]+:\/\/[^/]*)(.*)$/i.exec(before) ?? [];
  return `${origin.toLowerCase()}${path.replace(/\/+$/, '')}`;
}
