import { Problem } from '../../../problem.ts';
import { once, oncePer } from '../../once.ts';
import { isMentioned, textOf } from '../../profiles/lookup.ts';
import type { FoundProfiles, NameMatch, Profile, Profiles, Setting } from '../../profiles/profile.ts';
import { mayLieIn, partitionOfRegion } from '../../profiles/regions.ts';
import { summaryOf } from '../../profiles/resolve/summary.ts';
import { pasteWord } from '../../shells/paste.ts';
import type { FoundAccount, Inventory } from '../inventory.ts';
import { portalsIn, portalUser, signInId } from '../portal.ts';
import {
  familyIn,
  familyOf,
  lastingName,
  readTypedName,
  sharingAccountName,
  shortName,
  slashed,
  type TypedName,
} from './names.ts';
import { type FoundPair, type InventoryOf, inventoryFor, type PortalKey, pairsOf, profilesByPair } from './pairs.ts';

/** The profiles of the files, and the roles that were found in their portals. Nothing is looked for before it is asked for. */
export function withFound(profiles: Profiles, inventoryOf: InventoryOf): Profiles {
  const portals = once(() => portalsIn(profiles));
  const inventories = once(() => new Map(portals().map((of) => [of, inventoryFor(of, inventoryOf)])));
  const taken = once(() => new Set(isMentioned(profiles, slashInHeader) ? slashed(profiles.names) : []));
  const pairs = once(() => pairsOf(portals(), (of) => inventories().get(of), taken()));
  const families = once(
    () => new Map([...inventories()].map(([of, each]) => [of, Map.groupBy(each?.accounts ?? [], familyOfAccount)])),
  );
  /** Those that decide what the roles of an account are called. */
  const pairsOfFamily = oncePer((family) => {
    const inFamily: InventoryOf = (of) => {
      const inventory = inventories().get(of);
      return inventory && { ...inventory, accounts: families().get(of)?.get(family) ?? [] };
    };
    return pairsOf(portals(), inFamily, taken());
  });
  const nameOf = (place: RolePlace): string => {
    const { accountId } = place;
    const account = inventories()
      .get(place.of)
      ?.accounts.find(({ id }) => id === accountId);
    const pair = account && pairsOfFamily(familyOfAccount(account)).find((pair) => isSame(pair, place));
    return pair?.name ?? `${accountId}/${place.roleName}`;
  };
  const placeOf = (name: string): RolePlace | undefined => {
    const typed = readTypedName(name);
    const places = typed === undefined ? [] : placesOf(typed, portals());
    const seen = places.filter((place) => isFound(place, inventories().get(place.of)));
    // An account without a name is called by its ID, which is not the only thing that is cleaned in a name.
    const named = seen.length > 0 ? undefined : pairsOfFamily(familyIn(name)).find((pair) => pair.name === name);
    return named ?? theOnly(seen.length > 0 ? seen : places);
  };
  const matching = ({ matches, isPortalNamed }: NameMatch): readonly FoundPair[] =>
    pairs().filter((pair) => {
      const short = shortName(pair);
      return (
        isThere(pair) && (matches(pair.name) || matches(short) || (isPortalNamed && matches(`${pair.portal}:${short}`)))
      );
    });
  const found: FoundProfiles = {
    get names() {
      return pairs()
        .filter(isThere)
        .map(({ name }) => name);
    },
    matching: (match) => matching(match).map(({ name }) => name),
    sharing: (match) => sharingAccountName(matching(match), match.matches),
    get unread() {
      return portals()
        .filter((of) => inventories().get(of) === undefined)
        .map(signInId);
    },
    get: (name) => {
      // No other name of a found role is without a slash.
      if (!name.includes('/') || portals().length === 0) return undefined;
      const place = placeOf(name);
      return place && (profileLeadingTo(place, profiles, portals()) ?? profileOf(place, profiles, () => nameOf(place)));
    },
  };
  return {
    get config() {
      return profiles.config;
    },
    get credentials() {
      return profiles.credentials;
    },
    get names() {
      return profiles.names;
    },
    get ssoSessions() {
      return profiles.ssoSessions;
    },
    endpoints: profiles.endpoints,
    storesKey: profiles.storesKey,
    get: profiles.get,
    ssoSession: profiles.ssoSession,
    services: profiles.services,
    found,
  };
}

