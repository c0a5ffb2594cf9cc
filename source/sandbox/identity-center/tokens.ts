import { randomBytes, randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { Bounded } from '../state/bounded.ts';
import { AwsProblem } from '../wire/problem.ts';

/** A registered program. */
interface Client {
  readonly secret: string;
  readonly expiresAt: number;
  /** A client registered with a scope may refresh. */
  readonly refreshes: boolean;
}

/** A sign-in that waits for somebody to approve it in a browser. */
interface Waiting {
  readonly userCode: string;
  readonly startUrl: string;
  readonly expiresAt: number;
  verdict: 'pending' | 'approved' | 'denied';
  askedAt: number;
}

/** The content of an access token. Times in milliseconds since 1970. */
export interface Grant {
  readonly startUrl: string;
  readonly expiresAt: number;
}

/** Lifetimes in seconds. The polling interval is shorter than at AWS. */
export const LASTS = { token: 8 * 3600, code: 600, client: 90 * 86_400, interval: 1 } as const;

/** Of each kind. */
const most = 1_000;

export type Tokens = ReturnType<typeof createTokens>;

/** Clients, codes and tokens of the sign-in service. */
export function createTokens(clock: Pick<Clock, 'now'>) {
  const clients = new Bounded<string, Client>(most);
  const waiting = new Bounded<string, Waiting>(most);
  const grants = new Bounded<string, Grant>(most);
  const refreshable = new Bounded<string, string>(most);
  const now = () => clock.now();

  function client(id: unknown, secret: unknown): Client {
    const found = clients.get(String(id));
    if (found && found.secret === secret && found.expiresAt > now()) return found;
    throw refusal(401, 'invalid_client', 'Invalid client');
  }

  function grant(startUrl: string, refreshes: boolean) {
    const accessToken = randomBytes(48).toString('base64url');
    const refreshToken = refreshes ? randomBytes(48).toString('base64url') : undefined;
    grants.set(accessToken, { startUrl, expiresAt: now() + LASTS.token * 1000 });
    if (refreshToken !== undefined) refreshable.set(refreshToken, startUrl);
    return { accessToken, tokenType: 'Bearer', expiresIn: LASTS.token, ...(refreshToken && { refreshToken }) };
  }

  return {
    register(scopes: readonly string[]) {
      const clientId = randomUUID();
      const made = { secret: randomUUID(), expiresAt: now() + LASTS.client * 1000, refreshes: scopes.length > 0 };
      clients.set(clientId, made);
      return { clientId, clientSecret: made.secret, clientSecretExpiresAt: Math.floor(made.expiresAt / 1000) };
    },
    startDevice(id: unknown, secret: unknown, startUrl: string) {
      client(id, secret);
      const deviceCode = randomBytes(24).toString('base64url');
      const userCode = `${letters()}-${letters()}`;
      const expiresAt = now() + LASTS.code * 1000;
      waiting.set(deviceCode, { userCode, startUrl, expiresAt, verdict: 'pending', askedAt: 0 });
      return { deviceCode, userCode, expiresIn: LASTS.code, interval: LASTS.interval };
    },
    /** Approves or denies a sign-in, as a person does in the browser. */
    decide(userCode: string, verdict: 'approved' | 'denied'): boolean {
      const found = [...waiting.values()].find((each) => each.userCode === userCode && each.expiresAt > now());
      if (found) found.verdict = verdict;
      return found !== undefined;
    },
    byDevice(id: unknown, secret: unknown, deviceCode: unknown) {
      const { refreshes } = client(id, secret);
      const found = waiting.get(String(deviceCode));
      if (!found) throw refusal(400, 'invalid_grant', 'Invalid device code');
      if (found.expiresAt <= now()) throw refusal(400, 'expired_token', 'Device code has expired');
      if (found.verdict === 'denied') throw refusal(400, 'access_denied', 'The request was denied');
      const isHasty = now() - found.askedAt < LASTS.interval * 500;
      found.askedAt = now();
      if (isHasty) throw refusal(400, 'slow_down', 'Slow down');
      if (found.verdict === 'pending') throw refusal(400, 'authorization_pending', 'Authorization is pending');
      waiting.delete(String(deviceCode));
      return grant(found.startUrl, refreshes);
    },
    byRefresh(id: unknown, secret: unknown, refreshToken: unknown) {
      client(id, secret);
      const startUrl = refreshable.get(String(refreshToken));
      if (startUrl === undefined) throw refusal(400, 'invalid_grant', 'Invalid refresh token provided');
      refreshable.delete(String(refreshToken));
      return grant(startUrl, true);
    },
    /** Ends an access token. @returns whether there was one */
    end: (accessToken: string): boolean => grants.delete(accessToken),
    /** Undefined for a token that is unknown or has expired. */
    find(accessToken: string): Grant | undefined {
      const found = grants.get(accessToken);
      return found !== undefined && found.expiresAt > now() ? found : undefined;
    },
  };
}

const refusal = (status: number, code: string, message: string) => new AwsProblem(status, code, message);

const letters = () => [...randomBytes(4)].map((byte) => 'BCDFGHJKLMNPQRSTVWXZ'.charAt(byte % 20)).join('');
