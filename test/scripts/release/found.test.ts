import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foundBy, outcomeOf } from '../../../scripts/release/found.ts';

test('a check passes, tells, finds, or could not run', async () => {
  const outcome = async (found: Parameters<typeof outcomeOf>[0]) => outcomeOf(await foundBy(async () => found, '/'));
  assert.deepEqual(await outcome(undefined), ['✔']);
  assert.deepEqual(await outcome({ told: '3 s' }), ['✔', '3 s']);
  assert.deepEqual(await outcome({ unknown: 'no registry' }), ['? NOT CHECKED', 'no registry']);
  assert.deepEqual(await outcome('2 are red'), ['✖', '2 are red']);
});

test('a check that throws has failed, and those after it are run', async () => {
  const throws = (error: unknown) => () => {
    throw error;
  };
  const late = async () => Promise.reject(new Error('the prompt never came'));
  assert.equal(await foundBy(throws(new Error('no such directory')), '/'), 'it threw: no such directory');
  assert.equal(await foundBy(late, '/'), 'it threw: the prompt never came');
  assert.equal(await foundBy(throws('a text'), '/'), 'it threw: a text');
});
