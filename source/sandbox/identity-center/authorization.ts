import { createHash, randomBytes } from 'node:crypto';
import { Bounded } from '../state/bounded.ts';
import type { Portal } from '../state/portals.ts';
import { AwsProblem } from '../wire/problem.ts';
import { AUTHORIZATION_CODE, type Client, type Clients, REDIRECT } from './clients.ts';
import { type Directory, firstPerson, hasPerson } from './directory.ts';
import type { PortalSession, PortalSessions } from './sessions.ts';

/** A code on its way from the browser to the program. */
interface Issued {
  readonly clientId: string;
  /** With its port. */
  readonly redirectUri: string;
  readonly challenge: string;
  readonly session: PortalSession;
  readonly expiresAt: number;
}

/** What a browser asks for at `/authorize`, and what the person does there. */
export interface Authorization {
  readonly fields: ReadonlyMap<string, string>;
  readonly region: string | undefined;
}

/** Where the browser goes, or why the page stays. */
export type Verdict = { readonly location: string } | { readonly fault: string };

/** How long a code is good for, in seconds. */
const CODE_LASTS = 60;

/** Sign-ins by authorization code with PKCE (RFC 7636), for programs on the browser's own machine. */
export function createAuthorizations(
  now: () => number,
  { clients, directory, sessions }: { clients: Clients; directory: Directory; sessions: PortalSessions },
) {
  const codes = new Bounded<string, Issued>(1_000);

  /** Why the page stays where it is: an address that is not the client's gets nothing. */
  function faultOf(asked: ReadonlyMap<string, string>, client: Client | undefined): string | undefined {
    const [redirect = '', challenge = ''] = [asked.get('redirect_uri'), asked.get('code_challenge')];
    const scopes = (asked.get('scopes') ?? '').split(' ');
    if (client === undefined) return 'client_id';
    if (!client.grants.includes(AUTHORIZATION_CODE)) return 'client_id';
    if (!isRedirect(redirect)) return 'redirect_uri';
    if (asked.get('response_type') !== 'code') return 'response_type';
    if (!asked.get('state')) return 'state';
    if (asked.get('code_challenge_method') !== 'S256') return 'code_challenge_method';
    if (!/^[\w-]{43}$/.test(challenge)) return 'code_challenge';
    return scopes.every((scope) => client.scopes.includes(scope)) ? undefined : 'scopes';
  }

  return {
    /** The page. Whoever opens it is signed in; `person` names another than the first, and `deny=1` says no. */
    open({ fields, region }: Authorization): Verdict {
      const client = clients.named(fields.get('client_id'));
      const fault = faultOf(fields, client);
      if (fault !== undefined || client === undefined) return { fault: fault ?? 'client_id' };
      const portal: Portal | undefined = directory.find(client.issuer ?? '', region);
      if (portal === undefined) return { fault: 'issuer' };
      const person = fields.get('person') ?? firstPerson(portal);
      if (!hasPerson(portal, person)) return { fault: 'person' };
      const redirectUri = fields.get('redirect_uri') ?? '';
      const state = fields.get('state') ?? '';
      if (fields.get('deny') === '1') return { location: `${redirectUri}?${query({ error: 'access_denied', state })}` };
      const code = randomBytes(32).toString('base64url');
      const session = sessions.enter(portal, person);
      const challenge = fields.get('code_challenge') ?? '';
      codes.set(code, { clientId: client.id, redirectUri, challenge, session, expiresAt: now() + CODE_LASTS * 1000 });
      return { location: `${redirectUri}?${query({ code, state })}` };
    },
    /** The session that a code stands for: once, for a short while, for the program that can prove that it asked. */
    redeem(client: Client, code: unknown, verifier: unknown, redirectUri: unknown): PortalSession {
      const found = codes.get(String(code));
      codes.delete(String(code));
      const isOurs = found !== undefined && found.clientId === client.id && found.expiresAt > now();
      if (
        !isOurs ||
        found.redirectUri !== redirectUri ||
        !isVerifier(verifier) ||
        challengeOf(verifier) !== found.challenge
      ) {
        throw new AwsProblem(400, 'invalid_grant', 'Invalid authorization code');
      }
      return found.session;
    },
  };
}

const query = (fields: Readonly<Record<string, string>>): string => new URLSearchParams(fields).toString();

/** The registered address with a port of the moment. */
function isRedirect(uri: string): boolean {
  const [, port] = /^http:\/\/127\.0\.0\.1:(\d{1,5})\/oauth\/callback$/.exec(uri) ?? [];
  return port !== undefined && uri.replace(`:${port}`, '') === REDIRECT;
}

const isVerifier = (value: unknown): value is string => typeof value === 'string' && /^[\w.~-]{43,128}$/.test(value);

const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url');
