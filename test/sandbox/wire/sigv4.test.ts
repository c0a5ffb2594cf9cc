import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import fc from 'fast-check';
import { readAuthorization } from '../../../source/sandbox/wire/authorization.ts';
import type { WireRequest } from '../../../source/sandbox/wire/request.ts';
import { signatureMatches } from '../../../source/sandbox/wire/sigv4.ts';

const SECRET = 'a secret of the test';

/** A request signed by another implementation of SHA-256 than the one under test. */
async function signedRequest(more: { query?: Record<string, string>; headers?: Record<string, string> } = {}) {
  const signer = new SignatureV4({
    credentials: { accessKeyId: 'AKIAQEXAMPLEEXAMPLE2', secretAccessKey: SECRET, sessionToken: 'a token' },
    region: 'eu-west-1',
    service: 'sts',
    sha256: Sha256,
  });
  const body = 'Action=GetCallerIdentity&Version=2011-06-15';
  const headers = {
    host: '127.0.0.1:1234',
    'content-type': 'application/x-www-form-urlencoded',
    ...more.headers,
  };
  const request = {
    method: 'POST',
    protocol: 'http:',
    hostname: '127.0.0.1',
    path: '/',
    query: more.query ?? {},
    headers,
    body,
  };
  const signed = await signer.sign(request, { signingDate: new Date('2026-01-02T03:04:05Z') });
  const query = new URLSearchParams(more.query).toString();
  return { method: 'POST', path: '/', query, headers: signed.headers, body: Buffer.from(body) } satisfies WireRequest;
}

async function accepted(request: WireRequest): Promise<boolean> {
  const authorization = readAuthorization(request);
  return authorization !== undefined && (await signatureMatches(request, authorization, SECRET));
}

const refused = async (request: WireRequest) => !(await accepted(request).catch(() => false));

/** The text with another character at a place. */
const changed = (text: string, index: number, code: number) => {
  const at = index % text.length;
  const other = text.charCodeAt(at) === code ? code + 1 : code;
  return text.slice(0, at) + String.fromCharCode(other) + text.slice(at + 1);
};

const place = () => fc.nat({ max: 4096 });
const character = () => fc.integer({ min: 0x21, max: 0x7d });

describe('signatureMatches', () => {
  test('accepts what was signed', async () => {
    assert.equal(await accepted(await signedRequest()), true);
    assert.equal(await accepted(await signedRequest({ query: { a: 'b c', 'x/y': '%2F+~' } })), true);
    assert.equal(await accepted(await signedRequest({ headers: { 'x-amz-extra': '  two   spaces ' } })), true);
  });

  test('refuses a signature with any one byte changed', async () => {
    const request = await signedRequest();
    const header = request.headers.authorization ?? '';
    const at = header.indexOf('Signature=') + 'Signature='.length;
    for (let index = at; index < header.length; index += 1) {
      const authorization = changed(header, index, 0x30 + ((header.charCodeAt(index) + 1) % 10));
      assert.ok(await refused({ ...request, headers: { ...request.headers, authorization } }), authorization);
    }
    await fc.assert(
      fc.asyncProperty(place(), character(), async (index, code) => {
        const signature = changed(header.slice(at), index, code);
        return refused({ ...request, headers: { ...request.headers, authorization: header.slice(0, at) + signature } });
      }),
      { numRuns: 500 },
    );
  });

  test('refuses a body, a query or a signed header with any one byte changed', async () => {
    const request = await signedRequest({ query: { marker: 'abcdef' } });
    const names = ['host', 'content-type', 'x-amz-date', 'x-amz-security-token', 'x-amz-content-sha256'];
    await fc.assert(
      fc.asyncProperty(place(), character(), fc.constantFrom('body', 'query', ...names), async (index, code, part) => {
        if (part === 'body')
          return refused({ ...request, body: Buffer.from(changed(String(request.body), index, code)) });
        if (part === 'query') return refused({ ...request, query: changed(request.query, index, code) });
        const value = changed(request.headers[part as 'host'] ?? '', index, code);
        return refused({ ...request, headers: { ...request.headers, [part]: value } });
      }),
      { numRuns: 500 },
    );
  });

  test('refuses an added x-amz header, an unsigned host and an unsigned payload', async () => {
    const request = await signedRequest();
    assert.ok(await refused({ ...request, headers: { ...request.headers, 'x-amz-more': '1' } }));
    for (const query of ['a=b', '__proto__=b', 'a']) assert.ok(await refused({ ...request, query }), query);
    const authorization = (request.headers.authorization ?? '').replace(';host', '');
    assert.ok(await refused({ ...request, headers: { ...request.headers, authorization } }));
    const unsigned = await signedRequest({ headers: { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } });
    assert.ok(await refused(unsigned));
  });
});
