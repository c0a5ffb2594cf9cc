import type { DiscoveryPorts, PortalAnswer } from '../../source/domain/portals/discovery/ports.ts';
import type { ListedAccount } from '../../source/domain/portals/inventory/update.ts';
import type { Inventory } from '../../source/domain/portals/inventory.ts';

/** Time that passes only while everything waits for it. */
export function createFakeClock(start = Date.UTC(2026, 0, 15, 12)) {
  let time = start;
  const timers: { readonly at: number; readonly ring: () => void }[] = [];
  const wait = (ms: number, signal?: AbortSignal) =>
    new Promise<void>((resolve) => {
      const timer = { at: time + ms, ring: resolve };
      timers.push(timer);
      signal?.addEventListener('abort', () => {
        timers.splice(timers.indexOf(timer) >>> 0, 1);
        resolve();
      });
    });
  return {
    now: () => time,
    wait,
    pass: (ms: number) => {
      time += ms;
    },
    /** Lets time pass until the work is done. */
    until: async <T>(work: Promise<T>): Promise<T> => {
      let isDone = false;
      work.then(
        () => (isDone = true),
        () => (isDone = true),
      );
      for (let idle = 0; !isDone; ) {
        for (let turn = 0; turn < 20; turn++) await Promise.resolve();
        if (isDone) break;
        const next = timers.sort((one, other) => one.at - other.at).shift();
        if (next === undefined) {
          if (++idle > 100) throw new Error('Everything waits for something that never comes.');
          continue;
        }
        idle = 0;
        time = Math.max(time, next.at);
        next.ring();
      }
      return work;
    },
  };
}

export type FakeClock = ReturnType<typeof createFakeClock>;

/** Account IDs of a company. */
export const ids = (count: number): string[] =>
  Array.from({ length: count }, (_, at) => String(100_000_000_000 + at * 7));

/** A company: role names by account. */
export const company = (accounts: number, roles: number): Map<string, string[]> =>
  new Map(ids(accounts).map((id) => [id, Array.from({ length: roles }, (_, at) => `Role${at}`)]));

/** Numbers from 0 to 1, the same ones in each run. */
export function seeded(seed = 1): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** What comes instead of an answer; undefined where the portal answers as it does. */
type Fault = (call: {
  readonly kind: 'accounts' | 'roles';
  readonly id: string;
  readonly count: number;
}) => PortalAnswer<never> | undefined;

/**
 * The ports of a discovery on a portal that answers after 20 to 120 ms, a hundred items a page, with a token bucket as AWS's.
 * @param world can be changed meanwhile
 * @param rate calls per second that the bucket gives: a function of the calls that were made
 */
export function createFakePortal(
  clock: FakeClock,
  world: Map<string, string[]>,
  {
    rate = () => 1e9,
    burst = 20,
    fault = () => undefined,
    pageSize = 100,
  }: {
    rate?: (answered: number) => number;
    burst?: number;
    fault?: Fault;
    pageSize?: number;
  } = {},
) {
  const counts = { calls: 0, refused: 0, atOnce: 0, mostAtOnce: 0, renewed: 0, saved: 0 };
  const asked: string[] = [];
  const random = seeded();
  const saved: { inventory?: Inventory } = {};
  let tokens = burst;
  let at = clock.now();
  /** Whether the bucket has a call for somebody. */
  const take = (): boolean => {
    tokens = Math.min(burst, tokens + ((clock.now() - at) / 1000) * rate(counts.calls - counts.refused));
    at = clock.now();
    if (tokens < 1) return false;
    tokens--;
    return true;
  };
  const answer = async <T>(
    kind: 'accounts' | 'roles',
    id: string,
    next: string | undefined,
    items: () => readonly T[],
  ): Promise<PortalAnswer<T>> => {
    counts.calls++;
    counts.mostAtOnce = Math.max(counts.mostAtOnce, ++counts.atOnce);
    asked.push(kind === 'accounts' ? `accounts ${next ?? ''}`.trim() : id);
    await clock.wait(20 + 100 * random());
    counts.atOnce--;
    const instead = fault({ kind, id, count: counts.calls });
    if (instead !== undefined) return instead;
    if (!take()) {
      counts.refused++;
      return { tag: 'throttled', error: new Error('HTTP 429') };
    }
    const from = Number(next ?? 0);
    const all = items();
    const more = from + pageSize < all.length && { next: String(from + pageSize) };
    return { tag: 'page', items: all.slice(from, from + pageSize), ...more };
  };
  const ports: DiscoveryPorts = {
    listAccounts: (next) =>
      answer('accounts', '', next, () => [...world.keys()].map((id): ListedAccount => ({ id, name: `account ${id}` }))),
    listRoles: (id, next) => answer('roles', id, next, () => world.get(id) ?? []),
    renew: async () => {
      counts.renewed++;
    },
    now: clock.now,
    wait: clock.wait,
    save: (inventory) => {
      counts.saved++;
      saved.inventory = inventory;
    },
  };
  return { ports, counts, asked, saved, take };
}
