import { parseRoleArn } from '../domain/profiles/arn.ts';
import type { RoleHere, WhoHere } from '../domain/shells/current.ts';
import { clockTime } from './clock.ts';
import { plain } from './sanitize.ts';

/** Who one is, for programs; unknown is null, times are ISO 8601 in UTC. */
export function statusJson(who: WhoHere, now: number): Readonly<Record<string, unknown>> {
  if (who.tag !== 'role') {
    const { tag, ...facts } = who;
    const expires = 'expiresAt' in facts ? { expiresAt: iso(facts.expiresAt) } : {};
    return { inRole: false, credentials: tag, ...facts, ...expires, region: who.region ?? null };
  }
  const { tag: _, expiresAt, ...role } = who;
  return {
    inRole: true,
    ...role,
    accountId: role.accountId ?? null,
    roleArn: role.roleArn ?? null,
    roleName: parseRoleArn(role.roleArn ?? '')?.name ?? null,
    callerArn: role.callerArn ?? null,
    region: role.region ?? null,
    expiresAt: iso(expiresAt),
    secondsLeft: expiresAt === undefined ? null : Math.max(0, Math.floor((expiresAt - now) / 1000)),
  };
}

const iso = (epochMs: number | undefined): string | null =>
  epochMs === undefined ? null : new Date(epochMs).toISOString();

/** What a template may name. */
export const placeholders = ['profile', 'account', 'role', 'display', 'left', 'expires', 'region', 'arn'] as const;

/** A template filled in, for a prompt; what the environment does not say is empty. */
export function statusFormat(template: string, role: RoleHere, now: number): string {
  const values: Readonly<Record<(typeof placeholders)[number], string | undefined>> = {
    profile: role.profile,
    account: role.accountId,
    role: parseRoleArn(role.roleArn ?? '')?.name,
    display: role.displayName,
    left: role.expiresAt === undefined ? '' : timeLeft(role.expiresAt - now),
    expires: role.expiresAt === undefined ? '' : clockTime(role.expiresAt, now),
    region: role.region,
    arn: role.roleArn,
  };
  return template.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? plain(values[name as 'arn'] ?? '') : whole));
}

/** `1h05m`, `42m`, `expired`, as the prompt of the shells has it. */
function timeLeft(ms: number): string {
  if (ms <= 0) return 'expired';
  const minutes = Math.floor(ms / 60_000);
  return minutes < 60 ? `${minutes}m` : `${Math.floor(minutes / 60)}h${String(minutes % 60).padStart(2, '0')}m`;
}
