import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inHours, readDuration } from '../../../source/domain/profiles/values.ts';
import { Problem } from '../../../source/problem.ts';

test('readDuration takes what people write', () => {
  const cases: readonly (readonly [string, number])[] = [
    ['1h', 3600],
    ['90m', 5400],
    ['1h30m', 5400],
    ['1h 30m', 5400],
    ['3600', 3600],
    ['1.5h', 5400],
  ];
  for (const [text, seconds] of cases) assert.equal(readDuration(text, 'duration'), seconds, text);
  for (const text of ['', 'h', '1x', 'an hour', '-1h', '1h2']) {
    assert.throws(
      () => readDuration(text, 'duration'),
      (error) => error instanceof Problem && error.text.exitCode === 2,
      text,
    );
  }
});

test('inHours speaks of hours and minutes', () => {
  const cases: readonly (readonly [number, string])[] = [
    [3600, '1 h'],
    [5400, '1 h 30 min'],
    [900, '15 min'],
    [43_200, '12 h'],
  ];
  for (const [seconds, text] of cases) assert.equal(inHours(seconds), text);
});
