import { plain } from '../domain/display/sanitize.ts';
import { own } from '../domain/own.ts';
import { parseRoleArn } from '../domain/profiles/arn.ts';
import { shownRole } from '../domain/profiles/looks/role-name.ts';
import type { RoleHere, WhoHere } from '../domain/shells/current.ts';
import { personOf } from './banner.ts';
import { clockTime, expiryJson, isoTime, timeLeft } from './clock.ts';
import { badgeOn, type Canvas, paint } from './paint.ts';

type StatusLook = {
  readonly canvas: Canvas;
  readonly now: number;
  /** The profile that the environment chooses is in no file. */
  readonly isMissing?: boolean;
};

/** `mary in 111122223333, acting as ystataws in 444455556666 until 15:04, 59m left`, and the doubts about it. */
export function statusText(who: WhoHere, { canvas, now, isMissing = false }: StatusLook): string {
  const { dim } = paint(canvas !== undefined);
  const notes = who.tag === 'role' ? who.doubts : outsideNotes(who, isMissing);
  const line = who.tag === 'role' ? roleLine(who, now, canvas) : outsideLine(who, now);
  return `${line}\n${notes.map((note) => `${dim('·')} ${dim(plain(note))}\n`).join('')}`;
}

function roleLine(role: RoleHere, now: number, canvas: Canvas): string {
  const name = roleNameOf(role);
  const caller = personOf(role.callerArn);
  const account = role.accountId === undefined ? '' : ` in ${plain(role.accountId)}`;
  const shown = (text: string) => (role.color === undefined ? plain(text) : badgeOn(canvas, role.color, plain(text)));
  const isCalledSo = name === undefined || role.displayName === name;
  const what = isCalledSo ? shown(role.displayName) : plain(name);
  const who =
    name === undefined ? `${what}${account}` : `${caller ? `${caller}, acting` : 'Acting'} as ${what}${account}`;
  const badge = shown(role.displayName);
  const called = isCalledSo ? '' : ` ${badge === plain(role.displayName) ? `(${badge})` : badge}`;
  return `${who}${called}${role.readOnly ? ', read-only' : ''}${until(role, now)}`;
}

/** As a person reads it. */
function roleNameOf({ roleArn }: RoleHere): string | undefined {
  const name = parseRoleArn(roleArn ?? '')?.name;
  return name === undefined ? undefined : shownRole(name);
}

type End = {
  readonly expiresAt?: number | undefined;
  readonly live?: boolean;
  readonly served?: string | undefined;
};

function until({ expiresAt, live, served }: End, now: number): string {
  if (served !== undefined) return `, served at ${plain(served)}`;
  if (live === true) return ', for as long as the role can be assumed';
  if (expiresAt === undefined) return '';
  if (expiresAt <= now) return `, expired at ${clockTime(expiresAt, now)}`;
  return ` until ${clockTime(expiresAt, now)}, ${timeLeft(expiresAt - now)} left`;
}

function outsideLine(who: Exclude<WhoHere, RoleHere>, now: number): string {
  switch (who.tag) {
    case 'keys':
      return `In no role. Programs use the keys ${plain(who.accessKeyId)} of this environment${until(who, now)}.`;
    case 'profile':
      return `In no role. Programs use the profile ${plain(who.name)} (${who.variable}).`;
    case 'web-identity':
      return 'In no role. Programs use the web identity of this environment.';
    case 'container':
      return 'In no role. Programs use the credentials of this container.';
    case 'nothing':
      return 'In no role. Programs use the profile default, or the credentials of this machine.';
  }
}

function outsideNotes(who: Exclude<WhoHere, RoleHere>, isMissing: boolean): readonly string[] {
  if (isMissing && who.tag === 'profile') return [`There is no profile ${who.name}: AWS programs refuse to start.`];
  if (who.tag !== 'keys' || who.beside === undefined) return [];
  return [`The profile ${who.beside} is selected too: the AWS CLI prefers the keys, the JavaScript SDK the profile.`];
}

/** {@link statusText} for programs: unknown is null, times are ISO 8601 in UTC. */
export function statusJson(who: WhoHere, now: number): Readonly<Record<string, unknown>> {
  if (who.tag !== 'role') {
    const { tag, ...facts } = who;
    const expires = 'expiresAt' in facts ? { expiresAt: isoTime(facts.expiresAt) } : {};
    return { inRole: false, credentials: tag, ...facts, ...expires, region: who.region ?? null };
  }
  const { tag: _, expiresAt, ...role } = who;
  return {
    inRole: true,
    ...role,
    color: role.color ?? null,
    accountId: role.accountId ?? null,
    roleArn: role.roleArn ?? null,
    roleName: parseRoleArn(role.roleArn ?? '')?.name ?? null,
    callerArn: role.callerArn ?? null,
    region: role.region ?? null,
    served: role.served ?? null,
    ...expiryJson(expiresAt, now),
  };
}

/** The names that a template may have in braces. */
export const statusPlaceholders = [
  'profile',
  'account',
  'role',
  'display',
  'left',
  'expires',
  'region',
  'arn',
] as const;

/** A template filled in, for a prompt; a value that the environment does not have is empty. */
export function statusFormat(template: string, role: RoleHere, now: number): string {
  const values: Readonly<Record<(typeof statusPlaceholders)[number], string | undefined>> = {
    profile: role.profile,
    account: role.accountId,
    role: roleNameOf(role),
    display: role.displayName,
    left: role.expiresAt === undefined ? '' : timeLeft(role.expiresAt - now),
    expires: role.expiresAt === undefined ? '' : clockTime(role.expiresAt, now),
    region: role.region,
    arn: role.roleArn,
  };
  return template.replace(/\{(\w+)\}/g, (whole, name) =>
    Object.hasOwn(values, name) ? plain(own(values, name) ?? '') : whole,
  );
}
