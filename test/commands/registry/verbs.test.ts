import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commands } from '../../../source/commands/registry/table.ts';
import { loadVerb } from '../../../source/commands/registry/verbs.ts';

test('behind every verb of the table there is something to run', async () => {
  for (const { name } of commands) assert.equal(typeof (await loadVerb(name)).run, 'function', name);
  await assert.rejects(loadVerb('no-such'), /no-such/);
});
