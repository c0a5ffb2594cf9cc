import type { RoleSummary } from '../domain/profiles/profile.ts';
import type { Location } from '../problem.ts';
import { paint } from './paint.ts';
import { alignedTable } from './table.ts';

/** The profiles as a table; the bar in front is the profile's colour. */
export function rolesAsTable(roles: readonly RoleSummary[], colors: boolean): string {
  const { dim, hex } = paint(colors);
  const head = ['PROFILE', 'ACCOUNT', 'ROLE', 'REGION', 'SOURCE', 'MFA'];
  const rows = roles.map((role) => [
    role.name,
    role.accountId ?? '',
    role.roleName,
    role.region ?? '',
    role.source ?? '',
    role.mfa ? 'mfa' : '',
  ]);
  const lines = alignedTable([head, ...rows]);
  if (!colors) return `${lines.join('\n')}\n`;
  const bar = (index: number) => hex(roles[index]?.color ?? '#888888')('▌');
  const [title = '', ...others] = lines;
  return `${[`  ${dim(title)}`, ...others.map((line, index) => `${bar(index)} ${line}`)].join('\n')}\n`;
}

/**
 * The profiles for programs: one array, every field of a row; unknown is null.
 * @param whereIs where the profile of that name stands
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
  return `${JSON.stringify(rows, null, 2)}\n`;
}
