import type { Late } from '../adapters/aws/http.ts';
import { createInventories, type Inventories } from '../adapters/cache/inventories.ts';
import type { Discovery, DiscoveryOptions } from '../domain/portals/discovery/ports.ts';
import { isOfAnother, merged } from '../domain/portals/inventory/merge.ts';
import { emptyInventory } from '../domain/portals/inventory/update.ts';
import type { Inventory } from '../domain/portals/inventory.ts';
import type { Portal } from '../domain/portals/portal.ts';
import type { Outside } from '../domain/shells/outside.ts';
import { Problem } from '../problem.ts';

/** The accounts and roles of portals: what is known of them, and how more is found out. */
export type PortalStore = {
  readonly inventories: Inventories;
  /** Begins to read a portal. It needs a sign-in, and never asks for one; what it finds goes into the cache. */
  readonly discover: (portal: Portal, options: DiscoveryOptions) => Promise<Discovery>;
  /** The names of the person's roles in an account, asked of the portal; undefined where it does not say. */
  readonly rolesOf: (portal: Portal, accountId: string) => Promise<readonly string[] | undefined>;
  /** Writes an inventory; a disk that refuses stops nothing. @returns whether it is written */
  readonly keep: (inventory: Inventory) => boolean;
  /** Why something that was found is not kept, in this run, the first reason: the system's code, or the Problem's title. */
  readonly unkept: () => string | undefined;
};

type Options = { readonly outside: Outside; readonly cache: string; readonly late?: Late | undefined };

export function createPortalStore({ outside, cache, late }: Options): PortalStore {
  const reach = { env: outside.environment, ...(late && { late }) };
  const inventories = createInventories(cache);
  /** By portal: one that is kept says nothing of the others. */
  const unkept = new Map<string, string>();
  const write = (inventory: Inventory): string | undefined => {
    try {
      return inventories.write(inventory);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return error.text.title;
    }
  };
  const keep = (inventory: Inventory): boolean => {
    const why = write(inventory);
    if (why === undefined) unkept.delete(inventory.portal);
    else if (!unkept.has(inventory.portal)) unkept.set(inventory.portal, why);
    return why === undefined;
  };
  return {
    inventories,
    unkept: () => [...unkept.values()][0],
    keep,
    rolesOf: async (portal, accountId) => {
      const { portalCalls } = await import('../adapters/aws/identity-center/portal.ts');
      const { listRoles, close } = portalCalls(portal, reach);
      try {
        const names: string[] = [];
        for (let next: string | undefined; ; ) {
          const answer = await listRoles(accountId, next);
          if (answer.tag !== 'page') return undefined;
          names.push(...answer.items);
          next = answer.next;
          if (next === undefined) return names;
        }
      } catch {
        // The refusal that led here is what is told.
        return undefined;
      } finally {
        close();
      }
    },
    discover: async (portal, options) => {
      const [{ portalCalls }, { startDiscovery }] = await Promise.all([
        import('../adapters/aws/identity-center/portal.ts'),
        import('../domain/portals/discovery/discover.ts'),
      ]);
      const { close, ...calls } = portalCalls(portal, reach);
      const { known, save } = beginRun(portal, inventories.read, keep);
      const discovery = startDiscovery(known, { ...calls, save }, options);
      return { ...discovery, ended: discovery.ended.finally(close) };
    },
  };
}

/**
 * Begins a run that reads a portal, for as long as a list is open. What it saves is added to the file as it is by then. What
 * was forgotten meanwhile, or is another person's by now, stays so: only what is read afterwards is saved.
 * @param write returns whether it is written
 */
export function beginRun(
  portal: Portal,
  read: Inventories['read'],
  write: (inventory: Inventory) => boolean,
): { readonly known: Inventory; readonly save: (run: Inventory) => void } {
  const before = read(portal);
  const known = before ?? emptyInventory(portal);
  let from = known;
  let isThere = before !== undefined;
  return {
    known,
    save: (run) => {
      // No wait between reading and writing: a program that ends saves last.
      const file = read(portal);
      const isSetAside = file === undefined ? isThere : isOfAnother(file, from);
      const next = file ?? emptyInventory(portal);
      if (!isSetAside && !write(merged(next, from, run))) return;
      isThere = !isSetAside || file !== undefined;
      const { person: _, ...saved } = run;
      from = { ...saved, ...(next.person !== undefined && { person: next.person }) };
    },
  };
}
