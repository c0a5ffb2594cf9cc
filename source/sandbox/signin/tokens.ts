import { createHash, type KeyObject, randomBytes, randomUUID, sign } from 'node:crypto';
import type { Backend } from '../handle-call.ts';
import { Bounded } from '../state/bounded.ts';
import type { Identity } from '../state/identities.ts';
import { CLIENTS, findPrincipal, maySignIn } from './principal.ts';
import { denied, invalid, invalidGrant } from './problems.ts';

/** How long codes, credentials and whole sign-ins last from now on, in seconds. */
export interface SigninSettings {
  codeSeconds: number;
  tokenSeconds: number;
  sessionSeconds: number;
}

/** An approved sign-in whose code waits to be exchanged. */
export interface Approved {
  readonly principal: Identity;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly challenge: string;
  readonly region: string | undefined;
}

/** A sign-in of a person by one key. Times in milliseconds since 1970. */
interface SignIn extends Pick<Approved, 'principal' | 'clientId' | 'region'> {
  /** The thumbprint of the key that signed the first proof. */
  readonly key: string;
  readonly endsAt: number;
  state: 'open' | 'ended' | 'password changed';
}

/** The fields of the request for a token, and what is known of it besides: who proved which key, and where. */
export interface TokenRequest {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly key: string;
  readonly region: string | undefined;
}

/** Of each kind. */
const most = 1_000;

/** Where no request names a region. */
const USUAL_REGION = 'us-east-1';

export type Tokens = ReturnType<typeof createTokens>;

/** The codes, refresh tokens and credentials of `aws login`. */
export function createTokens(backend: Backend, settings: SigninSettings, signingKey: KeyObject) {
  const { clock, sessions, world } = backend;
  const codes = new Bounded<string, Approved & { readonly expiresAt: number }>(most);
  const refreshable = new Bounded<string, SignIn>(most);
  const now = () => clock.now();

  function tokenFor(signIn: SignIn) {
    const { principal, clientId, region = USUAL_REGION } = signIn;
    const identity = findPrincipal(world, principal.arn);
    if (identity === undefined || !maySignIn(identity, CLIENTS[clientId] ?? '', region, backend)) {
      throw denied(
        'INSUFFICIENT_PERMISSIONS',
        `User: ${principal.arn} is not authorized to perform: signin:CreateOAuth2Token`,
      );
    }
    const expiresIn = Math.max(1, Math.min(settings.tokenSeconds, Math.ceil((signIn.endsAt - now()) / 1000)));
    const expiresAt = now() + expiresIn * 1000;
    const session = { identity, expiresAt, mfaAt: undefined, chained: true, policies: undefined, ofConsole: true };
    const { accessKeyId, secret: secretAccessKey, token: sessionToken } = sessions.issue(session);
    const refreshToken = randomBytes(96).toString('base64url');
    refreshable.set(refreshToken, signIn);
    return {
      accessToken: { accessKeyId, secretAccessKey, sessionToken },
      tokenType: 'aws_sigv4',
      expiresIn,
      refreshToken,
    };
  }

  function idToken({ arn }: Identity, clientId: string): string {
    const iat = Math.floor(now() / 1000);
    const claims = { iss: 'https://signin.aws.amazon.com/signin', sub: arn, aud: clientId, iat, exp: iat + 900 };
    const content = [
      { alg: 'ES256', typ: 'JWT' },
      { ...claims, jti: randomUUID() },
    ]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    const signature = sign('sha256', Buffer.from(content), { key: signingKey, dsaEncoding: 'ieee-p1363' });
    return `${content}.${signature.toString('base64url')}`;
  }

  return {
    /** A code for a sign-in that a person approved. */
    approve(approved: Approved): string {
      const code = randomBytes(48).toString('base64url');
      codes.set(code, { ...approved, expiresAt: now() + settings.codeSeconds * 1000 });
      return code;
    },
    byCode({ fields, key, region }: TokenRequest) {
      const { clientId, code, codeVerifier, redirectUri } = fields;
      for (const [name, value] of Object.entries({ code, codeVerifier, redirectUri }))
        if (typeof value !== 'string' || value === '') throw invalid(`${name} is missing`);
      if (!/^[\w.~-]{43,128}$/.test(String(codeVerifier))) throw invalid('codeVerifier has to be 43 to 128 characters');
      const found = codes.get(String(code));
      if (found === undefined) throw invalidGrant();
      // Used up, whatever else is wrong.
      codes.delete(String(code));
      if (found.expiresAt <= now()) throw denied('AUTHCODE_EXPIRED', 'The authorization code has expired.');
      const challenge = createHash('sha256').update(String(codeVerifier)).digest('base64url');
      const isSame = [
        [found.clientId, clientId],
        [found.redirectUri, redirectUri],
        [found.challenge, challenge],
        [found.region, region],
      ].every(([one, other]) => one === other);
      if (!isSame) throw invalidGrant();
      const endsAt = now() + settings.sessionSeconds * 1000;
      const signIn: SignIn = {
        principal: found.principal,
        clientId: found.clientId,
        region,
        key,
        endsAt,
        state: 'open',
      };
      return { ...tokenFor(signIn), idToken: idToken(signIn.principal, signIn.clientId) };
    },
    byRefresh({ fields, key, region }: TokenRequest) {
      const { clientId, refreshToken } = fields;
      if (typeof refreshToken !== 'string' || refreshToken === '') throw invalid('refreshToken is missing');
      const found = refreshable.get(refreshToken);
      // A sign-in belongs to the region where it was made, and to the key of its first proof.
      if (found === undefined || found.clientId !== clientId || found.region !== region || found.key !== key) {
        throw invalidGrant();
      }
      if (found.state === 'password changed') {
        throw denied('USER_CREDENTIALS_CHANGED', 'The credentials of the user have changed.');
      }
      if (found.state === 'ended' || found.endsAt <= now()) {
        throw denied('TOKEN_EXPIRED', 'The refresh token has expired.');
      }
      const token = tokenFor(found);
      refreshable.delete(refreshToken);
      return token;
    },
    /** Ends the sign-ins of a principal, or all, for a reason. */
    end(state: Exclude<SignIn['state'], 'open'>, arn?: string): void {
      for (const signIn of refreshable.values())
        if (arn === undefined || signIn.principal.arn === arn) signIn.state = state;
    },
  };
}
