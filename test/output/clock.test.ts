import assert from 'node:assert/strict';
import { test } from 'node:test';
import { timeLeft } from '../../source/output/clock.ts';

test('timeLeft: short, never 0, and as the prompts of the shells write it', () => {
  const table: readonly [minutes: number, text: string][] = [
    [0.5, '<1m'],
    [1, '1m'],
    [59.9, '59m'],
    [60, '1h00m'],
    [719, '11h59m'],
    [0, 'expired'],
    [-1, 'expired'],
  ];
  for (const [minutes, text] of table) assert.equal(timeLeft(minutes * 60_000), text);
});
