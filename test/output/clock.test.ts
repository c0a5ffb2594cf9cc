import assert from 'node:assert/strict';
import { test } from 'node:test';
import { age, clockTime, timeLeft } from '../../source/output/clock.ts';

test('clockTime: the day where it is not today, the year where it is not this one', () => {
  const at = (text: string) => new Date(text).getTime();
  const now = at('2026-11-28T12:00:00');
  const table: readonly [moment: string, text: string][] = [
    ['2026-11-28T15:04:00', '15:04'],
    ['2026-11-29T11:59:00', '11:59'],
    ['2026-12-24T15:04:00', '15:04 on Thu Dec 24'],
    ['2026-01-16T09:05:00', '09:05 on Fri Jan 16'],
    ['2027-01-16T15:04:00', '15:04 on Sat Jan 16 2027'],
    ['2024-02-29T15:04:00', '15:04 on Thu Feb 29 2024'],
  ];
  for (const [moment, text] of table) assert.equal(clockTime(at(moment), now), text);
});

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
