import type { SearchResult } from '../../../domain/profiles/looks/search.ts';
import type { RoleSummary } from '../../../domain/profiles/profile.ts';
import type { UiPreferences } from '../../core/ports.ts';

/** Roles under one title, as positions in `roles` of the state. */
export type Section = {
  readonly title: string;
  readonly roles: readonly number[];
  /** Its roles stand in their groups as well. */
  readonly isShortcut?: true;
};

/** The rows that can be chosen at the moment. A cursor counts them from 0 across sections. */
export type List = {
  readonly sections: readonly Section[];
  /** Rows, those of shortcuts included. */
  readonly count: number;
  /** Roles, each counted once. */
  readonly total: number;
};

/** One line on the screen. */
export type Line =
  | { readonly kind: 'gap' }
  | { readonly kind: 'title'; readonly title: string; readonly count: number }
  | { readonly kind: 'role'; readonly role: number; readonly cursor: number; readonly isShortcut: boolean };

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
  const rows = (of: readonly Section[]) => of.reduce((sum, { roles }) => sum + roles.length, 0);
  const own = filled.filter(({ isShortcut }) => !isShortcut);
  return { sections: filled, count: rows(filled), total: rows(own.length > 0 ? own : filled) };
};

/**
 * All roles by group, in the order of the file: a role stays where the person knows it. Favourites and the most recent come
 * above them once more.
 */
export function browse(roles: readonly RoleSummary[], preferences: UiPreferences, showHidden: boolean): List {
  const { favourite, recent, isHidden } = standing(preferences, showHidden);
  const titleOf = titles(roles);
  const favourites: number[] = [];
  const recents: number[] = [];
  const rest = new Map<string, number[]>();
  // A plain loop: with ten thousand roles, the first frame waits for it.
  for (let at = 0; at < roles.length; at++) {
    const role = roles[at] as RoleSummary;
    if (isHidden(role)) continue;
    if (favourite.has(role.name)) favourites.push(at);
    else if (recent.has(role.name)) recents.push(at);
    push(rest, role.group ?? titleOf(role), at);
  }
  const order = (at: number) => recent.get((roles[at] as RoleSummary).name) ?? 0;
  recents.sort((one, other) => order(one) - order(other));
  const groups = [...rest].map(([title, members]) => ({ title, roles: members }));
  const only =
    groups.length === 1 && groups[0] && !roles.some((role) => role.group) ? [{ ...groups[0], title: 'All' }] : groups;
  return listOf([
    { title: 'Favourites', roles: favourites, isShortcut: true },
    { title: 'Recent', roles: recents, isShortcut: true },
    ...only,
  ]);
}

function push(groups: Map<string, number[]>, title: string, role: number): void {
  const group = groups.get(title);
  if (group) group.push(role);
  else groups.set(title, [role]);
}

/**
 * The title of a role without a group: its account, where accounts have several roles each; else whose keys are used. Of found
 * roles the portal comes first, where there are several; a profile that leads to a role of such a portal stands among them.
 */
function titles(roles: readonly RoleSummary[]): (role: RoleSummary) => string {
  const portals = new Set<string>();
  for (const { found } of roles) if (found !== undefined) portals.add(found.portal);
  if (portals.size === 0) return titlesOfProfiles(roles);
  const portalOf = ({ found, kind, accountName, source = '' }: RoleSummary): string | undefined =>
    found?.portal ?? (kind === 'sso' && accountName !== undefined && portals.has(source) ? source : undefined);
  const [own, ofPortals]: [RoleSummary[], RoleSummary[]] = [[], []];
  for (const role of roles) (portalOf(role) === undefined ? own : ofPortals).push(role);
  const [ownTitle, portalTitle] = [titlesOfProfiles(own), titlesOfPortals(ofPortals, portals)];
  return (role) => {
    const portal = portalOf(role);
    return portal === undefined ? ownTitle(role) : portalTitle(role, portal);
  };
}

function titlesOfProfiles(roles: readonly RoleSummary[]): (role: RoleSummary) => string {
  if (haveSeveralEach(roles.filter(({ group }) => group === undefined))) return accountTitle;
  return ({ source }) => (source ? `via ${source}` : 'Other');
}

function titlesOfPortals(
  roles: readonly RoleSummary[],
  portals: ReadonlySet<string>,
): (role: RoleSummary, portal: string) => string {
  if (!haveSeveralEach(roles)) return (_, portal) => portal;
  return onceForNeighbours(
    portals.size > 1 ? (role, portal) => `${portal} › ${accountTitle(role)}` : (role) => accountTitle(role),
  );
}

/** The roles of an account follow one another: their title is made once. */
function onceForNeighbours(
  titleOf: (role: RoleSummary, portal: string) => string,
): (role: RoleSummary, portal: string) => string {
  let before: RoleSummary | undefined;
  let portalBefore = '';
  let title = '';
  return (role, portal) => {
    const isSame = before?.accountId === role.accountId && portalBefore === portal;
    if (!isSame || before?.accountName !== role.accountName) title = titleOf(role, portal);
    before = role;
    portalBefore = portal;
    return title;
  };
}

/** Do accounts have two roles each, or more? */
function haveSeveralEach(roles: readonly RoleSummary[]): boolean {
  const accounts = new Set<string | undefined>();
  for (const { accountId } of roles) accounts.add(accountId);
  return accounts.size > 1 && roles.length >= 2 * accounts.size;
}

