import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { sha256 } from '../../../source/adapters/cache/sha256.ts';

const reference = (text: string) => createHash('sha256').update(text).digest('hex');

test('sha256 is SHA-256', () => {
  for (const length of [0, 1, 55, 56, 63, 64, 65, 119, 120, 1000, 70_000]) {
    const text = 'é'.repeat(length);
    assert.equal(sha256(text), reference(text), `${length}`);
  }
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => sha256(text) === reference(text)),
    { numRuns: 2000 },
  );
});
