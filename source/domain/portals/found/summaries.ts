import { colorOf } from '../../profiles/looks/color.ts';
import type { Profiles, RoleSummary } from '../../profiles/profile.ts';
import { partitionOfRegion } from '../../profiles/regions.ts';
import { roleSummaries } from '../../profiles/resolve/summary.ts';
import { type FoundPair, type InventoryOf, type PortalKey, pairsOf, profilesByPair } from './pairs.ts';

/** What the two files say, as far as a list of roles needs it. */
export type ListedFiles = {
  readonly roles: readonly RoleSummary[];
  readonly portals: readonly PortalKey[];
  /** Names of profiles with a slash: a found role may want one of them. */
  readonly slashed: readonly string[];
  /** Of `[default]`. */
  readonly region: string | undefined;
};

/** How long a role is marked as new, in milliseconds. */
const newFor = 7 * 86_400_000;

/**
 * The roles of the files, those of a portal with the name of their account, then the roles that no profile leads to.
 * @param now epoch milliseconds
 */
export function withFoundRoles(files: ListedFiles, inventoryOf: InventoryOf, now: number): readonly RoleSummary[] {
  const { roles, portals, slashed } = files;
  if (portals.length === 0) return roles;
  const pairs = pairsOf(portals, inventoryOf, new Set(slashed));
  if (pairs.length === 0) return roles;
  const leading = profilesByPair(roles, portals);
  const accountNames = new Map<RoleSummary, string>();
  const found: RoleSummary[] = [];
  for (const pair of pairs) {
    const role = leading(pair);
    if (role === undefined) found.push(summaryOf(pair, files.region, now));
    else if (pair.accountName !== undefined) accountNames.set(role, pair.accountName);
  }
  const named = roles.map((role) => {
    const accountName = accountNames.get(role);
    return accountName === undefined ? role : { ...role, accountName };
  });
  return [...named, ...found];
}

function summaryOf(pair: FoundPair, region: string | undefined, now: number): RoleSummary {
  const { id, name, portal, accountId, accountName, roleName, of, account, role } = pair;
  const partition = partitionOfRegion(of.ssoRegion)?.id;
  const { newSince } = role;
  const goneSince = account.goneSince ?? role.goneSince;
  return {
    name: id,
    kind: 'sso',
    displayName: name,
    accountId,
    ...(partition !== undefined && { partition }),
    roleName,
    region: region ?? of.ssoRegion,
    color: colorOf(undefined, undefined, accountId),
    group: undefined,
    description: undefined,
    source: portal,
    mfa: false,
    confirm: false,
    hidden: false,
    ...(accountName !== undefined && { accountName }),
    ...(account.email !== undefined && { accountEmail: account.email }),
    found: {
      portal,
      isNew: newSince !== undefined && now - newSince < newFor && goneSince === undefined,
      ...(goneSince !== undefined && { goneSince }),
    },
  };
}

/** The Identity Center roles of the files. */
export const ssoSummaries = (profiles: Profiles): readonly RoleSummary[] =>
  roleSummaries(profiles).filter(({ kind }) => kind === 'sso');
