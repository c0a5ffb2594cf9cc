import { Cancelled, Problem } from '../../problem.ts';
import type { Browser } from '../console/browser.ts';
import { slowDownMs } from '../sessions/cache/margins.ts';
import { StsFailure } from '../sessions/failures/aws-failure.ts';
import type { Portal } from './portal.ts';
import type { Client, SignIn } from './sign-in.ts';

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

/** The OIDC service of Identity Center in one region. Every function throws StsFailure. */
export type SignInService = {
  readonly register: (scopes: readonly string[]) => Promise<Client>;
  readonly startDevice: (client: Client, startUrl: string) => Promise<DeviceCode>;
  readonly redeem: (client: Client, deviceCode: string) => Promise<Token | NotYet>;
  /** Undefined where the service no longer accepts the refresh token. */
  readonly refresh: (client: Client, refreshToken: string) => Promise<Token | undefined>;
};

/** The registration of this program at one portal, from an earlier sign-in. */
export type Registration = {
  /** Undefined where there is none, or it ends too soon. */
  readonly find: (scopes: readonly string[]) => Promise<Client | undefined>;
  /** Never throws: without it the next sign-in registers anew. */
  readonly keep: (scopes: readonly string[], client: Client) => Promise<void>;
};

/** The outside world, as far as a sign-in needs it. */
export type SignInPorts = {
  readonly service: SignInService;
  readonly registration: Registration;
  /** Writes the sign-in where the AWS CLI and the SDKs find it. @throws Problem where it cannot be written */
  readonly keep: (signIn: SignIn) => Promise<void>;
  readonly browser: Browser;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Resolves after so many milliseconds, or as soon as the signal is given. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
};

/** Shown to the person, who compares the code with the one in the browser. */
export type SignInCode = {
  readonly userCode: string;
  readonly url: string;
  /** Why the person has to open the link; undefined where the browser has opened it. */
  readonly byHand: string | undefined;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
};

/** The scopes that the AWS CLI requests where the session names none. With them comes a refresh token. */
export const usualScopes: readonly string[] = ['sso:account:access'];

/**
 * Signs in by a code that the person approves in a browser, on this machine or another one.
 * @param shown is called once, when there is a code
 * @throws Problem where it was denied or too late, StsFailure, Cancelled on the signal
 */
export async function signInByDevice(
  portal: Portal,
  ports: SignInPorts,
  shown: (code: SignInCode) => void,
  signal: AbortSignal,
): Promise<SignIn> {
  const { browser, keep } = ports;
  const { client, code, isNew, scopes } = await begun(portal, ports);
  if (signal.aborted) throw new Cancelled();
  const { userCode, urlWithCode: url, expiresAt } = code;
  shown({ userCode, url, byHand: await openIn(browser, url), expiresAt });
  const token = await approved(client, code, ports, signal);
  const signIn = { startUrl: portal.startUrl, region: portal.ssoRegion, client, ...token };
  await keep(signIn);
  if (isNew) await ports.registration.keep(scopes, client);
  return signIn;
}

/** Begins as the client of an earlier sign-in, else as a new one. */
async function begun({ ssoSession, scopes: named, startUrl }: Portal, { service, registration }: SignInPorts) {
  // Without an sso-session the AWS CLI stores no refresh token, so none is requested.
  const scopes = ssoSession === undefined ? [] : (named ?? usualScopes);
  const known = await registration.find(scopes);
  if (known !== undefined) {
    const code = await service.startDevice(known, startUrl).catch((error: unknown) => {
      if (isUnknownClient(error)) return undefined;
      throw error;
    });
    if (code !== undefined) return { client: known, code, isNew: false, scopes };
  }
  const client = await service.register(scopes);
  return { client, code: await service.startDevice(client, startUrl), isNew: true, scopes };
}

/** The service has forgotten a client before its time. */
const isUnknownClient = (error: unknown): boolean =>
  error instanceof StsFailure && /^(?:invalid|unauthorized)_?client/i.test(error.code);

/** Polls until the person has approved or denied the sign-in. */
async function approved(client: Client, code: DeviceCode, ports: SignInPorts, signal: AbortSignal): Promise<Token> {
  let { interval } = code;
  for (;;) {
    await ports.wait(interval, signal);
    if (signal.aborted) throw new Cancelled();
    const answer = await ports.service.redeem(client, code.deviceCode);
    if (typeof answer !== 'string') return answer;
    if (answer === 'access_denied') throw denied();
    if (answer === 'expired_token' || ports.now() > code.expiresAt) throw late();
    if (answer === 'slow_down') interval += slowDownMs;
  }
}

/** Opens an address of the web, or of this machine, where the demo's AWS runs. @returns why it was not opened */
async function openIn(browser: Browser, url: string): Promise<string | undefined> {
  if (browser.missing !== undefined) return browser.missing;
  if (!/^(https:\/\/|http:\/\/127\.0\.0\.1:)/.test(url)) return 'The address is not one for a browser';
  return browser.open(url).then(
    () => undefined,
    () => 'No browser could be started',
  );
}

function denied(): Problem {
  return new Problem({
    code: 'sign-in-denied',
    title: 'The sign-in was denied in the browser.',
    todo: ['If that was a slip, sign in again.'],
  });
}

function late(): Problem {
  return new Problem({
    code: 'sign-in-late',
    title: 'Nobody approved the sign-in in time.',
    todo: ['Sign in again: each code is good for a few minutes.'],
  });
}
