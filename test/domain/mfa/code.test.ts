import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextCodeAt, readCode, stepAt } from '../../../source/domain/mfa/code.ts';

test('readCode drops what people put between digits and nothing else', () => {
  const cases: readonly (readonly [string, string | undefined])[] = [
    ['123456', '123456'],
    [' 123 456\n', '123456'],
    ['123-456', '123456'],
    ['12345', undefined],
    ['1234567', undefined],
    ['12345a', undefined],
    ['١٢٣٤٥٦', undefined],
  ];
  for (const [typed, code] of cases) assert.equal(readCode(typed), code, typed);
});

test('a new code is awaited only within the step of the last one', () => {
  const now = 90_000_000 + 12_345;
  assert.equal(nextCodeAt(undefined, now), undefined);
  assert.equal(nextCodeAt(stepAt(now) - 1, now), undefined);
  assert.equal(nextCodeAt(stepAt(now), now), 90_030_000);
});
