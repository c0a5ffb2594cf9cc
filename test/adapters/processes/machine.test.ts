import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMachine } from '../../../source/adapters/processes/machine.ts';
import { makeHome } from '../../helpers/home.ts';

test('what is looked at says whose it is: the person’s, the system’s', async (context) => {
  const { look } = createMachine();
  const home = await makeHome(context, { config: '' });
  const own = process.getuid?.() ?? -1;
  assert.deepEqual((await look('/'))?.isSystem, own !== -1);
  const mine = await look(home.config);
  assert.deepEqual([mine?.isYours, mine?.isSystem], [true, own === 0]);
  assert.equal(await look(`${home.config}-missing`), undefined);
});
