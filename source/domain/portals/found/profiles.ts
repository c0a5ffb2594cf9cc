import { Problem } from '../../../problem.ts';
import { textOf } from '../../profiles/lookup.ts';
import type { FoundProfiles, Profile, Profiles, Setting } from '../../profiles/profile.ts';
import { pasteWord } from '../../shells/paste.ts';
import { portalsIn, portalUser, signInId } from '../portal.ts';
import { lastingName, readTypedName, slashed, type TypedName } from './names.ts';
import { type FoundPair, type InventoryOf, type PortalKey, pairsOf, profilesByPair } from './pairs.ts';
import { ssoSummaries } from './summaries.ts';

/** The profiles of the files, and the roles that were found in their portals. Nothing is looked for before it is asked for. */
export function withFound(profiles: Profiles, inventoryOf: InventoryOf): Profiles {
  let known: Known | undefined;
  const all = (): Known => {
    known ??= knownIn(profiles, inventoryOf);
    return known;
  };
  const found: FoundProfiles = {
    get names() {
      return all()
        .pairs.filter(isThere)
        .map(({ name }) => name);
    },
    get: (name) => {
      // No other name of a found role is without a slash.
      if (!name.includes('/')) return undefined;
      const portals = portalsIn(profiles);
      if (portals.length === 0) return undefined;
      const typed = readTypedName(name);
      const pair = all().byName.get(name) ?? (typed && typedPair(typed, portals, all()));
      if (pair === undefined) return undefined;
      return all().profileOf(pair) ?? profileOf(pair, all().byId.get(lastingName(pair)), profiles);
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
    get: profiles.get,
    ssoSession: profiles.ssoSession,
    services: profiles.services,
    found,
  };
}

/** What is gone from its portal is opened by its name alone, and never among others. */
const isThere = ({ account, role }: FoundPair): boolean => (account.goneSince ?? role.goneSince) === undefined;

type Known = {
  readonly pairs: readonly FoundPair[];
  readonly byName: ReadonlyMap<string, FoundPair>;
  readonly byId: ReadonlyMap<string, FoundPair>;
  /** The profile of the files that leads to a pair. */
  readonly profileOf: (pair: RolePlace) => Profile | undefined;
};

/** A role of a portal, whether it was found or typed. */
type RolePlace = Pick<FoundPair, 'portal' | 'accountId' | 'roleName' | 'of'>;

function knownIn(profiles: Profiles, inventoryOf: InventoryOf): Known {
  const portals = portalsIn(profiles);
  const pairs = pairsOf(portals, inventoryOf, new Set(slashed(profiles.names)));
  let led: ReturnType<typeof profilesByPair> | undefined;
  return {
    pairs,
    byName: new Map(pairs.map((pair) => [pair.name, pair])),
    byId: new Map(pairs.map((pair) => [pair.id, pair])),
    profileOf: (pair) => {
      led ??= profilesByPair(ssoSummaries(profiles), portals);
      const role = led(pair);
      return role && profiles.get(role.name);
    },
  };
}

/**
 * The role of a name by account ID, which need not have been found: what was assigned a moment ago can be opened.
 * @throws Problem where more than one portal may be meant
 */
function typedPair(typed: TypedName, portals: readonly PortalKey[], { byId }: Known): RolePlace | undefined {
  const { accountId, roleName } = typed;
  const places = portals
    .filter((of) => typed.portal === undefined || signInId(of) === typed.portal)
    .map((of) => ({ portal: signInId(of), accountId, roleName, of }));
  const seen = places.filter((place) => byId.has(lastingName(place)));
  const possible = seen.length > 0 ? seen : places;
  if (possible.length <= 1) return possible[0];
  throw new Problem({
    code: 'found-ambiguous',
    title: `${accountId}/${roleName} may be a role of several portals.`,
    todo: possible.map((place) => `Name the portal: ${pasteWord(lastingName(place), 'NAME')}`),
  });
}

/** How AWS is reached is taken over from the profile that uses the portal already, else from `[default]`. */
const reachKeys = ['ca_bundle', 'use_fips_endpoint', 'use_dualstack_endpoint', 'services', 'endpoint_url'] as const;

/** A found role as a profile: the lines that would lead to it. Its name is the lasting one. */
function profileOf(place: RolePlace, found: FoundPair | undefined, profiles: Profiles): Profile {
  const { accountId, roleName, of } = place;
  const { ssoSession: session, startUrl, ssoRegion } = of;
  const usual = profiles.get('default');
  const user = portalUser(of, profiles) ?? usual;
  const reach = reachKeys.flatMap((key) => {
    const value = user && textOf(user, key);
    return value === undefined ? [] : [[key, value] as const];
  });
  const values = new Map<string, string>([
    ...(session === undefined
      ? ([
          ['sso_start_url', startUrl],
          ['sso_region', ssoRegion],
        ] as const)
      : ([['sso_session', session]] as const)),
    ['sso_account_id', accountId],
    ['sso_role_name', roleName],
    ['region', (usual && textOf(usual, 'region')) ?? ssoRegion],
    ['rolecall_display_name', found?.name ?? `${accountId}/${roleName}`],
    ...reach,
  ]);
  const at = (session === undefined ? user : profiles.ssoSession(session))?.at ?? {
    file: profiles.config.path,
    line: 1,
  };
  return {
    name: lastingName(place),
    at,
    values,
    setting: (key): Setting | undefined => {
      const value = values.get(key);
      const inherited = (reachKeys as readonly string[]).includes(key) ? user?.setting(key)?.at : undefined;
      return value === undefined ? undefined : { value, at: inherited ?? at };
    },
    disagreement: () => undefined,
  };
}
