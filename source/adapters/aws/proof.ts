import type { Proof } from '../../domain/sign-in/flow.ts';

/** What proves that a sign-in is ours: a state, and a verifier of 64 characters with its SHA-256 (RFC 7636). */
export function makeProof(): Proof {
  const verifier = Buffer.from(crypto.getRandomValues(new Uint8Array(48))).toString('base64url');
  const challenge = new Bun.CryptoHasher('sha256').update(verifier).digest('base64url');
  return { state: crypto.randomUUID(), verifier, challenge };
}
