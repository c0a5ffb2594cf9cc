import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import type { Account, OidcProvider } from './world.ts';

/** The claims of an OpenID Connect token. Times in seconds since 1970. */
export interface Claims {
  readonly iss: string;
  readonly sub: string;
  readonly aud: string;
  readonly exp: number;
  readonly [claim: string]: unknown;
}

/** Writes a token with these claims. */
export type TokenWriter = (claims: Omit<Claims, 'iss'>) => string;

/** Adds an OpenID Connect provider with a new key; the writer returned makes tokens of it. */
export function addOidcProvider(account: Account, host: string, audience: string): TokenWriter {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const arn = `arn:aws:iam::${account.id}:oidc-provider/${host}`;
  account.providers.set(arn, { arn, host, audiences: [audience], keys: [publicKey.export({ format: 'jwk' })] });
  return (claims) => {
    const content = [
      { alg: 'ES256', typ: 'JWT' },
      { iss: `https://${host}`, ...claims },
    ]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    const signature = sign('sha256', Buffer.from(content), { key: privateKey, dsaEncoding: 'ieee-p1363' });
    return `${content}.${signature.toString('base64url')}`;
  };
}

/** The claims of a token, unverified; `undefined` for anything that is no token. */
export function readClaims(token: string): Claims | undefined {
  const parts = token.split('.');
  if (parts.length !== 3) return undefined;
  try {
    const claims = JSON.parse(Buffer.from(parts[1] ?? '', 'base64url').toString('utf8')) as Claims;
    const texts = [claims.iss, claims.sub, claims.aud].every((claim) => typeof claim === 'string');
    return texts && Number.isFinite(claims.exp) ? claims : undefined;
  } catch {
    return undefined;
  }
}

/** Whether one of the provider's keys signed the token (ES256). */
export function isSignedBy(provider: OidcProvider, token: string): boolean {
  const at = token.lastIndexOf('.');
  const [content, signature] = [Buffer.from(token.slice(0, at)), Buffer.from(token.slice(at + 1), 'base64url')];
  return provider.keys.some((jwk) => {
    const key = createPublicKey({ key: jwk, format: 'jwk' });
    return verify('sha256', content, { key, dsaEncoding: 'ieee-p1363' }, signature);
  });
}
