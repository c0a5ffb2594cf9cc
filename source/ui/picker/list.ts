import type { SearchResult } from '../../domain/profiles/looks/search.ts';
import type { RoleSummary } from '../../domain/profiles/profile.ts';
import type { UiPreferences } from '../core/ports.ts';

/** Roles under one title, as positions in the whole list. */
export type Section = { readonly title: string; readonly roles: readonly number[] };

/** What can be chosen at the moment. A cursor counts roles from 0 across sections. */
export type List = { readonly sections: readonly Section[]; readonly count: number };

/** One line on the screen. */
export type Line =
  | { readonly kind: 'gap' }
  | { readonly kind: 'title'; readonly title: string }
  | { readonly kind: 'role'; readonly role: number; readonly cursor: number };

/** As many as the AWS console keeps. */
const recentCount = 5;

/** Who is a favourite, who is recent, who is out of sight. */
type Standing = {
  readonly favourite: ReadonlySet<string>;
  readonly recent: ReadonlyMap<string, number>;
  readonly isHidden: (role: RoleSummary) => boolean;
};

function standing(preferences: UiPreferences, showHidden: boolean): Standing {
  const favourite = new Set(preferences.favourites);
  const recents = preferences.recents.filter((name) => !favourite.has(name));
  const hidden = new Set(preferences.hidden);
  return {
    favourite,
    recent: new Map(recents.slice(0, recentCount).map((name, at) => [name, at])),
    isHidden: (role) => !showHidden && (role.hidden || (hidden.size > 0 && hidden.has(role.name))),
  };
}

const listOf = (sections: readonly Section[]): List => {
  const filled = sections.filter(({ roles }) => roles.length > 0);
  return { sections: filled, count: filled.reduce((sum, { roles }) => sum + roles.length, 0) };
};

/** Everything there is: favourites, the most recent, the rest by group, else by who one is before switching. */
export function browse(roles: readonly RoleSummary[], preferences: UiPreferences, showHidden: boolean): List {
  const { favourite, recent, isHidden } = standing(preferences, showHidden);
  const favourites: number[] = [];
  const recents: number[] = [];
  const rest = new Map<string, number[]>();
  // Ten thousand roles are gone through while somebody waits for the first of them.
  for (let at = 0; at < roles.length; at++) {
    const role = roles[at] as RoleSummary;
    if (isHidden(role)) continue;
    if (favourite.has(role.name)) favourites.push(at);
    else if (recent.has(role.name)) recents.push(at);
    else push(rest, role.group ?? (role.source ? `via ${role.source}` : 'Other'), at);
  }
  const order = (at: number) => recent.get((roles[at] as RoleSummary).name) ?? 0;
  recents.sort((one, other) => order(one) - order(other));
  const groups = [...rest].map(([title, members]) => ({ title, roles: members }));
  const only =
    groups.length === 1 && groups[0] && !roles.some((role) => role.group) ? [{ ...groups[0], title: 'All' }] : groups;
  return listOf([{ title: 'Favourites', roles: favourites }, { title: 'Recent', roles: recents }, ...only]);
}

function push(groups: Map<string, number[]>, title: string, role: number): void {
  const group = groups.get(title);
  if (group) group.push(role);
  else groups.set(title, [role]);
}

/** What a search found. The section with the best match stands first, so that the first row is always the best. */
export function ranked(
  roles: readonly RoleSummary[],
  found: SearchResult,
  preferences: UiPreferences,
  showHidden: boolean,
): List {
  const { favourite, recent, isHidden } = standing(preferences, showHidden);
  const sections = ['Favourites', 'Recent', 'All'].map((title) => ({ title, roles: [] as number[], best: -1 }));
  for (let at = 0; at < found.roles.length; at++) {
    const position = found.roles[at] as number;
    const role = roles[position] as RoleSummary;
    if (isHidden(role)) continue;
    const section = sections[favourite.has(role.name) ? 0 : recent.has(role.name) ? 1 : 2] as (typeof sections)[number];
    if (section.best < 0) section.best = found.scores[at] as number;
    section.roles.push(position);
  }
  return listOf(sections.sort((one, other) => other.best - one.best));
}

/** A list of one unnamed kind needs no title. */
export const hasTitles = (list: List): boolean =>
  list.sections.length > 1 || (list.sections[0]?.title ?? 'All') !== 'All';

/** The role under the cursor, as a position in the whole list. */
export function roleAt(list: List, cursor: number): number | undefined {
  let before = 0;
  for (const { roles } of list.sections) {
    if (cursor < before + roles.length) return roles[cursor - before];
    before += roles.length;
  }
  return undefined;
}

/** Where a role stands in the list, or -1. */
export function cursorOf(list: List, role: number): number {
  let before = 0;
  for (const { roles } of list.sections) {
    const at = roles.indexOf(role);
    if (at >= 0) return before + at;
    before += roles.length;
  }
  return -1;
}
