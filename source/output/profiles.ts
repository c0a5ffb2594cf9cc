import { jsonText, plain } from '../domain/display/sanitize.ts';
import type { Import } from '../domain/profiles/edit/import-extension.ts';
import { shownRole } from '../domain/profiles/looks/role-name.ts';
import type { RoleSummary } from '../domain/profiles/profile.ts';
import type { Location } from '../problem.ts';
import { barOn, type Canvas, paint } from './paint.ts';
import { alignedTable } from './table.ts';

/** The profiles as a table; the bar before each is its colour. */
export function rolesAsTable(roles: readonly RoleSummary[], canvas: Canvas): string {
  const { dim } = paint(canvas !== undefined);
  const head = ['PROFILE', 'ACCOUNT', 'ROLE', 'REGION', 'SOURCE', 'MFA'];
  const rows = roles.map((role) => [
    role.name,
    role.accountId ?? '',
    shownRole(role.roleName),
    role.region ?? '',
    role.source ?? '',
    role.mfa ? 'mfa' : '',
  ]);
  const lines = alignedTable([head, ...rows]);
  if (canvas === undefined) return `${lines.join('\n')}\n`;
  const bar = (index: number) => barOn(canvas, roles[index]?.color ?? '#888888');
  const [title = '', ...others] = lines;
  return `${[`  ${dim(title)}`, ...others.map((line, index) => `${bar(index)} ${line}`)].join('\n')}\n`;
}

/**
 * The profiles for programs: one array with every field; unknown is null.
 * @param whereIs file and line of the profile of that name
 */
export function rolesAsJson(roles: readonly RoleSummary[], whereIs: (name: string) => Location | undefined): string {
  const rows = roles.map((role) => ({
    profile: role.name,
    displayName: role.displayName,
    kind: role.kind,
    accountId: role.accountId ?? null,
    roleName: role.roleName,
    region: role.region ?? null,
    source: role.source ?? null,
    mfa: role.mfa,
    color: role.color,
    group: role.group ?? null,
    description: role.description ?? null,
    confirm: role.confirm,
    hidden: role.hidden,
    ...whereIs(role.name),
  }));
  return `${jsonText(rows, 2)}\n`;
}

type ImportLook = { readonly file: string; readonly config: string; readonly colors: boolean };

/** The profiles that an import adds, has already, or cannot take, each with the line it comes from. */
export function importAsText({ add, same, conflicts }: Import, { file, config, colors }: ImportLook): string {
  const { strong, dim, danger } = paint(colors);
  const sections = add.map(({ name, settings, line }) => {
    const keys = Object.entries(settings).filter(([, value]) => value !== undefined);
    const head = `${strong(`+ [profile ${plain(name)}]`)} ${dim(`${plain(file)}:${line}`)}\n`;
    return head + keys.map(([key, value]) => `  ${key} = ${plain(value ?? '')}\n`).join('');
  });
  const there = same.map((name) => `${dim('=')} ${plain(name)} ${dim(`is in ${plain(config)} already`)}\n`);
  const left = conflicts.map(
    ({ name, line, why }) =>
      `${danger('✗')} ${plain(name) || 'a line'}: ${plain(why)} ${dim(`${plain(file)}:${line}`)}\n`,
  );
  const nothing = add.length + same.length + conflicts.length === 0 ? ['There is no profile in it.\n'] : [];
  return [...sections, ...there, ...left, ...nothing].join('');
}
