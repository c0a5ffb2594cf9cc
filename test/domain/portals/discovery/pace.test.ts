import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  afterCall,
  afterThrottle,
  type Pace,
  paceAt,
  startPace,
  waitOf,
} from '../../../../source/domain/portals/discovery/pace.ts';

/** Calls as soon as the pace allows, for so many milliseconds. @returns the times of the calls */
function calls(pace: Pace, from: number, ms: number): { times: number[]; pace: Pace } {
  const times: number[] = [];
  let current = pace;
  for (let now = from; ; ) {
    now += waitOf(current, now);
    if (now >= from + ms) return { times, pace: paceAt(current, now) };
    times.push(now);
    current = afterCall(current, now);
  }
}

test('ten calls a second at first, one more with every second, twenty at most', () => {
  const { times } = calls(startPace(0), 0, 20_000);
  const perSecond = Array.from(
    { length: 20 },
    (_, at) => times.filter((time) => Math.floor(time / 1000) === at).length,
  );
  assert.deepEqual(perSecond.slice(0, 3), [10, 11, 12]);
  assert.ok(
    perSecond.every((count) => count <= 20),
    String(perSecond),
  );
  assert.ok(
    perSecond.slice(11).every((count) => count >= 19),
    String(perSecond),
  );
});

test('a late timer is made up for by a few calls, not by a burst', () => {
  const pace = paceAt(startPace(0), 5_000);
  assert.equal(pace.tokens, 4);
  const { times } = calls(pace, 5_000, 1_000);
  assert.equal(times.filter((time) => time === 5_000).length, 4);
  assert.ok(times.length <= 4 + 20);
});

test('a refusal halves the rate, several of one moment halve it once, and it never ends', () => {
  const fast = paceAt(startPace(0), 30_000);
  assert.equal(fast.rate, 20);
  let pace = afterThrottle(fast, 30_000, 29_900);
  assert.equal(pace.rate, 10);
  pace = afterThrottle(pace, 30_010, 29_950);
  assert.equal(pace.rate, 10);
  for (let now = 30_100; now < 40_000; now += 100) pace = afterThrottle(pace, now, now - 10);
  assert.equal(pace.rate, 1);
  assert.equal(paceAt(pace, pace.at + 4_000).rate, 5);
});

test('no call before the time that the service names, a minute at most', () => {
  const wait = (retryAfter?: number) => waitOf(afterThrottle(startPace(0), 0, 0, retryAfter), 0);
  assert.equal(wait(), 200);
  assert.equal(wait(7_000), 7_000);
  assert.equal(wait(86_400_000), 60_000);
});

test('a clock that was set back does not stop it for long', () => {
  const pace = paceAt(startPace(1_000_000), 1_000_500);
  assert.ok(waitOf(afterCall(pace, 0), 0) <= 1_000);
});
