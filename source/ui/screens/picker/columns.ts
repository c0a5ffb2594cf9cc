import { isAscii, plain } from '../../../domain/display/sanitize.ts';
import type { RoleSummary } from '../../../domain/profiles/profile.ts';
import { width } from '../../text/text.ts';

/** Cells of each column of the list; 0 where it is left out. */
export type Columns = {
  readonly name: number;
  /** The profile's own name, where the first column has a display name. */
  readonly profile: number;
  readonly account: number;
  readonly role: number;
  readonly region: number;
  readonly state: number;
};

/** Focus mark, colour bar and star, with their spaces, and the space behind the name. */
export const beforeName = 6;
const afterName = 1;
const between = 2;

const most: Columns = { name: 34, profile: 28, account: 12, role: 30, region: 14, state: 6 };
const least: Columns = { name: 16, profile: 16, account: 12, role: 10, region: 14, state: 6 };

/** Columns that are left out first, the least useful first. */
const dropped = ['profile', 'region', 'role', 'account', 'state'] as const;
/** Columns that take the room that is left, in this order. */
const growing = ['name', 'role', 'profile', 'region'] as const;

/** The width of each column with room enough. Measured once per list. */
export function measure(roles: readonly RoleSummary[]): Columns {
  const widths = { name: 0, profile: 0, account: 0, role: 0, region: 0, state: most.state };
  for (const role of roles) {
    widths.name = wider(widths.name, role.displayName);
    if (role.displayName !== role.name) widths.profile = wider(widths.profile, role.name);
    if (role.accountId) widths.account = most.account;
    widths.role = wider(widths.role, role.roleName);
    widths.region = wider(widths.region, role.region ?? '');
  }
  return map((column) => Math.min(widths[column], most[column]));
}

/** No character takes more than two cells, so most texts need not be measured. */
const wider = (cells: number, text: string): number =>
  text.length * 2 <= cells ? cells : Math.max(cells, isAscii(text) ? text.length : width(plain(text)));

const map = (of: (column: keyof Columns) => number): Columns => ({
  name: of('name'),
  profile: of('profile'),
  account: of('account'),
  role: of('role'),
  region: of('region'),
  state: of('state'),
});

/** Cells of a row. */
export const total = (columns: Columns): number =>
  beforeName +
  columns.name +
  afterName +
  [columns.profile, columns.account, columns.role, columns.region, columns.state]
    .filter((cells) => cells > 0)
    .reduce((sum, cells) => sum + between + cells, 0);

/** The columns for so many cells: all of them where they fit, else the most useful. */
export function columnsFor(natural: Columns, cells: number): Columns {
  let chosen = map((column) => Math.min(natural[column], least[column]));
  for (const column of dropped) if (total(chosen) > cells) chosen = { ...chosen, [column]: 0 };
  if (total(chosen) > cells) return { ...chosen, name: Math.max(1, cells - beforeName - afterName) };
  for (const column of growing) {
    if (chosen[column] === 0) continue;
    const room = cells - total(chosen);
    chosen = { ...chosen, [column]: Math.min(natural[column], chosen[column] + room) };
  }
  return chosen;
}
