import type { KeyObject } from 'node:crypto';

/** Loaded where a proof is made: most uses of a sign-in make none. */
const crypto = () => process.getBuiltinModule('node:crypto');

/** A new key of P-256, as the AWS CLI writes it into the file of a sign-in: PEM, SEC1. */
export function newProofKey(): string {
  const { privateKey } = crypto().generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return textOf(privateKey);
}

const textOf = (key: KeyObject): string => key.export({ type: 'sec1', format: 'pem' }) as string;

/**
 * The same key in a form that every program reads. Of each 256 keys that the AWS CLI makes (2.36), one begins with a zero byte:
 * the CLI leaves that byte out, against RFC 5915, and then cannot read the key.
 * @returns the text itself where nothing is wrong with it
 * @throws SyntaxError where it is no private key of P-256
 */
export function readableProofKey(pem: string): string {
  const key = readKey(pem);
  const written = Buffer.from(pem.replaceAll(/-----.*-----|\s/g, ''), 'base64');
  return written.equals(key.export({ type: 'sec1', format: 'der' })) ? pem : textOf(key);
}

/**
 * A DPoP proof (RFC 9449) for one POST: a JWT that shows that the sender holds the key. AWS takes each once.
 * @param now epoch milliseconds
 * @throws SyntaxError where the text is no private key of P-256
 */
export function dpopProof(pem: string, url: string, now: number): string {
  const key = readKey(pem);
  const { kty, crv, x, y } = key.export({ format: 'jwk' });
  const head = { typ: 'dpop+jwt', alg: 'ES256', jwk: { kty, crv, x, y } };
  const claims = { htm: 'POST', htu: url, iat: Math.floor(now / 1000), jti: crypto().randomUUID() };
  const signed = [head, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  const signature = crypto().sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' });
  return `${signed}.${signature.toString('base64url')}`;
}

/** The error holds nothing of the text: it may be half of a key. */
function readKey(pem: string): KeyObject {
  let key: KeyObject | undefined;
  try {
    key = crypto().createPrivateKey({ key: pem, format: 'pem' });
  } catch {}
  if (key?.asymmetricKeyType !== 'ec' || key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') {
    throw new SyntaxError('There is no P-256 key.');
  }
  return key;
}

/** Whether a text is a key that proofs can be made with. */
export function isProofKey(pem: string): boolean {
  try {
    readKey(pem);
    return true;
  } catch {
    return false;
  }
}
