import type { ListedAccount } from '../inventory/update.ts';
import type { Inventory } from '../inventory.ts';
import type { Mode } from './due.ts';

/** What the portal answered to a call for a page. */
export type PortalAnswer<T> =
  | { readonly tag: 'page'; readonly items: readonly T[]; readonly next?: string }
  /** Too many requests (429). `retryAfter` in milliseconds. */
  | { readonly tag: 'throttled'; readonly retryAfter?: number; readonly error: unknown }
  /** The access token is no longer taken (401). */
  | { readonly tag: 'unauthorized' }
  /** No access (403), or no such account (404). */
  | { readonly tag: 'refused'; readonly error: unknown }
  /** Anything else; `isPassing` where the same call may succeed a moment later (5xx, a broken connection, a time-out). */
  | { readonly tag: 'failed'; readonly isPassing: boolean; readonly error: unknown };

/** The outside world, as far as a discovery needs it. */
export type DiscoveryPorts = {
  /** One call. @param next of the page before */
  readonly listAccounts: (next: string | undefined) => Promise<PortalAnswer<ListedAccount>>;
  /** One call. @returns names of roles */
  readonly listRoles: (accountId: string, next: string | undefined) => Promise<PortalAnswer<string>>;
  /** Renews the access token that was refused, once, over all processes. @throws SignInNeeded */
  readonly renew: () => Promise<void>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Resolves after so many milliseconds, or as soon as the signal is given. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Writes the inventory. A disk that refuses stops nothing. */
  readonly save: (inventory: Inventory) => void;
};

/** How a discovery ended. Whatever it was, what was found is saved. */
export type DiscoveryEnd = {
  /**
   * `whole`: everything that was due was read. `some-left`: roles of single accounts could not be read. `stopped` by the
   * signal. `sign-in`: the person has to sign in, see `error`. `silent`: five minutes without a success. `empty`: the portal
   * listed nothing where accounts were known. `failed`: see `error`.
   */
  readonly how: 'whole' | 'some-left' | 'stopped' | 'sign-in' | 'silent' | 'empty' | 'failed';
  readonly inventory: Inventory;
  readonly progress: Progress;
  readonly error?: unknown;
};

export type Progress = {
  /** Accounts whose roles are still to be read. */
  readonly due: number;
  /** Accounts whose roles were read in this run. */
  readonly read: number;
  readonly calls: number;
  /** Calls that were refused for their rate. */
  readonly throttled: number;
  /** Accounts whose roles could not be read. */
  readonly left: number;
};

export type DiscoveryOptions = {
  readonly mode: Mode;
  /** Accounts of favourites and of roles used recently. */
  readonly first?: readonly string[];
  /** Waits for {@link Discovery.focus} until the signal, once all is read. */
  readonly stays?: boolean;
  readonly signal: AbortSignal;
  /** Called with the first page, then every 250 ms at most. */
  readonly onChange?: (inventory: Inventory, progress: Progress) => void;
};

/** A discovery that runs. */
export type Discovery = {
  /** Never rejects. */
  readonly ended: Promise<DiscoveryEnd>;
  /** The account that the person looks at is read before all others, and again where its roles are not fresh. */
  readonly focus: (accountId: string | undefined) => void;
};
