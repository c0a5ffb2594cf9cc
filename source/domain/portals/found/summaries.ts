import { colorOf } from '../../profiles/looks/color.ts';
import type { RoleSummary } from '../../profiles/profile.ts';
import { mayLieIn, partitionOfRegion } from '../../profiles/regions.ts';
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
  const summaryOf = summaries(files.region, now);
  const found: RoleSummary[] = [];
  for (const pair of pairs) {
    const role = leading(pair);
    if (role === undefined) found.push(summaryOf(pair));
    else if (pair.accountName !== undefined) accountNames.set(role, pair.accountName);
  }
  const named = roles.map((role) => {
    const accountName = accountNames.get(role);
    return accountName === undefined ? role : { ...role, accountName };
  });
  return [...named, ...found];
}

/** Makes summaries of pairs; what those of an account share is made once for those that follow one another. */
function summaries(region: string | undefined, now: number): (pair: FoundPair) => RoleSummary {
  let before: FoundPair | undefined;
  let shared: ReturnType<typeof sharedIn> | undefined;
  let partition: string | undefined;
  return (pair) => {
    const { id, name, portal, roleName, account, role } = pair;
    if (before?.of !== pair.of) partition = partitionOfRegion(pair.of.ssoRegion)?.id;
    if (shared === undefined || before?.account !== account || before.of !== pair.of)
      shared = sharedIn(pair, region, partition);
    before = pair;
    const { newSince } = role;
    const goneSince = account.goneSince ?? role.goneSince;
    const isNew = newSince !== undefined && now - newSince < newFor && goneSince === undefined;
    const found = goneSince === undefined ? { portal, isNew } : { portal, isNew, goneSince };
    return { ...shared, name: id, displayName: name, roleName, found };
  };
}

function sharedIn(
  { portal, accountId, accountName, of, account }: FoundPair,
  region: string | undefined,
  partition: string | undefined,
) {
  return {
    kind: 'sso',
    accountId,
    ...(partition !== undefined && { partition }),
    region: region !== undefined && mayLieIn(partition, region) ? region : of.ssoRegion,
    color: colorOf(undefined, undefined, accountId),
    group: undefined,
    description: undefined,
    source: portal,
    mfa: false,
    confirm: false,
    hidden: false,
    ...(accountName !== undefined && { accountName }),
    ...(account.email !== undefined && { accountEmail: account.email }),
  } as const;
}
