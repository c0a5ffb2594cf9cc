import type { RoleInShell } from '../shell/role.ts';
import { paint } from './paint.ts';
import { plain } from './sanitize.ts';

/** `mary (111122223333) is now prod-admin (Admin in 444455556666) until 15:04. exit returns.` */
export function banner(role: RoleInShell, { colors, now }: { colors: boolean; now: number }): string {
  const { strong, dim, hex } = paint(colors);
  const { session, displayName } = role;
  const what = session.roleName === undefined ? '' : ` (${plain(session.roleName)} in ${session.accountId})`;
  const until = session.credentials.expiresAt;
  const time = until === undefined ? '' : ` until ${strong(clockTime(until, now))}`;
  const line = `${whoOf(session.callerArn)} is now ${strong(plain(displayName))}${what}${time}.`;
  const notes = session.notes.map((note) => `${dim('·')} ${dim(plain(note))}\n`);
  return `${hex(role.color)('▌')} ${line} ${dim('exit returns.')}\n${notes.join('')}`;
}

/** `mary (111122223333)` of an ARN of IAM or STS. */
export function whoOf(arn: string | undefined): string {
  if (arn === undefined) return 'You';
  const parts = arn.split(':');
  const name = (parts[5] ?? '').split('/').at(-1) ?? '';
  return `${plain(name)} (${parts[4]})`;
}

/** The time of day here, with the day where it is not within the next day. */
export function clockTime(epochMs: number, now: number): string {
  const at = new Date(epochMs);
  const time = `${String(at.getHours()).padStart(2, '0')}:${String(at.getMinutes()).padStart(2, '0')}`;
  return Math.abs(epochMs - now) < 86_400_000 ? time : `${time} on ${at.toDateString().slice(0, 10)}`;
}
