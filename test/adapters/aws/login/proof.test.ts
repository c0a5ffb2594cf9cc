import assert from 'node:assert/strict';
import { createECDH, createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { dpopProof, isProofKey, newProofKey, readableProofKey } from '../../../../source/adapters/aws/login/proof.ts';
import { createProofs } from '../../../../source/sandbox/signin/proof.ts';
import { keyWithZero, pemOf, pemOfDer, shortPemOf } from '../../../helpers/login.ts';

const url = 'https://eu-west-1.signin.aws.amazon.com/v1/token';
const now = Date.UTC(2026, 10, 27, 12);
const proofs = () => createProofs({ agrees: (time) => (time === now ? 'yes' : 'too early') });

test('a key is written as the AWS CLI writes it: SEC1 of P-256 with its point, in lines of 64', () => {
  const pem = newProofKey();
  assert.match(pem, /^-----BEGIN EC PRIVATE KEY-----\n(?:[\w+/]{64}\n){2}[\w+/=]+\n-----END EC PRIVATE KEY-----\n$/);
  const der = Buffer.from(pem.replaceAll(/-----.*-----|\n/g, ''), 'base64');
  // RFC 5915: version 1, 32 bytes, the name of the curve, the uncompressed point.
  assert.equal(der.subarray(0, 7).toString('hex'), '30770201010420');
  assert.equal(der.subarray(39, 57).toString('hex'), 'a00a06082a8648ce3d030107a14403420004'.slice(0, 36));
  assert.equal(der.length, 121);
  assert.notEqual(newProofKey(), pem);
});

test('a proof is what AWS takes; each is another one', () => {
  const check = proofs().check;
  const pem = newProofKey();
  const [one, other] = [dpopProof(pem, url, now), dpopProof(pem, url, now)];
  assert.equal(check(one, url), check(other, url), 'the same key');
  assert.throws(() => check(one, url), /jti was used before/);
  assert.throws(() => check(dpopProof(pem, `${url}/`, now), url), /htu/);
  assert.throws(() => check(dpopProof(pem, url, now + 1000), url), /iat/);
  const [head = ''] = one.split('.');
  const { jwk, ...others } = JSON.parse(Buffer.from(head, 'base64url').toString());
  assert.deepEqual([others, Object.keys(jwk)], [{ typ: 'dpop+jwt', alg: 'ES256' }, ['kty', 'crv', 'x', 'y']]);
});

test('a key of another program’s form is read: PKCS #8, no point, Windows’ line ends', () => {
  const pem = newProofKey();
  const key = createPrivateKey(pem);
  const thumbprint = proofs().check(dpopProof(pem, url, now), url);
  const secret = Buffer.from(key.export({ format: 'jwk' }).d ?? '', 'base64url');
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(secret);
  const bare = Buffer.concat([
    Buffer.from('30310201010420', 'hex'),
    secret,
    Buffer.from('a00a06082a8648ce3d030107', 'hex'),
  ]);
  const forms = {
    'PKCS #8': key.export({ type: 'pkcs8', format: 'pem' }) as string,
    'no point': pemOfDer(bare),
    'line ends': pem.replaceAll('\n', '\r\n'),
    'no last line end': pem.trimEnd(),
  };
  for (const [what, text] of Object.entries(forms)) {
    assert.ok(isProofKey(text), what);
    assert.equal(proofs().check(dpopProof(text, url, now), url), thumbprint, what);
  }
  for (const [what, text] of Object.entries({ pem, ...forms }))
    assert.equal(readableProofKey(text), what === 'PKCS #8' ? pem : text, what);
});

test('a key that begins with a zero byte is read without it as well, and written with it', () => {
  const { privateKey } = keyWithZero();
  const [whole, short] = [pemOf(privateKey), shortPemOf(privateKey)];
  const thumbprint = proofs().check(dpopProof(whole, url, now), url);
  assert.equal(proofs().check(dpopProof(short, url, now), url), thumbprint);
  assert.deepEqual([readableProofKey(short), readableProofKey(whole)], [whole, whole]);
});

test('what is no key of P-256 is none, and the error says nothing of it', () => {
  const ec = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve });
  const pem = newProofKey();
  const { publicKey } = ec('P-256');
  const rows = {
    nothing: '',
    text: 'secret text',
    half: pem.slice(0, 90),
    'P-384': ec('P-384').privateKey.export({ type: 'sec1', format: 'pem' }) as string,
    'P-521': ec('P-521').privateKey.export({ type: 'sec1', format: 'pem' }) as string,
    RSA: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
      type: 'pkcs1',
      format: 'pem',
    }) as string,
    'a public key': publicKey.export({ type: 'spki', format: 'pem' }) as string,
  };
  for (const [what, text] of Object.entries(rows)) {
    assert.equal(isProofKey(text), false, what);
    assert.throws(() => dpopProof(text, url, now), { name: 'SyntaxError', message: 'There is no P-256 key.' }, what);
  }
});
