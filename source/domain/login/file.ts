import { isRegionName } from '../profiles/regions.ts';
import { type Fields, isRecord, recordIn } from '../record.ts';
import { isoSeconds } from '../shells/environment.ts';
import { isUsable, timeIn } from '../sign-in/file.ts';

/** A sign-in of `aws login` as it lies in the AWS CLI's cache, for every program of the person. Times in epoch milliseconds. */
export type ConsoleSignIn = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiresAt: number;
  readonly accountId?: string;
  /** What renews it without the person; undefined where a part of it is missing. */
  readonly renewal?: Renewal;
  readonly idToken?: string;
  /** Where it was made: AWS renews it in no other region. Older versions of the AWS CLI do not write it down. */
  readonly signInRegion?: string;
  /** What else other programs wrote into the file, and into its `accessToken`; it stays there. */
  readonly more?: Fields;
  readonly moreOfToken?: Fields;
};

/** A refresh token serves once, for one client, with a proof of one key. */
export type Renewal = {
  readonly clientId: string;
  readonly refreshToken: string;
  /** The private key: PEM, SEC1, as the AWS CLI writes it. */
  readonly dpopKey: string;
};

/** A file that is no sign-in, and why; the reason holds nothing of what is in it. */
export type Fault = { readonly fault: string };

/** The longest that AWS lets a sign-in last, milliseconds: the 12 hours of a console session. */
const longest = 12 * 3_600_000;

/** What is known of a sign-in without a call. `renewable`: no person is needed yet; `ended`: the person has to sign in. */
export function loginState(signIn: ConsoleSignIn, now: number): 'renewable' | 'until' | 'ended' {
  // The ID token says when it was made, and is not renewed.
  const madeAt = claimsOf(signIn.idToken)?.iat;
  const isOver = typeof madeAt === 'number' && now >= madeAt * 1000 + longest;
  if (signIn.renewal !== undefined && !isOver) return 'renewable';
  return isUsable(signIn, now) ? 'until' : 'ended';
}

/** Reads a file of `~/.aws/login/cache`. @param loginSession the principal that the profile names */
export function readLogin(text: string, loginSession: string): ConsoleSignIn | Fault {
  const whole = recordIn(text);
  if (whole === undefined) return { fault: 'it holds no JSON object' };
  const { accessToken, clientId, refreshToken, dpopKey, idToken, signInRegion, ...more } = whole;
  if (!isRecord(accessToken)) return { fault: 'it has no accessToken' };
  const { accessKeyId, secretAccessKey, sessionToken, expiresAt, accountId, ...moreOfToken } = accessToken;
  const keys = { accessKeyId, secretAccessKey, sessionToken };
  for (const [name, value] of Object.entries(keys)) if (!isText(value)) return { fault: `it has no ${name}` };
  const time = timeIn(expiresAt);
  if (time === undefined) return { fault: 'its expiresAt is not a time' };
  const subject = claimsOf(idToken)?.sub;
  if (isText(subject) && subject !== loginSession) return { fault: `it is the sign-in of ${subject}` };
  const isRenewable = isText(clientId) && isText(refreshToken) && isText(dpopKey);
  const hasRegion = isText(signInRegion) && isRegionName(signInRegion);
  const rest = {
    ...more,
    ...(!isRenewable && { clientId, refreshToken, dpopKey }),
    ...(!hasRegion && signInRegion !== undefined && { signInRegion }),
  };
  return {
    ...(keys as Pick<ConsoleSignIn, keyof typeof keys>),
    expiresAt: time,
    ...(isText(accountId) && { accountId }),
    ...(isRenewable && { renewal: { clientId, refreshToken, dpopKey } }),
    ...(isText(idToken) && { idToken }),
    ...(hasRegion && { signInRegion }),
    ...(Object.keys(rest).length > 0 && { more: rest }),
    ...(Object.keys(moreOfToken).length > 0 && { moreOfToken }),
  };
}

/** The text of the file, in the AWS CLI's own keys. */
export function loginText(signIn: ConsoleSignIn): string {
  const { accessKeyId, secretAccessKey, sessionToken, accountId, expiresAt, more, moreOfToken } = signIn;
  const { renewal, idToken, signInRegion } = signIn;
  return JSON.stringify({
    tokenType: 'aws_sigv4',
    ...more,
    accessToken: {
      ...moreOfToken,
      accessKeyId,
      secretAccessKey,
      sessionToken,
      ...(accountId !== undefined && { accountId }),
      expiresAt: isoSeconds(expiresAt),
    },
    ...renewal,
    ...(idToken !== undefined && { idToken }),
    ...(signInRegion !== undefined && { signInRegion }),
  });
}

/** What an ID token says, unverified; undefined where it is none. */
export function claimsOf(idToken: unknown): Fields | undefined {
  const [, claims, ...others] = isText(idToken) ? idToken.split('.') : [];
  if (claims === undefined || others.length !== 1) return undefined;
  return recordIn(Buffer.from(claims, 'base64url').toString('utf8'));
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
