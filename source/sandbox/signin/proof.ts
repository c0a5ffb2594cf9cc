import { createHash, createPublicKey, type JsonWebKey, type KeyObject, verify } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { Bounded } from '../state/bounded.ts';
import { invalid } from './problems.ts';

/** How far the time of a proof may be off, in milliseconds. */
const TOLERANCE = 5 * 60_000;

export type Proofs = ReturnType<typeof createProofs>;

/** DPoP proofs (RFC 9449): a JWT that shows, for one request, that the sender holds a key. */
export function createProofs(clock: Pick<Clock, 'agrees'>) {
  const used = new Bounded<string, true>(10_000);

  return {
    /**
     * Checks the proof of a POST to a URL. Throws ValidationException.
     * @returns the thumbprint of the key (RFC 7638)
     */
    check(proof: string | undefined, url: string): string {
      if (!proof) throw wrong('there is none');
      const parts = proof.split('.');
      if (parts.length !== 3) throw wrong('it is no JWT');
      const [head, claims] = [objectIn(parts[0]), objectIn(parts[1])];
      if (head.typ !== 'dpop+jwt') throw wrong('typ is not dpop+jwt');
      if (head.alg !== 'ES256') throw wrong('alg is not ES256');
      const { key, thumbprint } = readKey(head.jwk);
      if (claims.htm !== 'POST') throw wrong('htm is not the method of the request');
      if (claims.htu !== url) throw wrong('htu is not the URL of the request');
      if (!Number.isInteger(claims.iat)) throw wrong('iat is no time');
      if (clock.agrees(Number(claims.iat) * 1000, TOLERANCE) !== 'yes') throw wrong('iat is not now');
      if (typeof claims.jti !== 'string' || claims.jti === '') throw wrong('jti is missing');
      const signature = bytesIn(parts[2]);
      const signed = Buffer.from(`${parts[0]}.${parts[1]}`);
      // A signature in DER has another length.
      const isRight =
        signature.length === 64 && verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, signature);
      if (!isRight) throw wrong('the signature is not by its key');
      if (used.has(claims.jti)) throw wrong('jti was used before');
      used.set(claims.jti, true);
      return thumbprint;
    },
  };
}

function readKey(jwk: unknown): { readonly key: KeyObject; readonly thumbprint: string } {
  if (typeof jwk !== 'object' || jwk === null) throw wrong('jwk is missing');
  const { kty, crv, x, y, ...others } = jwk as JsonWebKey;
  if ('d' in others) throw wrong('jwk has a private part');
  if (kty !== 'EC' || crv !== 'P-256') throw wrong('jwk is no key of P-256');
  if (![x, y].every((part) => typeof part === 'string' && bytesIn(part).length === 32)) throw wrong('jwk is no point');
  try {
    const key = createPublicKey({ key: { kty, crv, x, y } as JsonWebKey, format: 'jwk' });
    const named = JSON.stringify({ crv, kty, x, y });
    return { key, thumbprint: createHash('sha256').update(named).digest('base64url') };
  } catch {
    throw wrong('jwk is no point');
  }
}

function objectIn(part: string | undefined): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(bytesIn(part).toString('utf8'));
  } catch {
    throw wrong('it is no JWT');
  }
  if (typeof value !== 'object' || value === null) throw wrong('it is no JWT');
  return value as Record<string, unknown>;
}

/** Unpadded base64url, and nothing else. */
function bytesIn(part = ''): Buffer {
  if (!/^[\w-]+$/.test(part)) throw wrong('it is no JWT');
  return Buffer.from(part, 'base64url');
}

const wrong = (why: string) => invalid(`Invalid DPoP proof: ${why}`);
