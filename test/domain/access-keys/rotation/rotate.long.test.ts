import { test } from 'node:test';
import { rotateAtRandom } from './at-random.ts';

const minutes = 60_000;

test('a thousand rotations that are killed at random steps, with lost answers and up to 30 s of spreading', {
  timeout: 15 * minutes,
}, async (context) => {
  await rotateAtRandom(context, 1_000, Number(process.env.SEED ?? 26));
});
