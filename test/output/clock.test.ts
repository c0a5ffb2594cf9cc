import assert from 'node:assert/strict';
import { test } from 'node:test';
import { age, timeLeft } from '../../source/output/clock.ts';

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

test('age: how long ago something was, in the largest whole unit', () => {
  const table: readonly [minutes: number, text: string][] = [
    [-5, 'just now'],
    [0.9, 'just now'],
    [1, '1m ago'],
    [59.9, '59m ago'],
    [60, '1h ago'],
    [48 * 60 - 1, '47h ago'],
    [48 * 60, '2 days ago'],
    [7 * 24 * 60, '7 days ago'],
  ];
  for (const [minutes, text] of table) assert.equal(age(minutes * 60_000), text);
});
