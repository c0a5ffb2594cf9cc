import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type RequestHead, refusalOf } from '../../../source/domain/serving/request.ts';

const expected = { method: 'GET', authority: '127.0.0.1:9911', path: '/abc', token: 'secret' } as const;
const right: RequestHead = { method: 'GET', target: '/abc', host: '127.0.0.1:9911', authorization: 'secret' };
const isSame = (one: string, other: string) => one === other;

test('only the right method, host, path and token together are given anything', () => {
  assert.equal(refusalOf(right, expected, isSame), undefined);
  const others: readonly (readonly [Partial<RequestHead>, string])[] = [
    [{ method: 'POST' }, 'another method'],
    [{ method: 'HEAD' }, 'another method'],
    [{ method: '', target: '' }, 'another method'],
    [{ host: null }, 'another host'],
    [{ host: 'evil.example:9911' }, 'another host'],
    [{ host: 'localhost:9911' }, 'another host'],
    [{ host: '127.0.0.1' }, 'another host'],
    [{ host: '127.0.0.1:9912' }, 'another host'],
    [{ target: '/' }, 'another path'],
    [{ target: '/abc/' }, 'another path'],
    [{ target: '/abc?x' }, 'another path'],
    [{ target: '//abc' }, 'another path'],
    [{ target: '/ABC' }, 'another path'],
    [{ authorization: null }, 'no token'],
    [{ authorization: '' }, 'another token'],
    [{ authorization: 'Secret' }, 'another token'],
    [{ authorization: 'Bearer secret' }, 'another token'],
    [{ authorization: 'secret ' }, 'another token'],
  ];
  for (const [change, refusal] of others) {
    assert.equal(refusalOf({ ...right, ...change }, expected, isSame), refusal, JSON.stringify(change));
  }
});

test('path and token are compared whatever else is wrong', () => {
  for (const change of [{}, { method: 'POST' }, { host: null }, { target: '/' }, { authorization: null }]) {
    let compared = 0;
    refusalOf({ ...right, ...change }, expected, (one, other) => {
      compared += 1;
      return one === other;
    });
    assert.equal(compared, 2);
  }
});
