import { Problem } from '../../problem.ts';
import { recordIn } from '../record.ts';
import { isoSeconds } from '../shells/environment.ts';
import { pasteWord } from '../shells/paste.ts';
import { isUsable, timeIn } from '../sign-in/file.ts';
import { type Portal, signInId } from './portal.ts';

/** A sign-in as it lies in the cache of the AWS CLI, for every program of the person. Times in epoch milliseconds. */
export type SignIn = {
  readonly startUrl: string;
  readonly region: string;
  readonly accessToken: string;
  readonly expiresAt: number;
  /** Present where the session has scopes; it gives a new access token. */
  readonly refreshToken?: string;
  readonly client?: Client;
  /** What else another program wrote into the file; it stays there. */
  readonly more?: Readonly<Record<string, unknown>>;
};

/** A program that is registered at the sign-in service. */
export type Client = { readonly id: string; readonly secret: string; readonly expiresAt: number };

/** Client and refresh token for a renewal without the person; undefined where one is missing or has expired. */
export function renewal({ client, refreshToken }: SignIn, now: number) {
  if (client === undefined || refreshToken === undefined || client.expiresAt <= now) return undefined;
  return { client, refreshToken };
}

/** What became of a sign-out. `untold`: the sign-in is gone from this machine, and the service could not be told. */
export type SignedOut = { readonly tag: 'none' | 'told' } | { readonly tag: 'untold'; readonly failure: unknown };

/** What is known of a sign-in without a call. `renewable`: no person is needed until the company's session ends. */
export type SignInState =
  | { readonly tag: 'none' | 'unreadable' }
  | { readonly tag: 'ended'; readonly expiresAt: number }
  | { readonly tag: 'until'; readonly expiresAt: number }
  | { readonly tag: 'renewable'; readonly expiresAt: number };

/** @param now epoch milliseconds */
export function signInState(signIn: SignIn | undefined, now: number): SignInState {
  if (signIn === undefined) return { tag: 'none' };
  const { expiresAt } = signIn;
  if (renewal(signIn, now) !== undefined) return { tag: 'renewable', expiresAt };
  return { tag: isUsable(signIn, now) ? 'until' : 'ended', expiresAt };
}

/** Whether the person has to sign in, as far as the file tells. */
export const isSignedOut = ({ tag }: SignInState): boolean => ['none', 'unreadable', 'ended'].includes(tag);

/** Reads a file of `~/.aws/sso/cache`. @returns undefined where it is no sign-in */
export function readSignIn(text: string): SignIn | undefined {
  const { startUrl, region, accessToken, refreshToken, clientId, clientSecret, ...others } = recordIn(text) ?? {};
  const { expiresAt: ends, registrationExpiresAt: clientEnds, ...more } = others;
  const expiresAt = timeIn(ends);
  const clientExpiresAt = timeIn(clientEnds);
  if (typeof accessToken !== 'string' || accessToken === '' || expiresAt === undefined) return undefined;
  const client =
    typeof clientId === 'string' && typeof clientSecret === 'string' && clientExpiresAt !== undefined
      ? { id: clientId, secret: clientSecret, expiresAt: clientExpiresAt }
      : undefined;
  return {
    startUrl: typeof startUrl === 'string' ? startUrl : '',
    region: typeof region === 'string' ? region : '',
    accessToken,
    expiresAt,
    ...(typeof refreshToken === 'string' && { refreshToken }),
    ...(client !== undefined && { client }),
    ...(Object.keys(more).length > 0 && { more }),
  };
}

/** The text of the file, in the AWS CLI's own keys. */
export function signInText({ startUrl, region, accessToken, expiresAt, refreshToken, client, more }: SignIn): string {
  return JSON.stringify({
    ...more,
    startUrl,
    region,
    accessToken,
    expiresAt: isoSeconds(expiresAt),
    ...(client !== undefined && {
      clientId: client.id,
      clientSecret: client.secret,
      registrationExpiresAt: isoSeconds(client.expiresAt),
    }),
    ...(refreshToken !== undefined && { refreshToken }),
  });
}

/**
 * The person is not signed in, or not any more. A caller with a person at a terminal offers the sign-in; the others show
 * the command.
 */
export class SignInNeeded extends Problem {
  readonly portal: Portal;

  /** @param profile that needs the sign-in; undefined where the portal itself was called */
  constructor(portal: Portal, profile?: string, cause?: unknown) {
    const name = profile ?? signInId(portal);
    // A found role, `corp:111122223333/Admin`, is no profile: its portal is signed in to.
    const own = profile?.startsWith(`${signInId(portal)}:`) ? undefined : profile;
    const { ssoSession } = portal;
    const which =
      ssoSession !== undefined
        ? `--sso-session ${pasteWord(ssoSession, 'NAME')}`
        : own === undefined
          ? undefined
          : `--profile ${pasteWord(own, 'PROFILE')}`;
    super(
      {
        code: 'source-sso',
        title: `The IAM Identity Center sign-in of ${name} is missing or has expired.`,
        todo: [
          `Sign in: rolecall login ${pasteWord(own ?? signInId(portal), own === undefined ? 'PORTAL' : 'PROFILE')}`,
          ...(which === undefined ? [] : [`Or with the AWS CLI: aws sso login ${which}`]),
        ],
      },
      { cause },
    );
    this.portal = portal;
  }
}
