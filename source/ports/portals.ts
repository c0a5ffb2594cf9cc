import { createInventories, type Inventories } from '../adapters/cache/inventories.ts';
import type { Discovery, DiscoveryOptions } from '../domain/portals/discovery/ports.ts';
import { emptyInventory } from '../domain/portals/inventory/update.ts';
import type { Portal } from '../domain/portals/portal.ts';
import type { Outside } from '../domain/shells/outside.ts';
import { Problem } from '../problem.ts';

/** The accounts and roles of portals: what is known of them, and how more is found out. */
export type PortalStore = {
  readonly inventories: Inventories;
  /** Begins to read a portal. It needs a sign-in, and never asks for one; what it finds goes into the cache. */
  readonly discover: (portal: Portal, options: DiscoveryOptions) => Promise<Discovery>;
  /** Why what was found could not be kept, in this run: the system's code, or the Problem's title. */
  readonly unkept: () => string | undefined;
};

type Options = { readonly outside: Outside; readonly cache: string };

export function createPortalStore({ outside, cache }: Options): PortalStore {
  const inventories = createInventories(cache);
  let unkept: string | undefined;
  return {
    inventories,
    unkept: () => unkept,
    discover: async (portal, options) => {
      const [{ portalCalls }, { startDiscovery }] = await Promise.all([
        import('../adapters/aws/identity-center/portal.ts'),
        import('../domain/portals/discovery/discover.ts'),
      ]);
      const { close, ...calls } = portalCalls(portal, { env: outside.environment });
      const save: Parameters<typeof startDiscovery>[1]['save'] = (inventory) => {
        try {
          unkept = inventories.write(inventory);
        } catch (error) {
          if (!(error instanceof Problem)) throw error;
          unkept = error.text.title;
        }
      };
      const known = inventories.read(portal) ?? emptyInventory(portal);
      const discovery = startDiscovery(known, { ...calls, save }, options);
      return { ...discovery, ended: discovery.ended.finally(close) };
    },
  };
}
