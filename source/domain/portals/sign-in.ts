import { Problem } from '../../problem.ts';
import { signInMarginMs } from '../sessions/cache/margins.ts';
import { pasteWord } from '../shells/paste.ts';
import type { Portal, SsoSource } from './portal.ts';

/** A sign-in as it lies in the cache of the AWS CLI, for every program of the person. Times in epoch milliseconds. */
export type SignIn = {
  readonly startUrl: string;
  readonly region: string;
  readonly accessToken: string;
  readonly expiresAt: number;
  /** Present where the session has scopes; it gives a new access token. */
  readonly refreshToken?: string;
  readonly client?: Client;
};

/** A program that is registered at the sign-in service. */
export type Client = { readonly id: string; readonly secret: string; readonly expiresAt: number };

/** Whether it can be used at all. */
export const isUsable = ({ expiresAt }: SignIn, now: number): boolean => expiresAt > now;

/** Whether it needs no renewal yet. */
export const isFresh = ({ expiresAt }: SignIn, now: number): boolean => expiresAt - now > signInMarginMs;

/** Client and refresh token for a renewal without the person; undefined where one is missing or has expired. */
export function renewal({ client, refreshToken }: SignIn, now: number) {
  if (client === undefined || refreshToken === undefined || client.expiresAt <= now) return undefined;
  return { client, refreshToken };
}

/** Reads a file of `~/.aws/sso/cache`. @returns undefined where it is no sign-in */
export function readSignIn(text: string): SignIn | undefined {
  const raw = parsed(text);
  const { startUrl, region, accessToken, refreshToken, clientId, clientSecret } = raw;
  const expiresAt = timeOf(raw.expiresAt);
  const clientExpiresAt = timeOf(raw.registrationExpiresAt);
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
  };
}

/** The text of the file, in the AWS CLI's own keys. */
export function signInText({ startUrl, region, accessToken, expiresAt, refreshToken, client }: SignIn): string {
  return JSON.stringify({
    startUrl,
    region,
    accessToken,
    expiresAt: stamp(expiresAt),
    ...(client !== undefined && {
      clientId: client.id,
      clientSecret: client.secret,
      registrationExpiresAt: stamp(client.expiresAt),
    }),
    ...(refreshToken !== undefined && { refreshToken }),
  });
}

/** Whole seconds: some readers take no others. */
const stamp = (time: number): string => new Date(time).toISOString().replace(/\.\d{3}Z$/, 'Z');

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}

/** Older versions of the AWS CLI wrote `UTC` for `Z`. */
function timeOf(value: unknown): number | undefined {
  const time = typeof value === 'string' ? Date.parse(value.replace(/UTC$/, 'Z')) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

/**
 * The person is not signed in, or not any more. A caller with a person at a terminal offers the sign-in; the others show
 * the command.
 */
export class SignInNeeded extends Problem {
  readonly portal: Portal;

  constructor(source: SsoSource, portal: Portal, cause?: unknown) {
    const { profile, ssoSession } = source;
    const which =
      ssoSession === undefined
        ? `--profile ${pasteWord(profile, 'PROFILE')}`
        : `--sso-session ${pasteWord(ssoSession, 'NAME')}`;
    super(
      {
        code: 'source-sso',
        title: `The IAM Identity Center sign-in of ${profile} is missing or has expired.`,
        todo: [
          `Sign in: rolecall login ${pasteWord(profile, 'PROFILE')}`,
          `Or with the AWS CLI: aws sso login ${which}`,
        ],
      },
      { cause },
    );
    this.portal = portal;
  }
}
