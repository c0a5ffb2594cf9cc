import type { AssignedAccount, AssignedRole, Portal, PortalSettings } from '../state/portals.ts';
import type { World } from '../state/world.ts';

/** Who signs in at a portal that names no person. */
export const MARY = 'mary@example.com';

/** How a portal begins: whose start URL and region, and settings that differ from the usual ones. */
export interface PortalOptions extends Partial<PortalSettings> {
  readonly startUrl: string;
  readonly region: string;
}

/** What a person gets in one account; a role is a name, or a name with times and permissions. */
export interface Assignment {
  /** 12 digits. */
  readonly account: string;
  readonly name?: string;
  readonly email?: string;
  readonly roles?: readonly (string | AssignedRole)[];
  readonly from?: number;
  readonly until?: number;
  readonly rolesFrom?: number;
}

/** What is taken away: a role, or an account with all its roles; of one person, or of all. */
export interface Withdrawal {
  readonly account: string;
  readonly role?: string;
  readonly person?: string;
}

const USUAL: PortalSettings = {
  sessionSeconds: 8 * 3600,
  tokenSeconds: 3600,
  rotates: true,
  pageSize: 20,
  emptyPages: false,
  seed: 1,
  throttle: null,
};

/** Adds a portal to a world. From the first one on, other start URLs are unknown. */
export function addPortal(world: World, { startUrl, region, ...settings }: PortalOptions): Portal {
  const portal = newPortal(startUrl, region, settings);
  world.portals.push(portal);
  return portal;
}

/** A portal of no world. */
export function newPortal(startUrl: string, region?: string, settings: Partial<PortalSettings> = {}): Portal {
  return { startUrl, region, settings: { ...USUAL, ...settings }, persons: new Map() };
}

/**
 * Assigns roles in accounts to a person, who is added to the directory if need be. What the person had there stays, but
 * for the names and times that are given anew.
 */
export function assign(portal: Portal, person: string, ...assignments: readonly Assignment[]): void {
  const accounts = portal.persons.get(person) ?? new Map<string, AssignedAccount>();
  portal.persons.set(person, accounts);
  for (const { account: id, roles = [], ...rest } of assignments) {
    const known = accounts.get(id);
    const all: Map<string, AssignedRole> = known?.roles ?? new Map();
    for (const role of roles) {
      const whole = typeof role === 'string' ? { name: role } : role;
      all.set(whole.name, whole);
    }
    accounts.set(id, { ...known, ...rest, id, roles: all });
  }
}

/** Takes a role or an account away, at once. */
export function withdraw(portal: Portal, { account, role, person }: Withdrawal): void {
  for (const [name, accounts] of portal.persons) {
    if (person !== undefined && person !== name) continue;
    if (role === undefined) accounts.delete(account);
    else accounts.get(account)?.roles.delete(role);
  }
}
