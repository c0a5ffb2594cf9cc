import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { Bounded } from '../state/bounded.ts';
import type { Portal } from '../state/portals.ts';
import { AwsProblem } from '../wire/problem.ts';
import { createAuthorizations } from './authorization.ts';
import { AUTHORIZATION_CODE, createClients, DEVICE_CODE, REFRESH_TOKEN } from './clients.ts';
import { type Directory, firstPerson, hasPerson, isInRegion } from './directory.ts';
import { createPortalSessions, type PortalSession } from './sessions.ts';

/** A sign-in that waits for somebody to approve it in a browser. */
interface Waiting {
  readonly userCode: string;
  readonly portal: Portal;
  readonly expiresAt: number;
  /** The portal session of who approved it. */
  verdict: PortalSession | 'pending' | 'denied';
  askedAt: number;
}

/** What an access token gives. Times in milliseconds since 1970. */
export interface Grant {
  readonly session: PortalSession;
  readonly expiresAt: number;
}

/** Lifetimes in seconds, `token` that of a client without scopes. The polling interval is shorter than at AWS. */
export const LASTS = { token: 8 * 3600, code: 600, client: 90 * 86_400, interval: 1 } as const;

/** Of each kind. */
const most = 1_000;

export type Tokens = ReturnType<typeof createTokens>;

/** Clients, codes and tokens of the sign-in service. */
export function createTokens(clock: Pick<Clock, 'now'>, directory: Directory) {
  const waiting = new Bounded<string, Waiting>(most);
  const grants = new Bounded<string, Grant>(most);
  const refreshable = new Bounded<string, { readonly session: PortalSession; readonly clientId: string }>(most);
  const now = () => clock.now();
  const sessions = createPortalSessions(now);
  const clients = createClients(now, directory, most, LASTS.client);
  const authorizations = createAuthorizations(now, { clients, directory, sessions });

  function grant(session: PortalSession, clientId: string, refreshes: boolean, refreshed?: string) {
    const { tokenSeconds, rotates } = session.portal.settings;
    const left = Math.ceil((session.endsAt - now()) / 1000);
    const expiresIn = Math.min(refreshes ? tokenSeconds : LASTS.token, left);
    const accessToken = randomBytes(48).toString('base64url');
    grants.set(accessToken, { session, expiresAt: now() + expiresIn * 1000 });
    const answer = { accessToken, tokenType: 'Bearer', expiresIn };
    if (!refreshes || (refreshed !== undefined && !rotates)) return answer;
    const refreshToken = randomBytes(48).toString('base64url');
    refreshable.set(refreshToken, { session, clientId });
    if (refreshed !== undefined) refreshable.delete(refreshed);
    return { ...answer, refreshToken };
  }

  return {
    clients,
    authorizations,
    /** Portal sessions: who is signed in where, and until when. */
    sessions,
    /** Throws InvalidRequest for a start URL that the region does not know. */
    startDevice(id: unknown, secret: unknown, startUrl: unknown, region: string | undefined) {
      clients.checked(id, secret, DEVICE_CODE);
      const portal = typeof startUrl === 'string' ? directory.find(startUrl, region) : undefined;
      if (portal === undefined) throw refusal(400, 'invalid_request', 'Invalid start URL provided');
      const deviceCode = randomBytes(24).toString('base64url');
      const userCode = `${letters()}-${letters()}`;
      const expiresAt = now() + LASTS.code * 1000;
      waiting.set(deviceCode, { userCode, portal, expiresAt, verdict: 'pending', askedAt: 0 });
      return { deviceCode, userCode, expiresIn: LASTS.code, interval: LASTS.interval };
    },
    /** Approves or denies a sign-in, as a person does in the browser; the portal's first person unless one is named. */
    decide(userCode: string, isApproved: boolean, person?: string): 'decided' | 'no such code' | 'no such person' {
      const found = [...waiting.values()].find((each) => each.userCode === userCode && each.expiresAt > now());
      if (!found) return 'no such code';
      const who = person ?? firstPerson(found.portal);
      if (!hasPerson(found.portal, who)) return 'no such person';
      found.verdict = isApproved ? sessions.enter(found.portal, who) : 'denied';
      return 'decided';
    },
    byDevice(id: unknown, secret: unknown, deviceCode: unknown) {
      const { scopes, id: clientId } = clients.checked(id, secret, DEVICE_CODE);
      const found = waiting.get(String(deviceCode));
      if (!found) throw refusal(400, 'invalid_grant', 'Invalid device code');
      if (found.expiresAt <= now()) throw refusal(400, 'expired_token', 'Device code has expired');
      if (found.verdict === 'denied') throw refusal(400, 'access_denied', 'The request was denied');
      const isHasty = now() - found.askedAt < LASTS.interval * 500;
      found.askedAt = now();
      if (isHasty) throw refusal(400, 'slow_down', 'Slow down');
      if (found.verdict === 'pending') throw refusal(400, 'authorization_pending', 'Authorization is pending');
      waiting.delete(String(deviceCode));
      if (!sessions.isOpen(found.verdict)) throw refusal(400, 'invalid_grant', 'The session has ended');
      return grant(found.verdict, clientId, scopes.length > 0);
    },
    byCode(id: unknown, secret: unknown, { code, codeVerifier, redirectUri }: Readonly<Record<string, unknown>>) {
      const client = clients.checked(id, secret, AUTHORIZATION_CODE);
      const session = authorizations.redeem(client, code, codeVerifier, redirectUri);
      if (!sessions.isOpen(session)) throw refusal(400, 'invalid_grant', 'The session has ended');
      return grant(session, client.id, client.grants.includes(REFRESH_TOKEN));
    },
    byRefresh(id: unknown, secret: unknown, refreshToken: unknown) {
      const { id: clientId } = clients.checked(id, secret, REFRESH_TOKEN);
      const found = refreshable.get(String(refreshToken));
      if (found?.clientId !== clientId || !sessions.isOpen(found.session)) {
        throw refusal(400, 'invalid_grant', 'Invalid refresh token provided');
      }
      return grant(found.session, clientId, true, String(refreshToken));
    },
    /** What a token gives in a region; undefined for one that is unknown or has expired, and where its session is over. */
    find(accessToken: string, region: string | undefined): Grant | undefined {
      const found = grants.get(accessToken);
      const isGood = found && found.expiresAt > now() && sessions.isOpen(found.session);
      return isGood && isInRegion(found.session.portal, region) ? found : undefined;
    },
    /** The portal that a token was for, expired or not. */
    portalOf: (accessToken: string): Portal | undefined => grants.get(accessToken)?.session.portal,
  };
}

const refusal = (status: number, code: string, message: string) => new AwsProblem(status, code, message);

const letters = () => [...randomBytes(4)].map((byte) => 'BCDFGHJKLMNPQRSTVWXZ'.charAt(byte % 20)).join('');
