import { jsonText, plain } from '../domain/display/sanitize.ts';
import type { Import } from '../domain/profiles/import/extension.ts';
import { shownRole, typedName } from '../domain/profiles/looks/role-name.ts';
import type { RoleSummary } from '../domain/profiles/profile.ts';
import type { Location } from '../problem.ts';
import { expiryJson, isoTime, timeLeft } from './clock.ts';
import { fitting, type Narrowing } from './fitting.ts';
import { barOn, type Canvas, paint } from './paint.ts';

/** What the person and the cache know of the roles of a list, by profile. */
export type ListKnowledge = {
  readonly favourites: ReadonlySet<string>;
  /** `#rrggbb` */
  readonly colorOf: (role: RoleSummary) => string;
  /** When the sessions that are open end, in epoch milliseconds. */
  readonly ends: ReadonlyMap<string, number>;
};

type ListLook = {
  readonly canvas: Canvas;
  readonly now: number;
  /** Cells of the terminal; infinite where none reads it. */
  readonly columns: number;
};

/** What a narrow terminal does without, the first to go first. What cannot be done without is not among it. */
const narrowings: readonly Narrowing[] = [
  { drop: 'SOURCE' },
  { drop: 'REGION' },
  { drop: 'GROUP' },
  { drop: 'NAME' },
  { cut: 'PROFILE', least: 20 },
  { cut: 'ROLE', least: 16 },
  { drop: 'ROLE' },
  { drop: 'ACCOUNT' },
  { cut: 'PROFILE', least: 8 },
];

/** The profiles as a table; the bar before each is its colour, ★ a favourite, ! one that wants to be confirmed, + new in its portal, - gone from it. */
export function rolesAsTable(
  roles: readonly RoleSummary[],
  { favourites, colorOf, ends }: ListKnowledge,
  { canvas, now, columns }: ListLook,
): string {
  const { dim } = paint(canvas !== undefined);
  const cells = (head: string, of: (role: RoleSummary) => string) => [head, ...roles.map(of)];
  const optional = (head: string, of: (role: RoleSummary) => string) => (roles.some(of) ? [cells(head, of)] : []);
  const news = ({ found }: RoleSummary) => (found?.goneSince !== undefined ? '-' : found?.isNew ? '+' : '');
  const isMarked = (role: RoleSummary) => favourites.has(role.name) || role.confirm || role.found !== undefined;
  const marks = (role: RoleSummary) =>
    isMarked(role) ? `${favourites.has(role.name) ? '★' : ''}${role.confirm ? '!' : ''}${news(role)}` : '';
  const left = ({ name }: RoleSummary) => {
    const end = ends.get(name);
    return end === undefined ? '' : timeLeft(end - now);
  };
  const all = [
    ...optional('', marks),
    cells('PROFILE', typedName),
    ...optional('NAME', (role) => (role.displayName === typedName(role) ? '' : role.displayName)),
    ...optional('GROUP', ({ group }) => group ?? ''),
    cells('ACCOUNT', ({ accountId }) => accountId ?? ''),
    cells('ROLE', ({ roleName }) => shownRole(roleName)),
    cells('REGION', ({ region }) => region ?? ''),
    cells('SOURCE', ({ source }) => source ?? ''),
    cells('MFA', ({ mfa }) => (mfa ? 'mfa' : '')),
    ...(ends.size === 0 ? [] : optional('LEFT', left)),
  ];
  const lines = fitting(all, narrowings, columns - (canvas === undefined ? 0 : 2));
  if (canvas === undefined) return `${lines.join('\n')}\n`;
  const bars = new Map<string, string>();
  const bar = (role: RoleSummary) => {
    const color = colorOf(role);
    const known = bars.get(color) ?? barOn(canvas, color);
    bars.set(color, known);
    return known;
  };
  const [title = '', ...others] = lines;
  return `${[`  ${dim(title)}`, ...roles.map((role, index) => `${bar(role)} ${others[index]}`)].join('\n')}\n`;
}

/**
 * The profiles for programs: one array with every field; unknown is null.
 * @param whereIs file and line of the profile of that name
 */
export function rolesAsJson(
  roles: readonly RoleSummary[],
  { favourites, colorOf, ends }: ListKnowledge,
  now: number,
  whereIs: (name: string) => Location | undefined,
): string {
  const rows = roles.map((role) => ({
    profile: role.name,
    displayName: role.displayName,
    kind: role.kind,
    accountId: role.accountId ?? null,
    accountName: role.accountName ?? null,
    roleName: role.roleName,
    region: role.region ?? null,
    source: role.source ?? null,
    mfa: role.mfa,
    color: colorOf(role),
    group: role.group ?? null,
    description: role.description ?? null,
    confirm: role.confirm,
    hidden: role.hidden,
    favourite: favourites.has(role.name),
    ...expiryJson(ends.get(role.name), now),
    found: role.found !== undefined,
    goneSince: isoTime(role.found?.goneSince),
    ...whereIs(role.name),
  }));
  return `${jsonText(rows, 2)}\n`;
}

type ImportLook = { readonly file: string; readonly config: string; readonly colors: boolean };

/** The profiles that an import adds, has already, or cannot take, each with the line it comes from. */
export function importAsText({ add, same, conflicts }: Import, { file, config, colors }: ImportLook): string {
  const { strong, dim, danger } = paint(colors);
  const sections = add.map(({ name, settings, line, left: without = [] }) => {
    const keys = Object.entries(settings).filter(([, value]) => value !== undefined);
    const head = `${strong(`+ [profile ${plain(name)}]`)} ${dim(`${plain(file)}:${line}`)}\n`;
    const note = without.length === 0 ? '' : `  ${dim('·')} not taken over: ${plain(without.join(', '))}\n`;
    return head + keys.map(([key, value]) => `  ${key} = ${plain(value ?? '')}\n`).join('') + note;
  });
  const there = same.map((name) => `${dim('=')} ${plain(name)} ${dim(`is already in ${plain(config)}`)}\n`);
  const left = conflicts.map(
    ({ name, line, why }) =>
      `${danger('✗')} ${plain(name) || 'a line'}: ${plain(why)}\n    ${dim(`${plain(file)}:${line}`)}\n`,
  );
  const nothing = add.length + same.length + conflicts.length === 0 ? ['It has no profiles.\n'] : [];
  return [...sections, ...there, ...left, ...nothing].join('');
}
