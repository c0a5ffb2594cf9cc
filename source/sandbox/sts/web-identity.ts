import type { Account, OidcProvider } from '../state/entities.ts';
import { type Claims, isSignedBy, readClaims } from '../state/oidc.ts';
import { AwsProblem } from '../wire/problem.ts';

/** A token that was verified, and whose it is. */
export interface WebIdentity {
  readonly claims: Claims;
  readonly provider: OidcProvider;
}

/** The token's claims before anything is verified. Throws InvalidIdentityToken for what is no token. */
export function parseWebIdentity(token: string): Claims {
  return (
    readClaims(token) ??
    invalid('The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)')
  );
}

/** Verifies a token against the providers of an account. Throws InvalidIdentityToken or ExpiredTokenException. */
export function verifyWebIdentity(token: string, account: Account, now: number): WebIdentity {
  const claims = parseWebIdentity(token);
  const host = claims.iss.replace(/^https:\/\//, '');
  const provider = [...account.providers.values()].find((candidate) => candidate.host === host);
  if (!provider) return invalid(`No OpenIDConnect provider found in your account for ${claims.iss}`);
  if (!isSignedBy(provider, token)) {
    return invalid(
      "Couldn't retrieve verification key from your identity provider, " +
        'please reference AssumeRoleWithWebIdentity documentation for requirements',
    );
  }
  if (!provider.audiences.includes(claims.aud)) return invalid('Incorrect token audience');
  const seconds = Math.floor(now / 1000);
  if (claims.exp <= seconds) {
    throw new AwsProblem(
      400,
      'ExpiredTokenException',
      `Token expired: current date/time ${seconds} must be before the expiration date/time ${claims.exp}`,
    );
  }
  return { claims, provider };
}

function invalid(message: string): never {
  throw new AwsProblem(400, 'InvalidIdentityToken', message);
}
