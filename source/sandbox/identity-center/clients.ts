import { randomUUID } from 'node:crypto';
import { Bounded } from '../state/bounded.ts';
import { AwsProblem } from '../wire/problem.ts';
import type { Directory } from './directory.ts';

export const DEVICE_CODE = 'urn:ietf:params:oauth:grant-type:device_code';
export const AUTHORIZATION_CODE = 'authorization_code';
export const REFRESH_TOKEN = 'refresh_token';

/** What AWS takes, but for the port, which a sign-in chooses. */
export const REDIRECT = 'http://127.0.0.1/oauth/callback';

/** A registered program. */
export interface Client {
  readonly id: string;
  readonly secret: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  /** A client registered with a scope may refresh. */
  readonly scopes: readonly string[];
  /** Empty where none was named, which is device codes. */
  readonly grants: readonly string[];
  /** The start URL of a client for authorization codes. */
  readonly issuer: string | undefined;
}

export type Clients = ReturnType<typeof createClients>;

/** The programs that are registered at the sign-in service. @param most of them are remembered */
export function createClients(now: () => number, directory: Directory, most: number, lasts: number) {
  const clients = new Bounded<string, Client>(most);
  const registration = { seconds: lasts };
  return {
    /** How long registrations last from now on, in seconds. */
    registration,
    /** RegisterClient. Throws as AWS does for what it does not take. */
    register(fields: Readonly<Record<string, unknown>>, region: string | undefined) {
      const { clientName, clientType, issuerUrl } = fields;
      const scopes = textsIn(fields.scopes, 'invalid_scope', 'Invalid scopes');
      const grants = textsIn(fields.grantTypes, 'unsupported_grant_type', 'Unsupported grant type');
      const redirects = textsIn(fields.redirectUris, 'invalid_redirect_uri', 'Invalid redirect URI');
      if (typeof clientName !== 'string' || clientName === '') throw refused('invalid_request', 'Missing client name');
      if (clientType !== 'public') throw refused('invalid_request', 'Invalid client type');
      if (scopes.some((scope) => !/^[a-z]+:[a-z_:*]+$/.test(scope))) throw refused('invalid_scope', 'Invalid scopes');
      if (grants.some((grant) => ![DEVICE_CODE, AUTHORIZATION_CODE, REFRESH_TOKEN].includes(grant))) {
        throw refused('unsupported_grant_type', 'Unsupported grant type');
      }
      const isForCodes = grants.includes(AUTHORIZATION_CODE);
      // One registration for both flows is what AWS made trouble with.
      if (isForCodes && grants.includes(DEVICE_CODE)) throw refused('invalid_client_metadata', 'Invalid grant types');
      if (redirects.some((uri) => uri !== REDIRECT) || isForCodes !== redirects.length > 0) {
        throw refused('invalid_redirect_uri', 'Invalid redirect URI');
      }
      const isIssuer = typeof issuerUrl === 'string' && directory.find(issuerUrl, region) !== undefined;
      if (isForCodes !== (issuerUrl !== undefined) || (isForCodes && !isIssuer)) {
        throw refused('invalid_request', 'Invalid issuer URL');
      }
      const id = randomUUID();
      const [issuedAt, expiresAt] = [now(), now() + registration.seconds * 1000];
      const client = {
        id,
        secret: randomUUID(),
        expiresAt,
        scopes,
        grants,
        issuer: isForCodes ? String(issuerUrl) : undefined,
      };
      clients.set(id, client);
      const [clientIdIssuedAt, clientSecretExpiresAt] = [issuedAt, expiresAt].map((ms) => Math.floor(ms / 1000));
      return { clientId: id, clientSecret: client.secret, clientIdIssuedAt, clientSecretExpiresAt };
    },
    /** A client that names itself, as a browser does for it; undefined for one that is not there. */
    named(id: unknown): Client | undefined {
      const found = clients.get(String(id));
      return found && found.expiresAt > now() ? found : undefined;
    },
    /** A client that shows its secret, and may do this. */
    checked(id: unknown, secret: unknown, grant: string): Client {
      const found = clients.get(String(id));
      if (!found || found.secret !== secret || found.expiresAt <= now()) {
        throw new AwsProblem(401, 'invalid_client', 'Invalid client');
      }
      const may = found.grants.length === 0 ? grant !== AUTHORIZATION_CODE : found.grants.includes(grant);
      if (!may) throw refused('unauthorized_client', 'The client may not use this grant type');
      return found;
    },
  };
}

const refused = (code: string, message: string) => new AwsProblem(400, code, message);

/** A list of texts; an absent one is empty. */
function textsIn(value: unknown, code: string, message: string): readonly string[] {
  if (value === undefined) return [];
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value;
  throw refused(code, message);
}
