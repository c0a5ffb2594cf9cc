import { Problem } from '../../problem.ts';
import type { SourceIdentity } from '../profiles/profile.ts';
import { signInMarginMs } from '../sessions/cache/margins.ts';
import { shellWord } from '../shells/posix.ts';

export type SsoSource = Extract<SourceIdentity, { kind: 'sso' }>;

/** Where a person signs in: what of an Identity Center profile does not depend on account and role. */
export type Portal = Pick<SsoSource, 'startUrl' | 'ssoRegion' | 'ssoSession' | 'scopes' | 'oidcEndpoint'> & {
  readonly caBundle?: string;
};

/** A sign-in as it is kept for every program of the person's. Times in epoch milliseconds. */
export type SignIn = {
  readonly startUrl: string;
  readonly region: string;
  readonly accessToken: string;
  readonly expiresAt: number;
  /** What a new access token can be had with, where the session has scopes. */
  readonly refreshToken?: string;
  readonly client?: Client;
};

/** A program as the sign-in service knows it. */
export type Client = { readonly id: string; readonly secret: string; readonly expiresAt: number };

/** What the name of the file is made of: the AWS CLI and the SDKs look for the same. */
export const signInId = ({ ssoSession, startUrl }: Pick<Portal, 'ssoSession' | 'startUrl'>): string =>
  ssoSession ?? startUrl;

/** Whether it can be used at all. */
export const isUsable = ({ expiresAt }: SignIn, now: number): boolean => expiresAt > now;

/** Whether nothing has to be done about it. */
export const isFresh = ({ expiresAt }: SignIn, now: number): boolean => expiresAt - now > signInMarginMs;

/** What is needed to renew it without the person; undefined where something of it is missing or has expired. */
export function renewal({ client, refreshToken }: SignIn, now: number) {
  if (client === undefined || refreshToken === undefined || client.expiresAt <= now) return undefined;
  return { client, refreshToken };
}

/** Reads a file of `~/.aws/sso/cache`; undefined for what is no sign-in. */
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

/** The person is not signed in, or not any more. A caller with a person at a terminal offers the sign-in; the others show the command. */
export class SignInNeeded extends Problem {
  readonly portal: Portal;

  constructor(source: SsoSource, portal: Portal, cause?: unknown) {
    const { profile, ssoSession } = source;
    const which =
      ssoSession === undefined ? `--profile ${shellWord(profile)}` : `--sso-session ${shellWord(ssoSession)}`;
    super(
      {
        code: 'source-sso',
        title: `The IAM Identity Center sign-in of ${profile} is missing or has expired.`,
        todo: [`Sign in: rolecall login ${shellWord(profile)}`, `Or with the AWS CLI: aws sso login ${which}`],
      },
      { cause },
    );
    this.portal = portal;
  }
}
