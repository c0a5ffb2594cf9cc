import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commandWorld } from '../world.ts';

test('forget says what was kept, and where nothing was', async (context) => {
  const world = await commandWorld();
  context.after(() => world.close());
  const forget = async (...names: string[]) => (await world.run(['forget', ...names])).error;
  assert.equal(await forget(), 'Nothing was cached.\n');
  assert.equal(await forget('ystataws'), 'Nothing was kept of ystataws.\n');
  await world.run(['export', 'ystataws']);
  assert.equal(await forget('ystataws', 'ystataws', 'audit'), 'Forgot ystataws.\nNothing was kept of audit.\n');
  assert.equal(await forget('ystataws'), 'Nothing was kept of ystataws.\n');
});
