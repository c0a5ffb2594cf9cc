import { type AssignedAccount, isThere, type Moment, type Portal, sameStartUrl } from '../state/portals.ts';
import type { World } from '../state/world.ts';
import { MARY, newPortal } from './build.ts';
import { permissionSetsOf } from './permission-sets.ts';

export type Directory = ReturnType<typeof createDirectory>;

/** The portals of a world. A world without any has one for every start URL, with one person. */
export function createDirectory(world: World) {
  const anywhere = newPortal('');

  /** What is assigned to a person, and to the first person the permission sets that were added to accounts. */
  function accountsOf(portal: Portal, person: string): Map<string, AssignedAccount> {
    const accounts = new Map(portal.persons.get(person));
    if (person !== firstPerson(portal)) return accounts;
    for (const account of world.accounts.values()) {
      const added = permissionSetsOf(account);
      if (added.size === 0) continue;
      const known = accounts.get(account.id) ?? { id: account.id, ...(account.alias && { name: account.alias }) };
      const roles = new Map([...added, ...(accounts.get(account.id)?.roles ?? [])]);
      accounts.set(account.id, { ...known, roles });
    }
    return accounts;
  }

  return {
    /** The portal with a start URL in a region, where one is known; undefined for one that is not there. */
    find(startUrl: string, region: string | undefined): Portal | undefined {
      if (world.portals.length === 0) return anywhere;
      const found = world.portals.find((each) => sameStartUrl(each.startUrl, startUrl));
      return found && isInRegion(found, region) ? found : undefined;
    },
    /** The portal whose start URL has a path: that of the host, or the first one. */
    atPath(path: string, host: string): Portal | undefined {
      const found = world.portals.filter(({ startUrl }) => sameStartUrl(URL.parse(startUrl)?.pathname ?? '', path));
      return found.find(({ startUrl }) => URL.parse(startUrl)?.host === host) ?? found[0];
    },
    /** The accounts that a person has at a moment. */
    accounts(portal: Portal, person: string, at: Moment): AssignedAccount[] {
      return [...accountsOf(portal, person).values()].filter((account) => isThere(account, at));
    },
    /** An account that a person has at a moment, with the roles there; undefined for another. */
    account(portal: Portal, person: string, id: string, at: Moment): AssignedAccount | undefined {
      const found = accountsOf(portal, person).get(id);
      if (!found || !isThere(found, at)) return undefined;
      const hasRoles = (found.rolesFrom ?? 0) <= at.now;
      const roles = [...found.roles].filter(([, role]) => hasRoles && isThere(role, at));
      return { ...found, roles: new Map(roles) };
    },
  };
}

/** Whether a portal is in a region, as far as a region was named. */
export const isInRegion = (portal: Portal, region: string | undefined): boolean =>
  region === undefined || portal.region === undefined || portal.region === region;

/** Who signs in where nobody else is named. */
export const firstPerson = (portal: Portal): string => [...portal.persons.keys()][0] ?? MARY;

/** Whether the directory of a portal has a person. */
export const hasPerson = (portal: Portal, person: string): boolean =>
  portal.persons.has(person) || person === firstPerson(portal);
