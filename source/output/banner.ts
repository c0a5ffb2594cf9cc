import type { RoleInShell } from '../shell/role.ts';
import { paint } from './paint.ts';
import { plain } from './sanitize.ts';

/** `mary (111122223333) is now ystataws in account-b (444455556666) until 15:04. exit returns.` */
export function banner(role: RoleInShell, { colors, now }: { colors: boolean; now: number }): string {
  const { strong, dim, hex } = paint(colors);
  const { session } = role;
  const who = whoOf(session.callerArn);
  const what = session.roleName === undefined ? session.profile : session.roleName;
  const where = session.accountId === undefined ? '' : ` in ${placeOf(role)}`;
  const until = session.credentials.expiresAt;
  const line = `${who} is now ${strong(plain(what))}${where}${until === undefined ? '' : ` until ${strong(clockTime(until, now))}`}.`;
  const notes = session.notes.map((note) => `${dim('·')} ${dim(plain(note))}\n`);
  return `${hex(role.color)('▌')} ${line} ${dim('exit returns.')}\n${notes.join('')}`;
}

function placeOf({ session, displayName }: RoleInShell): string {
  return displayName === session.roleName ? `${session.accountId}` : `${plain(displayName)} (${session.accountId})`;
}

/** `mary (111122223333)` of an ARN of IAM or STS. */
export function whoOf(arn: string | undefined): string {
  if (arn === undefined) return 'You';
  const parts = arn.split(':');
  const name = (parts[5] ?? '').split('/').at(-1) ?? '';
  return `${plain(name)} (${parts[4]})`;
}

/** The time of day here, with the day where it is another one. */
export function clockTime(epochMs: number, now: number): string {
  const at = new Date(epochMs);
  const time = `${String(at.getHours()).padStart(2, '0')}:${String(at.getMinutes()).padStart(2, '0')}`;
  return at.toDateString() === new Date(now).toDateString() ? time : `${time} on ${at.toDateString().slice(0, 10)}`;
}
