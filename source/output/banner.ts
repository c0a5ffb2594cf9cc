import { plain } from '../domain/display/sanitize.ts';
import { lastPart, parseArn } from '../domain/profiles/arn.ts';
import { shownRole } from '../domain/profiles/looks/role-name.ts';
import type { Session } from '../domain/sessions/session.ts';
import type { RoleInShell } from '../domain/shells/role.ts';
import { type ServedAt, servedPlace } from '../domain/shells/served.ts';
import { clockTime } from './clock.ts';
import { barOn, type Canvas, paint } from './paint.ts';
import { hanging } from './width.ts';

type Look = {
  readonly canvas: Canvas;
  readonly now: number;
  /** How to leave: `exit returns.` */
  readonly back?: string;
  /** The role that this shell was in, where its keys go on being served. */
  readonly left?: { readonly profile: string; readonly server: ServedAt } | undefined;
  /** Shells in a role around this one. */
  readonly depth?: number;
  /** Width of the terminal; without it no line is wrapped. */
  readonly columns?: number;
};

/** `mary (111122223333) is now prod-admin (Admin in 444455556666) until 15:04. exit returns.` */
export function banner(
  role: RoleInShell,
  { canvas, now, back = 'exit returns.', depth = 0, left, columns = Number.POSITIVE_INFINITY }: Look,
): string {
  const colors = canvas !== undefined;
  const { strong, dim } = paint(colors);
  const { session, displayName } = role;
  const what =
    session.roleName === undefined
      ? ''
      : ` (${plain(shownRole(session.roleName))} in ${plain(session.accountId ?? '')})`;
  // Programs in a live role fetch new keys when these end.
  const until = role.live === undefined ? session.credentials.expiresAt : undefined;
  const time = until === undefined ? '' : ` until ${strong(clockTime(until, now))}`;
  const rights = role.readOnly ? `, ${strong('read-only')},` : '';
  const who = session.callerArn === undefined ? 'You are' : `${whoOf(session.callerArn)} is`;
  const line = `${who} now ${strong(plain(displayName))}${what}${time === '' ? rights.replace(/,$/, '') : rights}${time}.`;
  const served = role.live?.server === undefined ? [] : [servedNote(role.live.server)];
  const goesOn = left === undefined ? [] : [leftNote(left)];
  const notes = noteLines([...served, ...goesOn, ...session.notes], colors).map((line) => `${line}\n`);
  const inside = `This shell is inside ${depth} more: each exit leaves one.`;
  const elsewhere =
    session.elsewhere === undefined ? '' : `${dim('·')} ${dim(plain(elsewhereNote(session.elsewhere)))}\n`;
  const nested = depth > 0 ? `${dim('·')} ${dim(inside)}\n` : '';
  const whole = `${barOn(canvas, role.color)} ${line} ${dim(back)}\n${elsewhere}${nested}${notes.join('')}`;
  return whole
    .split('\n')
    .map((each) => hanging(each, columns, 2))
    .join('\n');
}

/** What a person has to know of a session, a line each. */
export function noteLines(notes: readonly string[], colors: boolean): readonly string[] {
  const { dim } = paint(colors);
  return notes.map((note) => `${dim('·')} ${dim(plain(note))}`);
}

const leftNote = ({ profile, server }: NonNullable<Look['left']>): string =>
  `${profile} is still served at ${servedPlace(server)}, to containers that have its address; programs here do not use it.`;

const servedNote = (server: ServedAt): string =>
  `Its keys are served at ${servedPlace(server)} until this shell ends; rolecall exec --serve-env prints what containers need.`;

/** Keys of an emulated AWS are good nowhere else, and an endpoint that nobody meant to set may be anybody's. */
export const elsewhereNote = ({ url, from }: NonNullable<Session['elsewhere']>): string =>
  `Opened at ${url}, which is not AWS itself (${from}).`;

/** `mary (111122223333)` of an ARN of IAM or STS. */
export function whoOf(arn: string): string {
  const { resource = '', accountId = '' } = parseArn(arn) ?? {};
  return `${plain(lastPart(resource))} (${plain(accountId)})`;
}

/** `mary in 111122223333` of an ARN of IAM or STS. */
export function personOf(arn: string | undefined): string | undefined {
  const read = parseArn(arn ?? '');
  return read && `${plain(lastPart(read.resource))} in ${plain(read.accountId)}`;
}
