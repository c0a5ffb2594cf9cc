import { Cancelled, Problem } from '../../problem.ts';
import type { Browser } from '../console/browser.ts';
import { slowDownMs } from '../sessions/cache/margins.ts';
import type { Client, Portal, SignIn } from './sign-in.ts';

/** A code to be typed, or a link to be opened, in a browser. Times in epoch milliseconds and milliseconds. */
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

/** The sign-in service's answer while nothing has been decided, or when nothing will be any more. */
export type NotYet = 'authorization_pending' | 'slow_down' | 'expired_token' | 'access_denied';

/** The sign-in service of one region. Every function throws StsFailure where there is no answer, or another one. */
export type SignInService = {
  readonly register: (scopes: readonly string[]) => Promise<Client>;
  readonly startDevice: (client: Client, startUrl: string) => Promise<DeviceCode>;
  readonly redeem: (client: Client, deviceCode: string) => Promise<Token | NotYet>;
  /** Undefined where it is not taken any more. */
  readonly refresh: (client: Client, refreshToken: string) => Promise<Token | undefined>;
};

/** What a sign-in needs of the world. */
export type SignInPorts = {
  readonly service: SignInService;
  /** For every program of the person's. @throws Problem where it cannot be written */
  readonly keep: (signIn: SignIn) => Promise<void>;
  readonly browser: Browser;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Resolves after so many milliseconds, or as soon as the signal is given. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
};

/** What the person has to see: the same code stands in the browser. */
export type SignInCode = {
  readonly userCode: string;
  readonly url: string;
  /** Why they have to open it themselves; undefined where the browser has it. */
  readonly byHand: string | undefined;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
};

/** What the AWS CLI asks for where the session does not say, and what a refresh token comes with. */
const usualScopes = ['sso:account:access'];

/**
 * Signs in by a code that the person approves in a browser, here or elsewhere: nothing has to reach this machine.
 * @param shown is called once, when there is a code
 * @throws Problem where it was denied or came too late, StsFailure, Cancelled when the signal is given
 */
export async function signInByDevice(
  portal: Portal,
  ports: SignInPorts,
  shown: (code: SignInCode) => void,
  signal: AbortSignal,
): Promise<SignIn> {
  const { service, browser, keep } = ports;
  // Without a session there is nobody to keep a refresh token for.
  const client = await service.register(portal.ssoSession === undefined ? [] : (portal.scopes ?? usualScopes));
  const code = await service.startDevice(client, portal.startUrl);
  if (signal.aborted) throw new Cancelled();
  const { userCode, urlWithCode: url, expiresAt } = code;
  shown({ userCode, url, byHand: await openIn(browser, url), expiresAt });
  const token = await approved(client, code, ports, signal);
  const signIn = { startUrl: portal.startUrl, region: portal.ssoRegion, client, ...token };
  await keep(signIn);
  return signIn;
}

/** Asks again and again until somebody has decided. */
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

/** Only what a browser is for: an address of the web, or of this machine where AWS is embedded here. */
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
