import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  accountOfAccessKeyId,
  base32,
  newAccessKeyId,
  newSecret,
  newSessionToken,
  newUniqueId,
} from '../../../source/sandbox/state/ids.ts';

test('base32 is that of RFC 4648', () => {
  const cases = { '': '', f: 'MY', fo: 'MZXQ', foo: 'MZXW6', foob: 'MZXW6YQ', fooba: 'MZXW6YTB', foobar: 'MZXW6YTBOI' };
  for (const [text, expected] of Object.entries(cases)) assert.equal(base32(Buffer.from(text)), expected);
});

describe('access key IDs', () => {
  test('carry their account', () => {
    const accounts = fc.integer({ min: 0, max: 999_999_999_999 }).map((number) => String(number).padStart(12, '0'));
    fc.assert(
      fc.property(accounts, fc.constantFrom('AKIA', 'ASIA'), (account, prefix) => {
        const id = newAccessKeyId(prefix, account);
        assert.match(id, /^A[KS]IA[Q-Z2-7][A-Z2-7]{15}$/);
        assert.equal(accountOfAccessKeyId(id), account);
      }),
    );
  });

  test('other texts carry none', () => {
    for (const id of ['', 'AKIA', 'AIDAQAAAAAAAAAAAAAAA', 'AKIAQ1AAAAAAAAAAAAAA', 'AKIAQAAAAAAAAAAAAAAAA']) {
      assert.equal(accountOfAccessKeyId(id), undefined, id);
    }
  });
});

test('secrets, tokens and unique IDs look like those of AWS', () => {
  assert.match(newSecret(), /^[A-Za-z0-9+/]{40}$/);
  assert.match(newSessionToken(), /^IQoJb3JpZ2luX2Vj[A-Za-z0-9+/=]{320}$/);
  assert.match(newUniqueId('AROA'), /^AROA[A-Z2-7]{17}$/);
});
