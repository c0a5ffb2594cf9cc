import {
  isThere,
  type ListedAccount,
  withAccounts,
  withoutLongGone,
  withRefused,
  withRoles,
  withWholeListing,
} from '../inventory/update.ts';
import type { Inventory } from '../inventory.ts';
import { SignInNeeded } from '../sign-in.ts';
import { type Attempt, afterFailure, afterUnauthorized, noAttempt } from './attempts.ts';
import { type Bell, createBell } from './bell.ts';
import { allAccounts, type Call, countDue, isListingDue, nextCall, passFrom, type Queue } from './due.ts';
import { type Listing, newListing, withPage } from './listing.ts';
import { createNews, type News } from './news.ts';
import { afterCall, afterThrottle, type Pace, startPace, waitOf } from './pace.ts';
import type { Discovery, DiscoveryEnd, DiscoveryOptions, DiscoveryPorts, PortalAnswer, Progress } from './ports.ts';

/** Calls on their way at once. */
const mostCalls = 8;

/** So many failures in a row, of whichever accounts, end it. */
const mostFailures = 24;

/** Milliseconds: without a success, and for answers on their way at the end. */
const times = { silence: 300_000, grace: 300 } as const;

type Answer = PortalAnswer<ListedAccount | string>;

/**
 * Reads the accounts and roles of a portal: all of them, or what is due of them. Nothing is gone but by a listing that ended
 * well, and nobody is asked to sign in.
 */
export function startDiscovery(known: Inventory, ports: DiscoveryPorts, options: DiscoveryOptions): Discovery {
  const run = new Run(known, ports, options);
  return { ended: run.toEnd(), focus: (id) => run.focus(id) };
}

class Run {
  readonly #ports: DiscoveryPorts;
  readonly #options: DiscoveryOptions;
  readonly #bell: Bell;
  readonly #news: News;
  readonly #attempts = new Map<string, Attempt>();
  readonly #active = new Map<string, Promise<void>>();
  /** Listings of which some pages are there, by account. */
  readonly #listings = new Map<string, Listing>();
  readonly #counts = { read: 0, calls: 0, throttled: 0 };
  readonly #passSince: number;
  #inventory: Inventory;
  #pace: Pace;
  #focus: string | undefined;
  /** The accounts are still to be listed. */
  #isListing: boolean;
  /** The access token was refused. */
  #isUnauthorized = false;
  #ending: Pick<DiscoveryEnd, 'how' | 'error'> | undefined;
  #isOver = false;
  #failures = 0;
  #lastError: unknown;
  #succeededAt: number;
  #slowAt = Number.NEGATIVE_INFINITY;

