import assert from 'node:assert/strict';
import { test } from 'node:test';
import { timeLeft } from '../../source/output/clock.ts';

test('timeLeft: short, and never 0', () => {
  const table: readonly [minutes: number, text: string][] = [
    [0.5, '<1m'],
    [1, '1m'],
    [59.9, '59m'],
    [60, '1h 00'],
    [719, '11h 59'],
  ];
  for (const [minutes, text] of table) assert.equal(timeLeft(minutes * 60_000), text);
});
