import { isThere } from '../inventory/update.ts';
import type { FoundAccount, Inventory } from '../inventory.ts';
import { type Attempt, noAttempt } from './attempts.ts';

/** `whole` reads everything; `refresh` what is new, what the person looks at, and slowly what is old. */
export type Mode = 'whole' | 'refresh';

/** A whole reading that was stopped goes on within this time; later it begins again. Milliseconds. */
const passLasts = 3_600_000;

/** A refresh lists the accounts again after this time. Milliseconds. */
const listingLasts = 4 * 3_600_000;

/** A refresh reads the roles of an account again after this time. Milliseconds. */
const rolesLast = 7 * 86_400_000;

/** The roles of the account that the person looks at are read again after this time. Milliseconds. */
const focusLasts = 600_000;

/** What decides which account is next. */
export type Queue = {
  readonly mode: Mode;
  /** Beginning of the whole reading. */
  readonly passSince: number;
  /** The accounts are still to be listed. */
  readonly isListing: boolean;
  /** The account that the person looks at. */
  readonly focus: string | undefined;
  /** Accounts of favourites and of roles used recently, the first one first. */
  readonly first: readonly string[];
  readonly attempts: ReadonlyMap<string, Attempt>;
  /** Accounts with a call on its way. */
  readonly active: { readonly has: (id: string) => boolean };
};

/** When the reading of all accounts began: the one that was stopped not long ago, or now. */
export function passFrom({ passSince }: Inventory, now: number): number {
  return passSince !== undefined && passSince <= now && now - passSince < passLasts ? passSince : now;
}

/** Whether the accounts are to be listed. */
export const isListingDue = (mode: Mode, { accountsReadAt }: Inventory, now: number): boolean =>
  mode === 'whole' || isOlder(accountsReadAt, listingLasts, now);

/** Whether a list of roles lacks something that somebody who chooses from it waits for: accounts, or the roles of one. */
export const isUnread = (known: Inventory | undefined, now: number): boolean =>
  known === undefined ||
  isListingDue('refresh', known, now) ||
  known.accounts.some((each) => isThere(each) && each.rolesReadAt === undefined && !each.isRefused);

/** Stands for the listing of accounts among accounts; none has such a number. */
export const allAccounts = 'accounts';

/** A call for a page; `slowly` where nobody waits for it. */
export type Call = { readonly id: string; readonly slowly: boolean; readonly notBefore: number };

/** Roles that nobody waits for are read two accounts a second. Milliseconds. */
const slowPause = 500;

/** The next call: the accounts before all roles but those in focus. @param slowAt when the last slow one was made */
export function nextCall(inventory: Inventory, queue: Queue, slowAt: number, now: number): Call | undefined {
  const due = nextDue(inventory, queue, now);
  if (queue.isListing && (due === undefined || due.notBefore > now)) {
    const { notBefore } = queue.attempts.get(allAccounts) ?? noAttempt;
    return queue.active.has(allAccounts) ? undefined : { id: allAccounts, notBefore, slowly: false };
  }
  return due?.slowly ? { ...due, notBefore: Math.max(due.notBefore, slowAt + slowPause) } : due;
}

/** The account whose roles are read next: in focus, then tried least often, favourite, new, of the oldest knowledge. */
function nextDue({ accounts }: Inventory, queue: Queue, now: number): Call | undefined {
  let best: { readonly account: FoundAccount; readonly how: 'soon' | 'slowly'; readonly rank: number } | undefined;
  // For each call all accounts are looked at, thousands of them: no arrays here.
  for (const account of accounts) {
    if ((queue.isListing && account.id !== queue.focus) || queue.active.has(account.id)) continue;
    const how = dueOf(account, queue, now);
    if (how === undefined) continue;
    const rank = rankOf(account, queue, how, now);
    const isOlder = rank === best?.rank && (account.rolesReadAt ?? 0) < (best.account.rolesReadAt ?? 0);
    if (best === undefined || rank < best.rank || isOlder) best = { account, how, rank };
  }
  if (best === undefined) return undefined;
  const { id } = best.account;
  return { id, slowly: best.how === 'slowly', notBefore: (queue.attempts.get(id) ?? noAttempt).notBefore };
}

/** How many accounts are due. */
export const countDue = ({ accounts }: Inventory, queue: Queue, now: number): number =>
  accounts.filter((account) => dueOf(account, queue, now) !== undefined).length;

function dueOf(account: FoundAccount, queue: Queue, now: number): 'soon' | 'slowly' | undefined {
  const { id, rolesReadAt, isRefused } = account;
  if (!isThere(account) || queue.attempts.get(id)?.isDone) return undefined;
  if (queue.mode === 'whole') {
    const isRead = rolesReadAt !== undefined && rolesReadAt > queue.passSince && rolesReadAt <= now;
    return isRead ? undefined : 'soon';
  }
  if (id === queue.focus && isOlder(rolesReadAt, focusLasts, now)) return 'soon';
  if (isRefused) return undefined;
  if (rolesReadAt === undefined) return 'soon';
  return isOlder(rolesReadAt, rolesLast, now) ? 'slowly' : undefined;
}

/** The lower, the sooner; of two that are alike the one of older knowledge comes first. */
function rankOf(
  { id, rolesReadAt, newSince }: FoundAccount,
  queue: Queue,
  how: 'soon' | 'slowly',
  now: number,
): number {
  const { throttled, failed, notBefore } = queue.attempts.get(id) ?? noAttempt;
  const favourite = queue.first.indexOf(id);
  let rank = notBefore > now ? 1 : 0;
  rank = rank * 2 + (id === queue.focus ? 0 : 1);
  rank = rank * 2 + (how === 'soon' ? 0 : 1);
  rank = rank * 16 + Math.min(throttled + failed, 15);
  rank = rank * 4096 + Math.min(favourite < 0 ? queue.first.length : favourite, 4095);
  return rank * 2 + (rolesReadAt === undefined && newSince !== undefined ? 0 : 1);
}

/** A time in the future is of a clock that was set back. */
const isOlder = (at: number | undefined, age: number, now: number): boolean =>
  at === undefined || at > now || now - at >= age;