/** A profile whose name has a slash. */
const slashInHeader = /\[[^\r\n]*\//;

const familyOfAccount = ({ id, name }: FoundAccount): string => familyOf({ accountId: id, accountName: name });

/** What is gone from its portal is opened by its name alone, and never among others. */
const isThere = ({ account, role }: FoundPair): boolean => (account.goneSince ?? role.goneSince) === undefined;

/** A role of a portal, whether it was found or typed. */
type RolePlace = Pick<FoundPair, 'portal' | 'accountId' | 'roleName' | 'of'>;

const isSame = (one: RolePlace, other: RolePlace): boolean =>
  one.accountId === other.accountId && one.roleName === other.roleName && one.portal === other.portal;

/** The profile of the files that leads to a role. */
function profileLeadingTo(place: RolePlace, profiles: Profiles, portals: readonly PortalKey[]): Profile | undefined {
  if (!isMentioned(profiles, new RegExp(place.accountId))) return undefined;
  const roles = profiles.names.flatMap((name) => {
    const profile = profiles.get(name);
    const isOfAccount = profile && textOf(profile, 'sso_account_id') === place.accountId;
    return (isOfAccount && summaryOf(profile, profiles)) || [];
  });
  const role = profilesByPair(roles, portals)(place);
  return role && profiles.get(role.name);
}

/** The roles that a name by account ID may mean, which need not have been found: what was assigned a moment ago can be opened. */
const placesOf = (
  { portal: named, accountId, roleName }: TypedName,
  portals: readonly PortalKey[],
): readonly RolePlace[] =>
  portals
    .map((of) => ({ portal: signInId(of), accountId, roleName, of }))
    .filter(({ portal }) => named === undefined || named === portal);

const isFound = ({ accountId, roleName }: RolePlace, inventory: Inventory | undefined): boolean =>
  inventory?.accounts.find(({ id }) => id === accountId)?.roles.some(({ name }) => name === roleName) === true;

/** @throws Problem where more than one portal may be meant */
function theOnly(places: readonly RolePlace[]): RolePlace | undefined {
  if (places.length <= 1) return places[0];
  throw new Problem({
    code: 'found-ambiguous',
    title: `${places[0]?.accountId}/${places[0]?.roleName} may be a role of several portals.`,
    todo: places.map((place) => `Name the portal: ${pasteWord(lastingName(place), 'NAME')}`),
  });
}

/** How AWS is reached is taken over from the profile that uses the portal already, else from `[default]`. */
const reachKeys = ['ca_bundle', 'use_fips_endpoint', 'use_dualstack_endpoint', 'services', 'endpoint_url'] as const;

/** The lines that lead to roles of a portal, and the profile from which they have the way to AWS. */
export function linesTo(
  of: PortalKey,
  profiles: Profiles,
): {
  readonly user: Profile | undefined;
  readonly lines: (place: Pick<RolePlace, 'accountId' | 'roleName'>) => ReadonlyMap<string, string>;
} {
  const { ssoSession: session, startUrl, ssoRegion } = of;
  const usual = profiles.get('default');
  const user = portalUser(of, profiles) ?? usual;
  const reach = reachKeys.flatMap((key) => {
    const value = user && textOf(user, key);
    return value === undefined ? [] : [[key, value] as const];
  });
  const portal =
    session === undefined
      ? ([
          ['sso_start_url', startUrl],
          ['sso_region', ssoRegion],
        ] as const)
      : ([['sso_session', session]] as const);
  const own = usual && textOf(usual, 'region');
  const region = own !== undefined && mayLieIn(partitionOfRegion(ssoRegion)?.id, own) ? own : ssoRegion;
  const lines = ({ accountId, roleName }: Pick<RolePlace, 'accountId' | 'roleName'>) =>
    new Map<string, string>([
      ...portal,
      ['sso_account_id', accountId],
      ['sso_role_name', roleName],
      ['region', region],
      ...reach,
    ]);
  return { user, lines };
}

/** A found role as a profile: the lines that would lead to it. Its name is the lasting one. */
function profileOf(place: RolePlace, profiles: Profiles, nameOf: () => string): Profile {
  const { of } = place;
  const { user, lines } = linesTo(of, profiles);
  const values = lines(place);
  const session = of.ssoSession;
  const at = (session === undefined ? user : profiles.ssoSession(session))?.at ?? {
    file: profiles.config.path,
    line: 1,
  };
  let foundName: string | undefined;
  return {
    name: lastingName(place),
    at,
    get foundName() {
      foundName ??= nameOf();
      return foundName;
    },
    values,
    setting: (key): Setting | undefined => {
      const value = values.get(key);
      const inherited = (reachKeys as readonly string[]).includes(key) ? user?.setting(key)?.at : undefined;
      return value === undefined ? undefined : { value, at: inherited ?? at };
    },
    disagreement: () => undefined,
  };
}
