import type { SearchResult } from '../../../domain/profiles/looks/search.ts';
import type { RoleSummary } from '../../../domain/profiles/profile.ts';
import type { UiPreferences } from '../../core/ports.ts';

/** Roles under one title, as positions in `roles` of the state. */
export type Section = { readonly title: string; readonly roles: readonly number[] };

/** The roles that can be chosen at the moment. A cursor counts them from 0 across sections. */
export type List = { readonly sections: readonly Section[]; readonly count: number };

/** One line on the screen. */
export type Line =
  | { readonly kind: 'gap' }
  | { readonly kind: 'title'; readonly title: string }
  | { readonly kind: 'role'; readonly role: number; readonly cursor: number };

/** As many as the AWS console keeps. */
const recentCount = 5;

/** Which profiles are favourites, recent or hidden. */
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

/** All roles: favourites, the most recent, the rest by group, else by source profile. */
export function browse(roles: readonly RoleSummary[], preferences: UiPreferences, showHidden: boolean): List {
  const { favourite, recent, isHidden } = standing(preferences, showHidden);
  const favourites: number[] = [];
  const recents: number[] = [];
  const rest = new Map<string, number[]>();
  // A plain loop: with ten thousand roles, the first frame waits for it.
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

/** The roles that a search found. The section with the best match comes first, so that the first row is the best one. */
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

/** The role under the cursor, as a position in `roles` of the state. */
export function roleAt(list: List, cursor: number): number | undefined {
  let before = 0;
  for (const { roles } of list.sections) {
    if (cursor < before + roles.length) return roles[cursor - before];
    before += roles.length;
  }
  return undefined;
}

/** Cursor of a role in the list, or -1. */
export function cursorOf(list: List, role: number): number {
  let before = 0;
  for (const { roles } of list.sections) {
    const at = roles.indexOf(role);
    if (at >= 0) return before + at;
    before += roles.length;
  }
  return -1;
}

/** Lines above a section's first role: its title, and a gap after the section before. */
const heading = (list: List, section: number, airy: boolean): number =>
  hasTitles(list) ? 1 + (airy && section > 0 ? 1 : 0) : 0;

/** Lines of the list. */
export const lineCount = (list: List, airy: boolean): number =>
  list.sections.reduce((sum, { roles }, at) => sum + heading(list, at, airy) + roles.length, 0);

/** The line of a role, and the first line to show with it: the title, for the first role of a section. */
function place(list: List, cursor: number, airy: boolean): { line: number; from: number } {
  let line = 0;
  let before = 0;
  for (const [at, { roles }] of list.sections.entries()) {
    const head = heading(list, at, airy);
    if (cursor < before + roles.length) {
      const own = line + head + cursor - before;
      return { line: own, from: cursor === before ? line : own };
    }
    line += head + roles.length;
    before += roles.length;
  }
  return { line: 0, from: 0 };
}

/** First line of a window that shows the cursor, scrolled as little as possible. */
export function scrolled(list: List, cursor: number, top: number, height: number, airy: boolean): number {
  const { line, from } = place(list, cursor, airy);
  const last = Math.max(0, lineCount(list, airy) - height);
  const first = line - from < height ? from : line;
  const next = first < top ? first : line >= top + height ? line - height + 1 : top;
  return Math.max(0, Math.min(next, last));
}

/** The lines of a window only: a list of ten thousand roles costs no more than one of thirty. */
export function windowOf(list: List, top: number, height: number, airy: boolean): readonly Line[] {
  const lines: Line[] = [];
  let line = 0;
  let cursor = 0;
  for (const [at, { title, roles }] of list.sections.entries()) {
    const head = heading(list, at, airy);
    if (head > 1 && within(line, top, height)) lines.push({ kind: 'gap' });
    if (head > 0 && within(line + head - 1, top, height)) lines.push({ kind: 'title', title });
    line += head;
    const first = Math.max(0, top - line);
    const end = Math.min(roles.length, top + height - line);
    for (let row = first; row < end; row++)
      lines.push({ kind: 'role', role: roles[row] as number, cursor: cursor + row });
    line += roles.length;
    cursor += roles.length;
    if (line >= top + height) break;
  }
  // A title without roles below it says nothing.
  while (lines.length > 1 && lines.at(-1)?.kind !== 'role') lines.pop();
  return lines;
}

const within = (line: number, top: number, height: number): boolean => line >= top && line < top + height;