  constructor(known: Inventory, ports: DiscoveryPorts, options: DiscoveryOptions) {
    const now = ports.now();
    const shown = withoutLongGone(known, now);
    this.#ports = ports;
    this.#options = options;
    this.#bell = createBell(ports.wait);
    this.#passSince = passFrom(known, now);
    this.#inventory = options.mode === 'whole' ? { ...shown, passSince: this.#passSince } : shown;
    this.#isListing = isListingDue(options.mode, known, now);
    this.#pace = startPace(now);
    this.#succeededAt = now;
    const { onChange } = options;
    this.#news = createNews(
      now,
      () => ports.save(this.#inventory),
      (at) => onChange?.(this.#inventory, this.#progress(at)),
    );
  }

  focus(id: string | undefined): void {
    if (id !== this.#focus && id !== undefined) this.#attempts.delete(id);
    this.#focus = id;
    this.#bell.ring();
  }

  async toEnd(): Promise<DiscoveryEnd> {
    const { signal } = this.#options;
    signal.addEventListener('abort', this.#bell.ring);
    try {
      while (this.#ending === undefined) await this.#step();
    } catch (error) {
      this.#end('failed', error);
    } finally {
      signal.removeEventListener('abort', this.#bell.ring);
    }
    return this.#finish();
  }

  /** Sends the next call, or waits until there is something to do. */
  async #step(): Promise<void> {
    const now = this.#ports.now();
    if (this.#options.signal.aborted) this.#end('stopped');
    else if (this.#isUnauthorized) await (this.#active.size > 0 ? this.#rest() : this.#renew());
    else {
      const call = nextCall(this.#inventory, this.#queue(), this.#slowAt, now);
      if (call === undefined && this.#active.size === 0) await this.#idle(now);
      else {
        const pause = call && Math.max(waitOf(this.#pace, now), call.notBefore - now);
        if (this.#active.size >= mostCalls || call === undefined || pause === undefined) await this.#rest();
        else if (pause > 0) await this.#rest(pause);
        else this.#send(call, now);
      }
    }
  }

  /** Nothing is due: the end, or the wait for what the person looks at next. */
  async #idle(now: number): Promise<void> {
    if (!this.#options.stays) {
      this.#end(this.#left() > 0 ? 'some-left' : 'whole');
      return;
    }
    this.#news.pass(now, true);
    await this.#rest();
    this.#succeededAt = this.#ports.now();
  }

  #queue(): Queue {
    return {
      mode: this.#options.mode,
      passSince: this.#passSince,
      isListing: this.#isListing,
      focus: this.#focus,
      first: this.#options.first ?? [],
      attempts: this.#attempts,
      active: this.#active,
    };
  }

  #send({ id, slowly }: Call, now: number): void {
    this.#pace = afterCall(this.#pace, now);
    if (slowly) this.#slowAt = now;
    this.#counts.calls++;
    const listing = this.#listings.get(id) ?? newListing;
    const { listAccounts, listRoles } = this.#ports;
    const coming: Promise<Answer> = id === allAccounts ? listAccounts(listing.next) : listRoles(id, listing.next);
    const done = coming
      .then((answer) => (this.#isOver ? undefined : this.#take(id, listing, answer, now)))
      .catch((error: unknown) => this.#end(error instanceof SignInNeeded ? 'sign-in' : 'failed', error))
      .then(() => {
        this.#active.delete(id);
        this.#bell.ring();
      });
    this.#active.set(id, done);
  }

  /** @param sentAt of the call that is answered */
  #take(id: string, listing: Listing, answer: Answer, sentAt: number): void {
    const now = this.#ports.now();
    const attempt = this.#attempts.get(id) ?? noAttempt;
    if (answer.tag === 'page' || answer.tag === 'refused') {
      this.#failures = 0;
      this.#succeededAt = now;
    }
    if (answer.tag === 'page') this.#takePage(id, listing, answer, now);
    else if (answer.tag === 'unauthorized') {
      // A second refusal, under the new token, is not for the token's age.
      if (attempt.unauthorized > 0) this.#end('sign-in');
      this.#attempts.set(id, afterUnauthorized(attempt));
      this.#isUnauthorized = true;
    } else if (answer.tag === 'refused') {
      if (id === allAccounts) this.#end('failed', answer.error);
      this.#done(id);
      this.#update(withRefused(this.#inventory, id));
    } else if (answer.tag === 'throttled') {
      this.#counts.throttled++;
      this.#pace = afterThrottle(this.#pace, now, sentAt, answer.retryAfter);
      this.#retry(id, 'throttled', answer.error, false);
    } else {
      this.#failures++;
      this.#retry(id, 'failed', answer.error, !answer.isPassing);
    }
  }

  #takePage(id: string, before: Listing, { items, next }: Extract<Answer, { tag: 'page' }>, now: number): void {
    const ids = items.map((item) => (typeof item === 'string' ? item : item.id));
    const listing = withPage(before, ids, next);
    if (listing === undefined) {
      this.#retry(id, 'failed', new Error('The portal never stops sending pages.'), true);
      return;
    }
    this.#listings.set(id, listing);
    if (id === allAccounts) {
      const accounts = items.filter((item) => typeof item !== 'string');
      this.#update(withAccounts(this.#inventory, accounts, now));
    }
    if (listing.next === undefined) this.#takeWhole(id, listing, now);
  }

  /** The last page of a listing is there. */
  #takeWhole(id: string, { items }: Listing, now: number): void {
    this.#done(id);
    if (id !== allAccounts) {
      this.#counts.read++;
      this.#update(withRoles(this.#inventory, id, items, now));
    } else if (items.length === 0 && this.#inventory.accounts.some(isThere)) this.#end('empty');
    else {
      this.#isListing = false;
      this.#update(withWholeListing(this.#inventory, new Set(items), now));
    }
  }

  /** Puts an account back, or gives it up. */
  #retry(id: string, kind: 'throttled' | 'failed', error: unknown, isFinal: boolean): void {
    const now = this.#ports.now();
    const attempt = afterFailure(this.#attempts.get(id) ?? noAttempt, kind, now, isFinal);
    this.#lastError = error;
    this.#attempts.set(id, attempt);
    if (attempt.isGivenUp) this.#news.changed();
    if (now - this.#succeededAt > times.silence) this.#end('silent', error);
    if (this.#failures >= mostFailures) this.#end('failed', error);
    // The listing of accounts waits for the limit as long as there is hope.
    if (id === allAccounts && attempt.isGivenUp && kind === 'failed') this.#end('failed', error);
  }

  #done(id: string): void {
    this.#listings.delete(id);
    this.#attempts.set(id, { ...noAttempt, isDone: true });
  }

  /** How many accounts were given up. */
  #left(): number {
    return [...this.#attempts.values()].filter(({ isGivenUp }) => isGivenUp).length;
  }

  /** One renewal, with no call on its way. What was listed under the old token is listed again. */
  async #renew(): Promise<void> {
    this.#isUnauthorized = false;
    this.#listings.clear();
    try {
      await this.#ports.renew();
    } catch (error) {
      this.#end(error instanceof SignInNeeded ? 'sign-in' : 'failed', error);
    }
  }

  #update(inventory: Inventory): void {
    this.#inventory = inventory;
    this.#news.changed();
  }

  #end(how: DiscoveryEnd['how'], error?: unknown): void {
    this.#ending ??= { how, ...(error !== undefined && { error }) };
  }

  #progress(now: number): Progress {
    return { ...this.#counts, due: countDue(this.#inventory, this.#queue(), now), left: this.#left() };
  }

  /** Waits so many milliseconds, until it is time to tell something, or until something happens. */
  #rest(ms = Number.POSITIVE_INFINITY): Promise<void> {
    const now = this.#ports.now();
    this.#news.pass(now);
    const soonest = Math.min(ms, this.#news.dueIn(now));
    return this.#bell.rest(Number.isFinite(soonest) ? soonest : undefined);
  }

  async #finish(): Promise<DiscoveryEnd> {
    const { how, error } = this.#ending ?? { how: 'failed', error: undefined };
    // Calls on their way are made: their answers are taken where they come at once.
    const over = new AbortController();
    await Promise.race([Promise.all(this.#active.values()), this.#ports.wait(times.grace, over.signal)]);
    over.abort();
    this.#isOver = true;
    if (how === 'whole' && this.#options.mode === 'whole') {
      const { passSince: _, ...inventory } = this.#inventory;
      this.#update(inventory);
    }
    const now = this.#ports.now();
    const progress = this.#progress(now);
    this.#news.pass(now, true);
    const why = error ?? (how === 'some-left' ? this.#lastError : undefined);
    return { how, inventory: this.#inventory, progress, ...(why !== undefined && { error: why }) };
  }
}