const accountTitle = ({ accountId = 'Other', accountName }: RoleSummary): string =>
  accountName === undefined ? accountId : `${accountName} · ${accountId}`;

/** The roles that a search found, the best match first. */
export function ranked(
  roles: readonly RoleSummary[],
  found: SearchResult,
  preferences: UiPreferences,
  showHidden: boolean,
): List {
  const { isHidden } = standing(preferences, showHidden);
  const shown: number[] = [];
  for (const at of found.roles) if (!isHidden(roles[at] as RoleSummary)) shown.push(at);
  return listOf([{ title: 'All', roles: shown }]);
}

/** The most recent roles only, the last one first. */
export function recentOnly(roles: readonly RoleSummary[], preferences: UiPreferences, showHidden: boolean): List {
  const { isHidden } = standing(preferences, showHidden);
  const places = new Map(roles.map(({ name }, at) => [name, at]));
  const recents = preferences.recents.flatMap((name) => {
    const at = places.get(name);
    return at === undefined || isHidden(roles[at] as RoleSummary) ? [] : [at];
  });
  return listOf([{ title: 'Recent', roles: recents, isShortcut: true }]);
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

/** Cursor of a role in the list, or -1; where it stands twice, of the place under that title, else of the first. */
export function cursorOf(list: List, role: number, title?: string): number {
  let before = 0;
  let first = -1;
  for (const section of list.sections) {
    const at = section.roles.indexOf(role);
    if (at >= 0 && section.title === title) return before + at;
    if (at >= 0 && first < 0) first = before + at;
    before += section.roles.length;
  }
  return first;
}

/** The title above the cursor. */
export function titleAt(list: List, cursor: number): string | undefined {
  let before = 0;
  for (const { title, roles } of list.sections) {
    before += roles.length;
    if (cursor < before) return title;
  }
  return undefined;
}

/** The number of the role under the cursor among all roles, from 1; undefined in a shortcut, whose roles have it below. */
export function positionOf(list: List, cursor: number): number | undefined {
  let before = 0;
  let shortcuts = 0;
  for (const { roles, isShortcut } of list.sections) {
    if (cursor < before + roles.length) return isShortcut ? undefined : cursor - shortcuts + 1;
    before += roles.length;
    if (isShortcut) shortcuts += roles.length;
  }
  return undefined;
}

/** Lines above a section's first role: its title, and a gap after the section before. */
const heading = (list: List, section: number, airy: boolean): number =>
  hasTitles(list) ? 1 + (airy && section > 0 ? 1 : 0) : 0;

/** Lines of the list. */
export const lineCount = (list: List, airy: boolean): number =>
  list.sections.reduce((sum, { roles }, at) => sum + heading(list, at, airy) + roles.length, 0);

/** The line of a role, and the first line to show with it: its title, or the line that the title covers. */
function place(list: List, cursor: number, airy: boolean, height: number): { line: number; from: number } {
  let line = 0;
  let before = 0;
  for (const [at, { roles }] of list.sections.entries()) {
    const head = heading(list, at, airy);
    if (cursor < before + roles.length) {
      const own = line + head + cursor - before;
      const covered = staysOnTop(list, height) ? 1 : 0;
      return { line: own, from: cursor === before ? line : own - covered };
    }
    line += head + roles.length;
    before += roles.length;
  }
  return { line: 0, from: 0 };
}

/** Whether the title of the first row stays on the first line while its roles are scrolled: not where lines are few. */
const staysOnTop = (list: List, height: number): boolean => hasTitles(list) && height >= 4;

/** First line of a window that shows the cursor, scrolled as little as possible. */
export function scrolled(list: List, cursor: number, top: number, height: number, airy: boolean): number {
  const { line, from } = place(list, cursor, airy, height);
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
  for (const [at, section] of list.sections.entries()) {
    const { roles } = section;
    const head = heading(list, at, airy);
    if (head > 1 && within(line, top, height)) lines.push({ kind: 'gap' });
    if (head > 0 && within(line + head - 1, top, height)) lines.push(titleOf(section));
    line += head;
    const first = Math.max(0, top - line);
    const end = Math.min(roles.length, top + height - line);
    for (let row = first; row < end; row++)
      lines.push(
        lines.length === 0 && staysOnTop(list, height)
          ? titleOf(section)
          : { kind: 'role', role: roles[row] as number, cursor: cursor + row, isShortcut: section.isShortcut === true },
      );
    line += roles.length;
    cursor += roles.length;
    if (line >= top + height) break;
  }
  // A title without roles below it says nothing.
  while (lines.length > 1 && lines.at(-1)?.kind !== 'role') lines.pop();
  return lines;
}

const titleOf = ({ title, roles }: Section): Line => ({ kind: 'title', title, count: roles.length });

const within = (line: number, top: number, height: number): boolean => line >= top && line < top + height;

/** Roles out of sight above and below the lines of a window. */
export function outOfSight(list: List, lines: readonly Line[]): { readonly above: number; readonly below: number } {
  const cursors = lines.flatMap((line) => (line.kind === 'role' ? [line.cursor] : []));
  const [first = 0, last = list.count - 1] = [cursors[0], cursors.at(-1)];
  return { above: first, below: list.count - 1 - last };
}
