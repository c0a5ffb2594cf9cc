import assert from 'node:assert/strict';
import { generateKeyPairSync, sign } from 'node:crypto';
import { test } from 'node:test';
import {
  askToken,
  byCode,
  codeFor,
  type Key,
  makeAws,
  makeKey,
  type ProofChanges,
  postToken,
  proofOf,
  refusalOf,
} from './client.ts';

const minutes = 60;

/** What is wrong in a proof, each by itself. @param now AWS's clock, in seconds */
const wrong = (key: Key, now: number): readonly (readonly [what: string, changes: ProofChanges])[] => {
  const { d } = key.privateKey.export({ format: 'jwk' });
  const other = makeKey();
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' });
  const bent = { ...key.jwk, y: (other.jwk as { y: string }).y };
  return [
    ['no typ', { head: { typ: undefined } }],
    ['the typ of a token', { head: { typ: 'JWT' } }],
    ['no alg', { head: { alg: undefined } }],
    ['another alg', { head: { alg: 'ES384' } }],
    ['alg none', { head: { alg: 'none' } }],
    ['no jwk', { head: { jwk: undefined } }],
    ['a jwk with the private part', { head: { jwk: { ...key.jwk, d } } }],
    ['an RSA jwk', { head: { jwk: rsa } }],
    ['a jwk of another curve', { head: { jwk: makeKey('P-384').jwk } }],
    ['a jwk that says another curve', { head: { jwk: { ...key.jwk, crv: 'P-384' } } }],
    ['a jwk without x', { head: { jwk: { ...key.jwk, x: undefined } } }],
    ['a jwk that is not on the curve', { head: { jwk: bent } }],
    ['the jwk of another key', { head: { jwk: other.jwk } }],
    ['no htm', { claims: { htm: undefined } }],
    ['another htm', { claims: { htm: 'GET' } }],
    ['no htu', { claims: { htu: undefined } }],
    ['another htu', { claims: { htu: 'https://us-east-1.signin.aws.amazon.com/v1/token' } }],
    ['no iat', { claims: { iat: undefined } }],
    ['an iat that is a text', { claims: { iat: String(now) } }],
    ['an old iat', { claims: { iat: now - 5 * minutes - 1 } }],
    ['an iat to come', { claims: { iat: now + 5 * minutes + 1 } }],
    ['no jti', { claims: { jti: undefined } }],
    ['an empty jti', { claims: { jti: '' } }],
    ['a signature in DER', { signature: (_, signed) => sign('sha256', signed, key.privateKey) }],
    ['the signature of another text', { signature: (right) => Buffer.from(right).reverse() }],
    ['half a signature', { signature: (right) => right.subarray(0, 32) }],
  ];
};

test('each field of a proof counts', async (context) => {
  const aws = await makeAws(context);
  const key = makeKey();
  const code = await codeFor(aws.url);
  const invalid = [400, 'ValidationException', 'INVALID_REQUEST'];
  for (const [what, changes] of wrong(key, Math.floor(aws.clock.now() / 1000))) {
    const reply = await askToken(aws, key, byCode(code), changes);
    assert.deepEqual(refusalOf(reply), invalid, what);
    assert.match(reply.body.message, /^Invalid DPoP proof: /, what);
  }
  const url = `${aws.url}/v1/token`;
  const right = proofOf(key, url, aws.clock.now());
  const parts = right.split('.');
  for (const [what, DPoP] of [
    ['no proof', undefined],
    ['two parts', parts.slice(0, 2).join('.')],
    ['padding', `${right}==`],
    ['no JSON', ['e30x', ...parts.slice(1)].join('.')],
    ['two proofs', `${right}, ${proofOf(key, url, aws.clock.now())}`],
  ] as const)
    assert.deepEqual(refusalOf(await postToken(url, byCode(code), DPoP === undefined ? {} : { DPoP })), invalid, what);
  assert.equal((await postToken(url, byCode(code), { DPoP: right })).status, 200, 'none of these has used up the code');
});

test('a proof serves once', async (context) => {
  const aws = await makeAws(context);
  const key = makeKey();
  const url = `${aws.url}/v1/token`;
  const DPoP = proofOf(key, url, aws.clock.now());
  assert.equal((await postToken(url, byCode(await codeFor(aws.url)), { DPoP })).status, 200);
  const again = await postToken(url, byCode(await codeFor(aws.url)), { DPoP });
  assert.equal(again.body.message, 'Invalid DPoP proof: jti was used before');
});

test('a proof of a clock that is a little off is taken', async (context) => {
  const aws = await makeAws(context);
  const now = Math.floor(aws.clock.now() / 1000);
  for (const iat of [now - 4 * minutes, now + 4 * minutes])
    assert.equal((await askToken(aws, makeKey(), byCode(await codeFor(aws.url)), { claims: { iat } })).status, 200);
});
