import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inBursts } from '../../../source/ui/core/effects.ts';

test('what comes close together is handed on together, in order', async () => {
  const { promise: second, resolve } = Promise.withResolvers<void>();
  const seen: number[] = [];
  const bursts = inBursts<number>(5, (each) => {
    seen.push(each);
    if (each === 2) resolve();
  });
  bursts.add(1);
  bursts.add(2);
  assert.deepEqual(seen, []);
  await second;
  assert.deepEqual(seen, [1, 2]);
});

test('flush does not wait; what was dropped never comes', async () => {
  const seen: number[] = [];
  const bursts = inBursts<number>(5, (each) => seen.push(each));
  bursts.add(1);
  bursts.flush();
  assert.deepEqual(seen, [1]);
  bursts.add(2);
  bursts.drop();
  const { promise: later, resolve } = Promise.withResolvers<void>();
  inBursts<number>(10, () => resolve()).add(0);
  await later;
  assert.deepEqual(seen, [1]);
});
