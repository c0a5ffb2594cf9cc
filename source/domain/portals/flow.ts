import type { BrowserPorts, Redemption } from '../sign-in/flow.ts';
import type { PageOwner } from '../sign-in/page.ts';
import type { Portal } from './portal.ts';
import type { Client, SignIn } from './sign-in.ts';
import { usualScope } from './start-url.ts';

/**
 * How a person signs in: in the browser of this machine, which comes back to a port here by itself, or by a code that they
 * compare in a browser anywhere.
 */
export type Way = 'browser' | 'device';

/**
 * The start of the device flow of RFC 8628: a code to type, or a link to open, in a browser.
 * `expiresAt` in epoch milliseconds, `interval` in milliseconds.
 */
export type DeviceCode = {
  readonly deviceCode: string;
  readonly userCode: string;
  readonly url: string;
  /** The same with the code in it. */
  readonly urlWithCode: string;
  readonly expiresAt: number;
  readonly interval: number;
};

export type Token = {
  readonly accessToken: string;
  readonly expiresAt: number;
  readonly refreshToken?: string;
};

/** The service's answers while the person has not approved the sign-in. The last two are final. */
export type NotYet = 'authorization_pending' | 'slow_down' | 'expired_token' | 'access_denied';

/** The OIDC service of Identity Center in one region. Every function throws AwsFailure. */
export type SignInService = {
  /** Its address, without a slash at the end. */
  readonly endpoint: string;
  /** @param issuer the start URL */
  readonly register: (way: Way, scopes: readonly string[], issuer: string) => Promise<Client>;
  readonly startDevice: (client: Client, startUrl: string) => Promise<DeviceCode>;
  readonly redeem: (client: Client, deviceCode: string) => Promise<Token | NotYet>;
  readonly redeemCode: (client: Client, redemption: Redemption) => Promise<Token>;
  /** Undefined where the service no longer accepts the refresh token. */
  readonly refresh: (client: Client, refreshToken: string) => Promise<Token | undefined>;
};

/** The registrations of this program at one portal, from earlier sign-ins: one for each way. */
export type Registration = {
  /** Undefined where there is none, or it ends too soon. */
  readonly find: (way: Way, scopes: readonly string[]) => Promise<Client | undefined>;
  /** Forgets it. */
  readonly forget: (way: Way, scopes: readonly string[]) => Promise<void>;
  /** Never throws: without it the next sign-in registers anew. */
  readonly keep: (way: Way, scopes: readonly string[], client: Client) => Promise<void>;
};

/** The outside world, as far as a sign-in needs it. */
export type SignInPorts = BrowserPorts & {
  readonly service: SignInService;
  readonly registration: Registration;
  /** The sign-in as it lies on this machine. */
  readonly read: () => Promise<SignIn | undefined>;
  /** Writes the sign-in where the AWS CLI and the SDKs find it. @throws Problem where it cannot be written */
  readonly keep: (signIn: SignIn) => Promise<void>;
};

/** What a way has come to, before it is kept. */
export type Got = {
  readonly client: Client;
  readonly token: Token;
  readonly scopes: readonly string[];
  /** The registration does not lie in our cache. */
  readonly isUnkept: boolean;
};

/** Without an sso-session the AWS CLI stores no refresh token, so none is requested. */
export const scopesOf = ({ ssoSession, scopes }: Portal): readonly string[] =>
  ssoSession === undefined ? [] : (scopes ?? [usualScope]);

/** Whose pages are this portal's. */
export const pagesOf = ({ ssoRegion, startUrl, oidcEndpoint }: Portal): PageOwner => ({
  region: ssoRegion,
  own: [startUrl, oidcEndpoint],
});
