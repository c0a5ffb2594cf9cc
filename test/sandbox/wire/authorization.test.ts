import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readAuthorization } from '../../../source/sandbox/wire/authorization.ts';

const CREDENTIAL = 'AKIAQAAAAAAAAAAAAAAA/20260102/eu-west-1/sts/aws4_request';

function read(authorization: string | undefined, more: { date?: string; query?: string } = {}) {
  const headers = {
    'x-amz-date': more.date ?? '20260102T030405Z',
    ...(authorization === undefined ? {} : { authorization }),
  };
  return readAuthorization({ method: 'POST', path: '/', query: more.query ?? '', headers, body: Buffer.alloc(0) });
}

describe('readAuthorization', () => {
  test('an unsigned request', () => assert.equal(read(undefined), undefined));

  test('a signed header, with and without spaces', () => {
    for (const comma of [', ', ',']) {
      const fields = [`Credential=${CREDENTIAL}`, 'SignedHeaders=host;x-amz-date', 'Signature=abc'].join(comma);
      assert.deepEqual(read(`AWS4-HMAC-SHA256 ${fields}`), {
        accessKeyId: 'AKIAQAAAAAAAAAAAAAAA',
        date: '20260102',
        region: 'eu-west-1',
        service: 'sts',
        signedHeaders: ['host', 'x-amz-date'],
        signature: 'abc',
        signedAt: Date.UTC(2026, 0, 2, 3, 4, 5),
        token: undefined,
        expires: undefined,
      });
    }
  });

  const good = `AWS4-HMAC-SHA256 Credential=${CREDENTIAL}, SignedHeaders=host, Signature=abc`;
  const broken: [string, string, { date?: string; query?: string }?][] = [
    ['another algorithm', good.replace('SHA256', 'SHA1')],
    ['Basic', 'Basic bWFyeTp4'],
    ['nothing', ''],
    ['no credential', good.replace('Credential', 'Cred')],
    ['no signature', good.replace('abc', '')],
    ['a short scope', good.replace('/aws4_request', '')],
    ['a long scope', good.replace('/sts/', '/sts/x/')],
    ['no date', good, { date: '' }],
    ['a date in another format', good, { date: '2026-01-02T03:04:05Z' }],
    ['a date that is none', good, { date: '20261302T030405Z' }],
  ];
  for (const [name, header, more] of broken) {
    test(name, () => assert.throws(() => read(header, more), { status: 400, code: 'IncompleteSignature' }));
  }

  test('a presigned URL that is incomplete', () => {
    const query = `X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${encodeURIComponent(CREDENTIAL)}`;
    assert.throws(() => read(undefined, { query }), { code: 'IncompleteSignature' });
    const rest = '&X-Amz-Date=20260102T030405Z&X-Amz-SignedHeaders=host&X-Amz-Signature=a';
    assert.throws(() => read(undefined, { query: `${query}${rest}&X-Amz-Expires=604801` }), {
      code: 'IncompleteSignature',
    });
    assert.equal(read(undefined, { query: `${query}${rest}&X-Amz-Expires=60` })?.expires, 60);
  });
});
