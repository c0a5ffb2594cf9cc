import { plain } from '../domain/display/sanitize.ts';
import { counted } from '../domain/display/sentence.ts';
import { countsOf } from '../domain/portals/inventory/update.ts';
import type { Inventory } from '../domain/portals/inventory.ts';
import { type Portal, signInId } from '../domain/portals/portal.ts';
import type { SignInState } from '../domain/portals/sign-in.ts';
import { age, clockTime, isoTime } from './clock.ts';
import { type Canvas, paint } from './paint.ts';

/** `signed in, renewed automatically`, `signed in until 15:04`, `sign-in expired at 15:04`, `not signed in`. */
export function signInWords(state: SignInState, now: number): string {
  switch (state.tag) {
    case 'none':
      return 'not signed in';
    case 'unreadable':
      return 'its sign-in cannot be read';
    case 'ended':
      return `sign-in expired at ${clockTime(state.expiresAt, now)}`;
    case 'until':
      return `signed in until ${clockTime(state.expiresAt, now)}`;
    case 'renewable':
      return 'signed in, renewed automatically';
  }
}

/** What is said after a sign-in. The end of a renewable one is the company's to say: AWS tells nobody. */
export function signedInText(portal: Portal, state: SignInState, now: number): string {
  const name = plain(signInId(portal));
  if (state.tag === 'renewable') return `Signed in to ${name}; renewed automatically until the company's session ends.`;
  return `Signed in to ${name}${'expiresAt' in state ? ` until ${clockTime(state.expiresAt, now)}` : ''}.`;
}

/** A portal, and what is known of its sign-in. */
export type PortalState = { readonly portal: Portal; readonly state: SignInState };

/** The same, and what was found there. */
export type KnownPortal = PortalState & { readonly inventory: Inventory | undefined };

/** `signed in, renewed automatically, as mary; 3 accounts, 12 roles, read 2h ago`. */
export function portalWords({ state, inventory }: KnownPortal, now: number): string {
  const signIn = signInWords(state, now);
  if (inventory === undefined) return signIn;
  const isIn = state.tag === 'renewable' || state.tag === 'until';
  const person = isIn && inventory.personUnder !== undefined ? inventory.person : undefined;
  const { accounts, roles } = countsOf(inventory, now);
  const counts = [counted(accounts, 'account'), counted(roles, 'role')].join(', ');
  const read =
    inventory.accountsReadAt === undefined ? 'not fully read' : `read ${age(now - inventory.accountsReadAt)}`;
  return `${signIn}${person === undefined ? '' : `, as ${plain(person)}`}; ${counts}, ${read}`;
}

/** `· corp: signed in, renewed automatically`: a line for each portal. */
export function portalsText(
  portals: readonly KnownPortal[],
  { canvas, now }: { readonly canvas: Canvas; readonly now: number },
): string {
  const { dim } = paint(canvas !== undefined);
  const lines = portals.map((known) => dim(`${plain(signInId(known.portal))}: ${portalWords(known, now)}`));
  return lines.map((line) => `${dim('·')} ${line}\n`).join('');
}

/** {@link portalsText} for programs. `expiresAt` is the end of the access token. */
export const portalsJson = (portals: readonly KnownPortal[]) =>
  portals.map(({ portal, state, inventory }) => ({
    portal: signInId(portal),
    startUrl: portal.startUrl,
    region: portal.ssoRegion,
    signIn: state.tag,
    expiresAt: isoTime('expiresAt' in state ? state.expiresAt : undefined),
    person: (inventory?.personUnder && inventory.person) ?? null,
    readAt: isoTime(inventory?.accountsReadAt),
  }));
