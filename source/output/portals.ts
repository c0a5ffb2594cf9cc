import { plain } from '../domain/display/sanitize.ts';
import { type Portal, signInId } from '../domain/portals/portal.ts';
import type { SignInState } from '../domain/portals/sign-in.ts';
import { clockTime } from './clock.ts';
import { type Canvas, paint } from './paint.ts';

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

/** A portal, and what is known of its sign-in. */
export type PortalState = { readonly portal: Portal; readonly state: SignInState };

/** `· corp: signed in, renewed by itself`: a line for each portal. */
export function portalsText(
  portals: readonly PortalState[],
  { canvas, now }: { readonly canvas: Canvas; readonly now: number },
): string {
  const { dim } = paint(canvas !== undefined);
  const lines = portals.map(({ portal, state }) => dim(`${plain(signInId(portal))}: ${signInWords(state, now)}`));
  return lines.map((line) => `${dim('·')} ${line}\n`).join('');
}

/** {@link portalsText} for programs. `expiresAt` is the end of the access token. */
export const portalsJson = (portals: readonly PortalState[]) =>
  portals.map(({ portal, state }) => ({
    portal: signInId(portal),
    startUrl: portal.startUrl,
    region: portal.ssoRegion,
    signIn: state.tag,
    expiresAt: 'expiresAt' in state ? new Date(state.expiresAt).toISOString() : null,
  }));
