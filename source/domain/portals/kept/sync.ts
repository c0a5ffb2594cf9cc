import { textOf } from '../../profiles/lookup.ts';
import type { Changes, Profile, Profiles } from '../../profiles/profile.ts';
import { roleSummaries } from '../../profiles/resolve/summary.ts';
import { slashed } from '../found/names.ts';
import { type FoundPair, type InventoryOf, pairsOf, profilesByPair } from '../found/pairs.ts';
import { linesTo } from '../found/profiles.ts';
import { isThere } from '../inventory/update.ts';
import { type Portal, portalsIn, signInId } from '../portal.ts';
import { keptLines } from './keep.ts';
import { checkNames, type NameOf, withNames } from './names.ts';
import { type Selection, selects, type Unmatched, unmatchedOf } from './selection.ts';
import {
  dependants,
  goneOf,
  hindrance,
  isPairThere,
  isUnowned,
  type Known,
  ofOther,
  placeOf,
  sourceOf,
  type WrittenProfile,
  writtenFor,
} from './written.ts';

/** Which roles of a portal are to be profiles, and how they are written. */
export type SyncOptions = Selection & {
  /** Without one new profiles have the name of the role in lists, and the others keep theirs. */
  readonly name?: NameOf | undefined;
  /** Without one new profiles have that of `[default]`, else of the portal, and the others keep theirs. */
  readonly region?: string | undefined;
};

/** What would make the profiles of a portal what its roles are. Nothing is written. */
export type SyncPlan = {
  readonly portal: string;
  readonly added: readonly { readonly name: string; readonly id: string; readonly settings: Changes }[];
  readonly changed: readonly Changed[];
  /** Profiles that rolecall wrote, which nobody has touched since, of roles that the portal has no more. */
  readonly gone: readonly { readonly name: string; readonly since?: number }[];
  /** What a person has touched, or stands on: it is left alone. */
  readonly yours: readonly Yours[];
  /** How many roles have their profile: as it was written, or one of the person's own. */
  readonly same: number;
  /** Profiles that were written before anybody knew for whom, of roles that this person has. */
  readonly unowned: readonly string[];
  /** Globs of the selection that no role matches. */
  readonly unmatched: readonly Unmatched[];
  /** How many profiles rolecall wrote for this portal, touched or not. */
  readonly written: number;
};

type Changed = {
  readonly name: string;
  /** The same where the name stays. */
  readonly to: string;
  readonly settings: Changes;
  /** In words: `region us-east-1 → eu-west-1`. */
  readonly what: readonly string[];
};

type Yours = {
  readonly name: string;
  readonly at: Profile['at'];
  /** What is left alone, in words. */
  readonly why: string;
  /** The role is gone: the person may want to remove the profile. */
  readonly isGone: boolean;
};

type World = Known & {
  readonly profiles: Profiles;
  readonly inventoryOf: InventoryOf;
  /** Everything was read to the end; without that, nothing is gone. */
  readonly isWhole: boolean;
};

/**
 * Compares the roles of a portal with the profiles that were written for it.
 * @throws Problem where two profiles would have one name, or one a name that leads elsewhere now
 */
export function planSync(portal: Portal, options: SyncOptions, world: World): SyncPlan {
  const { profiles } = world;
  const id = signInId(portal);
  const { startUrl } = portal;
  const written = writtenFor(id, profiles);
  const byPlace = new Map<string, WrittenProfile[]>();
  for (const each of written) byPlace.set(each.place, [...(byPlace.get(each.place) ?? []), each]);
  const pairs = pairsIn(portal, byPlace, world);
  const present = pairs.filter(isPairThere);
  const standing = dependants(profiles);
  const leading = profilesByPair(roleSummaries(profiles), portalsIn(profiles));
  const { lines } = linesTo(portal, profiles);
  const template = options.name;
  const isWanted = selects(options);
  const added: { pair: FoundPair; settings: Changes }[] = [];
  const changed: Changed[] = [];
  const yours: Yours[] = [];
  let same = 0;
  for (const pair of present.filter(isWanted)) {
    const there = byPlace.get(placeOf(pair)) ?? [];
    if (there.length === 0) {
      if (leading(pair) === undefined) added.push({ pair, settings: keptLines(lines(pair), id, options.region) });
      else same++;
    }
    for (const { profile, name } of there) {
      const to = template !== undefined && there.length === 1 ? template(pair) : name;
      const what = differences(profile, to, options.region);
      const users = to === name ? [] : standing.get(name);
      const hinders = what.length === 0 ? undefined : (hindrance(name, startUrl, world) ?? sourceOf(users));
      if (what.length === 0) same++;
      else if (hinders === undefined)
        changed.push({ name, to, settings: options.region === undefined ? {} : { region: options.region }, what });
      else yours.push({ name, at: profile.at, why: `${hinders}; not ${what.join(', ')}`, isGone: false });
    }
  }
  const gone = world.isWhole ? goneOf(written, pairs, world.inventoryOf(portal)) : [];
  const left = gone.map((each) => ({
    ...each,
    hinders: hindrance(each.name, startUrl, world) ?? ofOther(each.name, world) ?? sourceOf(standing.get(each.name)),
  }));
  for (const { name, profile, hinders } of left)
    if (hinders !== undefined) yours.push({ name, at: profile.at, why: hinders, isGone: true });
  const named = withNames(added, template, profiles);
  checkNames([...named, ...changed.filter(({ name, to }) => to !== name)], profiles);
  return {
    portal: id,
    added: named.map(({ to, pair, settings }) => ({ name: to, id: pair.id, settings })),
    changed,
    gone: left
      .filter(({ hinders }) => hinders === undefined)
      .map(({ name, since }) => (since === undefined ? { name } : { name, since })),
    yours,
    same,
    unowned: present
      .flatMap((pair) => (byPlace.get(placeOf(pair)) ?? []).map(({ name }) => name))
      .filter((name) => isUnowned(world.ownerOf(name), startUrl)),
    unmatched: unmatchedOf(options, present),
    written: written.length,
  };
}

/** Would anything be written? @param prune takes out what is gone */
export const changesAnything = ({ added, changed, gone }: SyncPlan, prune: boolean): boolean =>
  added.length + changed.length + (prune ? gone.length : 0) > 0;

/** So many, or so large a part, are not taken out without a word of the person. */
export const isManyToPrune = ({ gone, written }: SyncPlan): boolean => gone.length > 10 || gone.length > written * 0.2;

/**
 * The roles of the portal under the names that lists have for them. A name that a profile has is taken, unless that was written
 * for just this role.
 */
function pairsIn(
  portal: Portal,
  byPlace: ReadonlyMap<string, readonly WrittenProfile[]>,
  { profiles, inventoryOf }: World,
): readonly FoundPair[] {
  const id = signInId(portal);
  const there = new Set(
    (inventoryOf(portal)?.accounts ?? []).flatMap((account) =>
      account.roles.filter(isThere).map(({ name }) => placeOf({ accountId: account.id, roleName: name })),
    ),
  );
  const own = new Set([...byPlace].flatMap(([place, all]) => (there.has(place) ? all.map(({ name }) => name) : [])));
  const taken = new Set(slashed(profiles.names).filter((name) => !own.has(name)));
  return pairsOf(portalsIn(profiles), inventoryOf, taken).filter((pair) => pair.portal === id);
}

function differences(profile: Profile, to: string, region: string | undefined): readonly string[] {
  const before = textOf(profile, 'region');
  return [
    ...(to === profile.name ? [] : [`name → ${to}`]),
    ...(region === undefined || region === before ? [] : [`region ${before ?? 'none'} → ${region}`]),
  ];
}
