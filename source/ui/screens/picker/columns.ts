import { isAscii, plain } from '../../../domain/display/sanitize.ts';
import { shownRole, typedName } from '../../../domain/profiles/looks/role-name.ts';
import type { RoleSummary } from '../../../domain/profiles/profile.ts';
import { width } from '../../text/text.ts';

/** Cells of each column of the list; 0 where it is left out. */
export type Columns = {
  readonly name: number;
  /** `rolecall_group`, in rows that do not stand under it as their title. */
  readonly group: number;
  /** The profile's own name, where the first column has a display name. */
  readonly profile: number;
  readonly account: number;
  readonly role: number;
  readonly region: number;
  readonly state: number;
};

/** The widths that the columns would have with room enough. */
export type Natural = {
  readonly columns: Columns;
  /** What alone tells some rows apart, and is never left out: the group, or where that is the same too, the profile. */
  readonly telling: { readonly group: boolean; readonly profile: boolean };
};

/** Focus mark, role mark, colour bar, guard and star, with their spaces, and the space behind the name. */
export const beforeName = 6;
const afterName = 1;
export const between = 2;

const most: Columns = { name: 40, group: 26, profile: 40, account: 12, role: 30, region: 14, state: 6 };
const least: Columns = { name: 16, group: 12, profile: 16, account: 12, role: 10, region: 14, state: 6 };

/** Columns that are left out first, the least useful first. What tells a row from its neighbours is never left out. */
const dropped = ['group', 'profile', 'region', 'role', 'account', 'state'] as const;
/** Columns that take the room that is left, in this order. */
const growing = ['group', 'name', 'profile', 'role', 'region'] as const;

/** Cells in which a cut name can still be read. */
const leastReadable = 6;

/** Measures all roles, once per list. */
export function measure(roles: readonly RoleSummary[]): Natural {
  const widths = { name: 0, group: 0, profile: 0, account: 0, role: 0, region: 0, state: most.state };
  const names = new Set<string>();
  const inGroups = new Set<string>();
  const telling = { group: false, profile: false };
  for (const role of roles) {
    const { name, displayName, group } = role;
    widths.name = wider(widths.name, displayName);
    if (group) widths.group = wider(widths.group, group);
    if (displayName !== typedName(role)) {
      widths.profile = wider(widths.profile, name);
      const inGroup = `${displayName}\n${group ?? ''}`;
      if (inGroups.has(inGroup)) telling.profile = true;
      else if (names.has(displayName)) telling.group = true;
      names.add(displayName);
      inGroups.add(inGroup);
    }
    if (role.accountId) widths.account = most.account;
    widths.role = wider(widths.role, roleBeside(role));
    widths.region = wider(widths.region, role.region ?? '');
  }
  return { columns: map((column) => Math.min(widths[column], most[column])), telling };
}

/** The role's name beside the name of the row; nothing where that says it already. */
export function roleBeside({ roleName, displayName }: RoleSummary): string {
  const shown = shownRole(roleName);
  return displayName.endsWith(shown) ? '' : shown;
}

/** No character takes more than two cells, so most texts need not be measured. */
const wider = (cells: number, text: string): number =>
  text.length * 2 <= cells ? cells : Math.max(cells, isAscii(text) ? text.length : width(plain(text)));

const map = (of: (column: keyof Columns) => number): Columns => ({
  name: of('name'),
  group: of('group'),
  profile: of('profile'),
  account: of('account'),
  role: of('role'),
  region: of('region'),
  state: of('state'),
});

/** Cells of a row. */
export const total = ({ name, group, profile, account, role, region, state }: Columns): number =>
  beforeName +
  name +
  afterName +
  [group, profile, account, role, region, state].reduce((sum, cells) => sum + (cells > 0 ? between + cells : 0), 0);

/** Whose rows: those of a search, where each says its group; or of groups, with shortcuts above them. */
export type Listed = 'found' | 'groups' | 'groups and shortcuts';

/** The columns for so many cells: all of them where they fit, else the most useful. */
export function columnsFor(natural: Natural, cells: number, listed: Listed): Columns {
  const { columns, telling } = natural;
  if (listed === 'found') return fitting(columns, telling, cells);
  const alone = fitting({ ...columns, group: 0 }, telling, cells);
  if (listed === 'groups' || columns.group === 0) return alone;
  // The group of a shortcut stands beside its name, in the room that names have; it takes none of another column.
  const both = fitting({ ...columns, name: columns.name + between + columns.group, group: 0 }, telling, cells);
  const isFree = (['profile', 'account', 'role', 'region', 'state'] as const).every((at) => both[at] === alone[at]);
  return telling.group || isFree ? both : alone;
}

/** The columns of these widths, as far as they fit. */
function fitting(wanted: Columns, telling: Natural['telling'], cells: number): Columns {
  let chosen = map((column) => Math.min(wanted[column], least[column]));
  for (const column of dropped)
    if (total(chosen) > cells && !isTelling(column, telling)) chosen = { ...chosen, [column]: 0 };
  for (const column of ['group', 'profile'] as const) {
    const over = total(chosen) - cells;
    if (over <= 0 || chosen[column] === 0) continue;
    // Where not even the least is there, half of the room for what differs, as long as it can be read.
    const left = chosen[column] - over;
    chosen = { ...chosen, [column]: left >= leastReadable ? left : 0 };
  }
  if (total(chosen) > cells) return { ...chosen, name: Math.max(1, cells - beforeName - afterName) };
  // Beside a name that is enough, half of a group or of a profile's name says nothing.
  for (const column of ['profile', 'group'] as const)
    if (!telling[column] && grow(chosen, wanted, cells)[column] < wanted[column]) chosen = { ...chosen, [column]: 0 };
  const grown = grow(chosen, wanted, cells);
  // A region says less than what is cut of a name or of what tells rows apart.
  const isCut = (['name', 'group', 'profile'] as const).some((at) => chosen[at] > 0 && grown[at] < wanted[at]);
  return isCut && chosen.region > 0 ? grow({ ...chosen, region: 0 }, wanted, cells) : grown;
}

const isTelling = (column: keyof Columns, telling: Natural['telling']): boolean =>
  (column === 'group' || column === 'profile') && telling[column];

/** The columns with the room that is left. */
function grow(chosen: Columns, wanted: Columns, cells: number): Columns {
  let grown = chosen;
  for (const column of growing) {
    if (grown[column] === 0) continue;
    const room = cells - total(grown);
    grown = { ...grown, [column]: Math.min(wanted[column], grown[column] + room) };
  }
  return grown;
}

/** The columns of a shortcut: its group has a part of the room of the names. */
export function inShortcut(columns: Columns, { columns: natural, telling }: Natural): Columns {
  const room = columns.name - between;
  const group = Math.min(natural.group, Math.max(room - natural.name, telling.group ? Math.floor(room * 0.4) : 0));
  const isEnough = group >= (telling.group ? leastReadable : natural.group) && group > 0;
  return isEnough ? { ...columns, name: room - group, group } : columns;
}
