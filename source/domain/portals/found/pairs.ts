import { isAccountId } from '../../profiles/arn.ts';
import type { RoleSummary } from '../../profiles/profile.ts';
import type { FoundAccount, FoundRole, Inventory } from '../inventory.ts';
import { type Portal, signInId } from '../portal.ts';
import { normalStartUrl } from '../start-url.ts';
import { isRoleName, lastingName, namesOf, type Pair } from './names.ts';

/** What a portal is known by, as far as its roles are concerned. */
export type PortalKey = Pick<Portal, 'ssoSession' | 'startUrl' | 'ssoRegion'>;

/** A role that was found in a portal. */
export type FoundPair = Pair & {
  /** {@link lastingName}: it never leads elsewhere. */
  readonly id: string;
  /** What a person reads and types. */
  readonly name: string;
  readonly of: PortalKey;
  readonly account: FoundAccount;
  readonly role: FoundRole;
};

/** The inventory of a portal; undefined where there is none. */
export type InventoryOf = (portal: PortalKey) => Inventory | undefined;

/**
 * Every role of the portals, by portal, then by account and role in the order of their names.
 * @param taken names of profiles
 */
export function pairsOf(
  portals: readonly PortalKey[],
  inventoryOf: InventoryOf,
  taken: ReadonlySet<string>,
): readonly FoundPair[] {
  const found: (FoundPair & { name: string })[] = [];
  for (const of of portals) {
    const inventory = inventoryFor(of, inventoryOf);
    if (inventory === undefined) continue;
    const portal = signInId(of);
    for (const account of byName(inventory.accounts, ({ name, id }) => name ?? id)) {
      const { id: accountId, name: accountName } = account;
      if (!isAccountId(accountId)) continue;
      for (const role of byName(account.roles, ({ name }) => name)) {
        const { name: roleName } = role;
        if (!isRoleName(roleName)) continue;
        const id = lastingName({ portal, accountId, roleName });
        found.push({ portal, accountId, accountName, roleName, id, name: id, of, account, role });
      }
    }
  }
  const names = namesOf(found, taken);
  for (const [at, pair] of found.entries()) pair.name = names[at] as string;
  return found;
}

/** The inventory of a portal, if it is of this company: the session may lead to another one now. */
export function inventoryFor(of: PortalKey, inventoryOf: InventoryOf): Inventory | undefined {
  const inventory = inventoryOf(of);
  return inventory && normalStartUrl(inventory.startUrl) === normalStartUrl(of.startUrl) ? inventory : undefined;
}

/** Sorted by a text, capitals like small letters. */
function byName<T>(all: readonly T[], of: (each: T) => string): readonly T[] {
  const keys: string[] = [];
  let isSorted = true;
  for (const each of all) {
    const key = of(each).toLowerCase();
    if (isSorted && key < (keys.at(-1) ?? '')) isSorted = false;
    keys.push(key);
  }
  if (isSorted) return all;
  const places = [...all.keys()].sort((a, b) => {
    const [one, other] = [keys[a] as string, keys[b] as string];
    return one < other ? -1 : one > other ? 1 : 0;
  });
  return places.map((at) => all[at] as T);
}

/** Finds the profile that leads to a pair already: by session, or by start URL where one of the two has no session. */
export function profilesByPair(
  roles: readonly RoleSummary[],
  portals: readonly PortalKey[],
): (pair: Pick<FoundPair, 'of' | 'accountId' | 'roleName'>) => RoleSummary | undefined {
  const urls = new Map(portals.map((portal) => [signInId(portal), normalStartUrl(portal.startUrl)]));
  const led = new Map<string, RoleSummary>();
  const key = (where: string, accountId: string | undefined, roleName: string) => `${where} ${accountId} ${roleName}`;
  for (const role of roles) {
    const { kind, source = '', accountId, roleName } = role;
    if (kind !== 'sso') continue;
    const url = urls.get(source) ?? normalStartUrl(source);
    const isSession = urls.has(source) && !source.includes('://');
    for (const where of isSession ? [`session ${source}`, `url of a session ${url}`] : [`url ${url}`]) {
      const place = key(where, accountId, roleName);
      if (!led.has(place)) led.set(place, role);
    }
  }
  if (led.size === 0) return () => undefined;
  const places = new Map<PortalKey, readonly string[]>();
  const placesOf = (of: PortalKey): readonly string[] => {
    const url = normalStartUrl(of.startUrl);
    return of.ssoSession === undefined
      ? [`url ${url}`, `url of a session ${url}`]
      : [`session ${of.ssoSession}`, `url ${url}`];
  };
  return ({ of, accountId, roleName }) => {
    const known = places.get(of) ?? placesOf(of);
    places.set(of, known);
    for (const where of known) {
      const role = led.get(key(where, accountId, roleName));
      if (role !== undefined) return role;
    }
    return undefined;
  };
}
