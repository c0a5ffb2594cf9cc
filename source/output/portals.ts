import { plain } from '../domain/display/sanitize.ts';
import { type Portal, signInId } from '../domain/portals/portal.ts';
import type { SignInState } from '../domain/portals/sign-in.ts';
import { clockTime } from './clock.ts';

/** `signed in, renewed by itself`, `signed in until 15:04`, `sign-in ended at 15:04`, `not signed in`. */
export function signInWords(state: SignInState, now: number): string {
  switch (state.tag) {
    case 'none':
      return 'not signed in';
    case 'ended':
      return `sign-in ended at ${clockTime(state.expiresAt, now)}`;
    case 'until':
      return `signed in until ${clockTime(state.expiresAt, now)}`;
    case 'renewable':
      return 'signed in, renewed by itself';
  }
}

/** What is said after a sign-in. The end of a renewable one is the company's to say: AWS tells nobody. */
export function signedInText(portal: Portal, state: SignInState, now: number): string {
  const name = plain(signInId(portal));
  if (state.tag === 'renewable') return `Signed in to ${name}; renewed by itself until the company's session ends.`;
  return `Signed in to ${name}${'expiresAt' in state ? ` until ${clockTime(state.expiresAt, now)}` : ''}.`;
}
