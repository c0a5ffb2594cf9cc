import { basename, join } from 'node:path';
import { inventoryText, readInventory } from '../../domain/portals/inventory/text.ts';
import type { Inventory } from '../../domain/portals/inventory.ts';
import { type Portal, signInId } from '../../domain/portals/portal.ts';
import { isOwnDirectory, makeOwnDirectory, readOwnFile } from '../files/own-directory.ts';
import { readTemporaryName } from '../files/temporary.ts';
import { writePrivateFile } from '../files/write.ts';
import { destroyEntry } from './entries.ts';
import { listNames, sha256 } from './sessions.ts';

/** Enough for half a million roles. Bytes. */
const largest = 32 << 20;

type Which = Pick<Portal, 'ssoSession' | 'startUrl'>;

/** A file that could not be deleted. */
type StillThere = { readonly path: string; readonly why: string };

/** The inventories in the cache: a file a portal, 0600, replaced as a whole. */
export type Inventories = {
  /** Where the one of a portal lies. @param id by `signInId` */
  readonly pathOf: (id: string) => string;
  /** Undefined where there is none, or it is of another organization. Synchronous: a name is looked up in it. */
  readonly read: (portal: Which) => Inventory | undefined;
  /** @returns the code of the disk error; undefined where it was written. @throws Problem where the cache is not private */
  readonly write: (inventory: Inventory) => string | undefined;
  /** Deletes the one of a portal. @returns what is still there */
  readonly remove: (portal: Which) => StillThere | undefined;
  /** Deletes all of them. */
  readonly removeAll: () => Promise<{ readonly removed: number; readonly failed: readonly StillThere[] }>;
};

/** @param directory the cache; where it is not private, nothing is read from it */
export function createInventories(directory: string): Inventories {
  const pathOf = (id: string) => join(directory, `inventory-${sha256(id).slice(0, 40)}.json`);
  const remove = (path: string): StillThere | undefined => {
    const why = destroyEntry(path);
    return why === undefined ? undefined : { path, why };
  };
  return {
    pathOf,
    read: (portal) => {
      if (!isOwnDirectory(directory)) return undefined;
      const file = readOwnFile(pathOf(signInId(portal)), largest);
      const found = file && readInventory(file.text);
      const isOfPortal = found?.portal === signInId(portal) && found.startUrl === portal.startUrl;
      return isOfPortal ? found : undefined;
    },
    write: (inventory) => {
      try {
        makeOwnDirectory(directory);
        writePrivateFile(pathOf(inventory.portal), inventoryText(inventory));
        return undefined;
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (typeof code !== 'string') throw error;
        return code;
      }
    },
    remove: (portal) => remove(pathOf(signInId(portal))),
    removeAll: async () => {
      const isInventory = (name: string) => /^inventory-[0-9a-f]+\.json$/.test(name);
      const all = listNames(directory).filter((name) => isInventory(readTemporaryName(name).of));
      const failed = all.flatMap((name) => remove(join(directory, name)) ?? []);
      const isLeft = (name: string) => failed.some(({ path }) => basename(path) === name);
      // What a killed writer left goes with them, and is no portal more.
      return { removed: all.filter((name) => isInventory(name) && !isLeft(name)).length, failed };
    },
  };
}
