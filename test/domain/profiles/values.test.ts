import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inHours, readDuration, readExpiry, readSeconds } from '../../../source/domain/profiles/values.ts';
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
    [3600, '1h'],
    [5400, '1h30m'],
    [900, '15m'],
    [43_200, '12h'],
  ];
  for (const [seconds, text] of cases) assert.equal(inHours(seconds), text);
});

test('readSeconds: as a person means it, and nothing for what is no time', () => {
  const rows: readonly (readonly [string, number | undefined])[] = [
    ['3600', 3600],
    ['"7200"', 7200],
    ["'7200'", 7200],
    ['3600.0', 3600],
    ['1h', 3600],
    ['1h30m', 5400],
    ['an hour', undefined],
    ['-1', undefined],
    ['1e5', undefined],
    ['', undefined],
  ];
  for (const [text, seconds] of rows) assert.equal(readSeconds(text), seconds, text);
});

test('readExpiry: the times of saml2aws, aws-mfa and others', () => {
  const time = Date.UTC(2024, 0, 31, 17, 31, 45);
  for (const text of [
    '2024-01-31T17:31:45+00:00',
    '2024-01-31T18:31:45+0100',
    '2024-01-31T17:31:45Z',
    '2024-01-31 17:31:45',
    '1706722305',
  ]) {
    assert.equal(readExpiry(text), time, text);
  }
  for (const text of ['', 'never', '12', 'None']) assert.equal(readExpiry(text), undefined, text);
});
