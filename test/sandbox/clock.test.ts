import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClock, TOLERANCE } from '../../source/sandbox/clock.ts';

test('a clock runs on its base, and ahead of it by what was advanced', () => {
  let base = 1000;
  const clock = createClock(() => base);
  clock.advance(500);
  base += 10;
  assert.equal(clock.now(), 1510);
  for (const ms of [-1, Number.NaN, Number.POSITIVE_INFINITY]) assert.throws(() => clock.advance(ms), RangeError);
});

test('skew is what is off by more than the tolerance; advanced time is not skew', () => {
  const base = 1_000_000_000;
  const clock = createClock(() => base);
  const hour = 3600_000;
  assert.equal(clock.agrees(base - TOLERANCE), 'yes');
  assert.equal(clock.agrees(base - TOLERANCE - 1), 'too early');
  assert.equal(clock.agrees(base + TOLERANCE + 1), 'too late');
  clock.advance(hour);
  assert.equal(clock.agrees(base), 'yes', 'whoever signs did not move along');
  assert.equal(clock.agrees(base + hour), 'yes', 'whoever signs corrected its clock');
  assert.equal(clock.agrees(base + hour + TOLERANCE + 1), 'too late');
});
