import { plain } from '../domain/display/sanitize.ts';
import type { LoginOf } from '../domain/login/failures.ts';
import { type ConsoleSignIn, type Fault, loginState } from '../domain/login/file.ts';
import { accountOfArn, isRoot, lastPart } from '../domain/profiles/arn.ts';
import { clockTime, isoTime } from './clock.ts';
import { type Canvas, paint } from './paint.ts';

/** `mary of 111122223333`, `the root user of 111122223333`. */
export const principalOf = (loginSession: string): string =>
  `${isRoot(loginSession) ? 'the root user' : plain(lastPart(loginSession))} of ${accountOfArn(loginSession) ?? ''}`;

/** A sign-in to the console as it lies on this machine; undefined where there is none. */
export type KnownLogin = LoginOf & { readonly signIn: ConsoleSignIn | Fault | undefined };

/** `· dev: signed in to the console as mary of 111122223333, renewed automatically`: a line for each. */
export function loginsText(
  logins: readonly KnownLogin[],
  { canvas, now }: { readonly canvas: Canvas; readonly now: number },
): string {
  const { dim } = paint(canvas !== undefined);
  return logins.map((known) => `${dim('·')} ${dim(`${plain(known.profile)}: ${loginWords(known, now)}`)}\n`).join('');
}

function loginWords({ loginSession, signIn }: KnownLogin, now: number): string {
  if (signIn === undefined) return 'not signed in to the console';
  if ('fault' in signIn) return `a sign-in to the console that cannot be used: ${plain(signIn.fault)}`;
  const tag = tagOf(signIn, now);
  if (tag === 'ended') return `sign-in to the console expired at ${clockTime(signIn.expiresAt, now)}`;
  const end = tag === 'renewable' ? ', renewed automatically' : ` until ${clockTime(signIn.expiresAt, now)}`;
  return `signed in to the console as ${principalOf(loginSession)}${end}`;
}

/** {@link loginsText} for programs, in the words of portals. `expiresAt` is the end of the keys. */
export const loginsJson = (logins: readonly KnownLogin[], now: number) =>
  logins.map(({ profile, loginSession, signIn }) => ({
    profile,
    loginSession,
    signIn: tagOf(signIn, now),
    expiresAt: isoTime(signIn === undefined || 'fault' in signIn ? undefined : signIn.expiresAt),
  }));

function tagOf(signIn: KnownLogin['signIn'], now: number): 'none' | 'unreadable' | 'ended' | 'until' | 'renewable' {
  if (signIn !== undefined && 'fault' in signIn) return 'unreadable';
  return signIn === undefined ? 'none' : loginState(signIn, now);
}
