import { Problem } from '../../../problem.ts';
import { listed } from '../../display/sentence.ts';
import { parseRoleArn } from '../../profiles/arn.ts';
import { typedName } from '../../profiles/looks/role-name.ts';
import type { RoleSummary, SourceIdentity } from '../../profiles/profile.ts';
import { pasteWord } from '../../shells/paste.ts';
import type { Session } from '../session.ts';
import type { SwitchPlan } from './plan.ts';

/** The role that a source is by itself, without AssumeRole. */
export function roleOfSource(
  source: SourceIdentity,
): { readonly accountId: string; readonly roleName: string } | undefined {
  if (source.kind === 'sso') return source;
  const role = source.kind === 'web-identity' ? parseRoleArn(source.roleArn) : undefined;
  return role && { accountId: role.accountId, roleName: role.name };
}

/**
 * The role of a session: `arn:aws:iam::444455556666:role/ystataws`, or `444455556666/ReadOnly` where a portal or a web
 * identity gives it; undefined for a user's own keys.
 */
export function leadsTo({
  roleArn,
  accountId,
  roleName,
}: Pick<Session, 'roleArn' | 'accountId' | 'roleName'>): string | undefined {
  return roleArn ?? (accountId !== undefined && roleName !== undefined ? `${accountId}/${roleName}` : undefined);
}

/** {@link leadsTo} for the session that a plan opens. */
export const planLeadsTo = ({ hops, chain }: Pick<SwitchPlan, 'chain' | 'hops'>): string | undefined =>
  leadsTo(hops.at(-1) ?? roleOfSource(chain.source) ?? {});

/**
 * Why a stored request is not repeated: its plan leads to another role than before, for a profile may be edited at any
 * time. Source, external ID, region and length may differ. Undefined where nothing speaks against it.
 * @param before by {@link leadsTo}; undefined where nothing is known of it
 */
export function leadsElsewhere(
  plan: Pick<SwitchPlan, 'chain' | 'hops'>,
  before: string | undefined,
): Problem | undefined {
  const now = planLeadsTo(plan);
  if (before === undefined || now === before) return undefined;
  const { profile } = plan.chain;
  return new Problem({
    code: 'leads-elsewhere',
    title: `${profile} led to ${before} when it was opened here, and now leads to ${now ?? 'no role'}.`,
    means: 'The profile has changed since. Keys are never replaced with those of another role.',
    todo: [`To go where it leads now: rolecall ${pasteWord(profile, 'PROFILE')}`],
  });
}

/**
 * What has become of a role since a list showed it, where the person would not get what they chose; undefined where they do.
 * Source, device, region and looks may differ.
 * @param now undefined where there is no such role any more
 */
export function changeOfRole(listed: RoleSummary, now: RoleSummary | undefined): string | undefined {
  const name = typedName(listed);
  if (now === undefined) return `The role ${name} no longer exists.`;
  const [before, after] = [placeOfRow(listed), placeOfRow(now)];
  if (before !== after) return `${name} now leads to ${after}, not to ${before}.`;
  return now.confirm && !listed.confirm ? `${name} now has to be confirmed.` : undefined;
}

/** {@link changeOfRole} of each of those roles that has changed, in their order. */
export function changesOfRoles(
  names: readonly string[],
  listed: readonly RoleSummary[],
  now: readonly RoleSummary[],
): readonly { readonly role: RoleSummary; readonly says: string }[] {
  const rowIn = (roles: readonly RoleSummary[], name: string) => roles.find((role) => role.name === name);
  return [...new Set(names)].flatMap((name) => {
    const role = rowIn(listed, name);
    const says = role && changeOfRole(role, rowIn(now, name));
    return role && says !== undefined ? [{ role, says }] : [];
  });
}

/** Says whose mark is gone, for they are among {@link changesOfRoles}. */
export const unmarked = (changes: ReturnType<typeof changesOfRoles>): string =>
  `No longer marked: ${listed(changes.map(({ role }) => typedName(role)))}.`;

/** Where no account is known, the role's name is its ARN. */
const placeOfRow = ({ accountId, roleName }: RoleSummary): string =>
  (accountId && leadsTo({ accountId, roleName })) ?? roleName;
