import { lastPart, parseArn, parseRoleArn } from '../domain/profiles/arn.ts';
import type { RoleHere, WhoHere } from '../domain/shells/current.ts';
import { clockTime } from './clock.ts';
import { paint } from './paint.ts';
import { plain } from './sanitize.ts';

/** `mary in 111122223333, acting as ystataws in 444455556666 until 15:04`, and what is doubtful about it. */
export function statusText(who: WhoHere, { colors, now }: { readonly colors: boolean; readonly now: number }): string {
  const { dim } = paint(colors);
  const notes = who.tag === 'role' ? who.doubts : outsideNotes(who);
  const line = who.tag === 'role' ? roleLine(who, now) : outsideLine(who, now);
  return `${line}\n${notes.map((note) => `${dim('·')} ${dim(plain(note))}\n`).join('')}`;
}

function roleLine(role: RoleHere, now: number): string {
  const name = parseRoleArn(role.roleArn ?? '')?.name;
  const caller = personOf(role.callerArn);
  const account = role.accountId === undefined ? '' : ` in ${plain(role.accountId)}`;
  const what = plain(name ?? role.displayName);
  const who =
    name === undefined ? `${what}${account}` : `${caller ? `${caller}, acting` : 'Acting'} as ${what}${account}`;
  const called = name === undefined || role.displayName === name ? '' : ` (${plain(role.displayName)})`;
  return `${who}${called}${until(role, now)}`;
}

function until({ expiresAt, live }: { readonly expiresAt?: number | undefined; readonly live?: boolean }, now: number) {
  if (live === true) return ', for as long as the role can be had';
  if (expiresAt === undefined) return '';
  return expiresAt <= now ? `, expired at ${clockTime(expiresAt, now)}` : ` until ${clockTime(expiresAt, now)}`;
}

/** `mary in 111122223333` of an ARN of IAM or STS. */
export function personOf(arn: string | undefined): string | undefined {
  const read = parseArn(arn ?? '');
  return read && `${plain(lastPart(read.resource))} in ${plain(read.accountId)}`;
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
      return 'In no role. Programs use the profile default, or what the machine gives them.';
  }
}

function outsideNotes(who: Exclude<WhoHere, RoleHere>): readonly string[] {
  if (who.tag !== 'keys' || who.beside === undefined) return [];
  return [`The profile ${who.beside} is chosen as well: the AWS CLI prefers the keys, the JavaScript SDK the profile.`];
}
