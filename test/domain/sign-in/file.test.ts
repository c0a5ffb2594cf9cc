import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isFresh, isUsable, isWhole, timeIn } from '../../../source/domain/sign-in/file.ts';

const now = Date.UTC(2026, 10, 27, 12);

test('a sign-in is fresh with more than five minutes left, and of use to the end', () => {
  const of = (left: number) => [isFresh({ expiresAt: now + left }, now), isUsable({ expiresAt: now + left }, now)];
  assert.deepEqual([300_001, 300_000, 1, 0].map(of), [
    [true, true],
    [false, true],
    [false, true],
    [false, false],
  ]);
});

test('half a text is not whole', () => {
  const text = '{"accessToken":"a","nested":{"a":[1]}}';
  for (const whole of [text, '{}']) assert.equal(isWhole(whole), true, whole);
  for (const part of ['', text.slice(0, -1), '{', '[1]', 'null', '5']) assert.equal(isWhole(part), false, part);
});

test('a time is read in the form of each program that writes one, and never without a zone', () => {
  for (const time of [
    '2026-11-27T12:00:00Z',
    '2026-11-27T12:00:00UTC',
    '2026-11-27T13:00:00+01:00',
    '2026-11-27T07:00:00-0500',
  ])
    assert.equal(timeIn(time), now, time);
  assert.equal(timeIn('2026-11-27T12:00:00.123999999Z'), now + 123);
  for (const none of [
    '2026-11-27T12:00:00',
    '2026-11-27 12:00:00',
    '2026-11-27',
    '',
    'Z',
    'tomorrow Z',
    now,
    null,
    undefined,
  ])
    assert.equal(timeIn(none), undefined, String(none));
});
