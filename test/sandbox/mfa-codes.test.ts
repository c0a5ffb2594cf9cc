import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { currentCode, spendCode } from '../../source/sandbox/mfa-codes.ts';
import { base32 } from '../../source/sandbox/state/ids.ts';
import type { MfaDevice } from '../../source/sandbox/state/world.ts';

const device = (): MfaDevice => ({
  serial: 'arn:aws:iam::111122223333:mfa/phone',
  kind: 'virtual',
  seed: base32(Buffer.from('12345678901234567890')),
  tags: new Map(),
  usedStep: -1,
});

test('currentCode is that of RFC 6238', () => {
  const cases: [seconds: number, code: string][] = [
    [59, '287082'],
    [1111111109, '081804'],
    [1111111111, '050471'],
    [20000000000, '353130'],
  ];
  for (const [seconds, code] of cases) assert.equal(currentCode(device(), seconds * 1000), code);
});

describe('spendCode', () => {
  const now = 1_800_000_015_000;
  const at = (steps: number) => currentCode(device(), now + steps * 30_000);

  test('takes the current code and its neighbours', () => {
    for (const steps of [-1, 0, 1]) assert.equal(spendCode(device(), at(steps), now), true);
    for (const steps of [-2, 2]) assert.equal(spendCode(device(), at(steps), now), false);
  });

  test('takes no code twice, and none from before one it took', () => {
    const phone = device();
    assert.equal(spendCode(phone, at(0), now), true);
    assert.equal(spendCode(phone, at(0), now), false);
    assert.equal(spendCode(phone, at(-1), now), false);
    assert.equal(spendCode(phone, at(1), now), true);
    assert.equal(spendCode(phone, at(1), now + 30_000), false);
    assert.equal(spendCode(phone, at(2), now + 30_000), true);
  });

  test('takes nothing that is no code, and nothing from a device without a seed', () => {
    for (const code of ['', '12345', '1234567', 'abcdef']) assert.equal(spendCode(device(), code, now), false);
    assert.equal(spendCode({ ...device(), kind: 'fido', seed: '' }, at(0), now), false);
  });
});
