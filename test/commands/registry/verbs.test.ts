import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commands } from '../../../source/commands/registry/commands.ts';
import { dispatch } from '../../../source/commands/registry/dispatch.ts';
import { Problem } from '../../../source/problem.ts';

test('behind every verb of the table there is something to run', async () => {
  for (const command of commands.flatMap(({ verbs, ...command }) => verbs ?? [command])) {
    assert.equal(typeof (await command.load?.())?.run, 'function', command.name);
  }
  await assert.rejects(dispatch(['role', 'no-such'], {} as never), (error) => {
    return error instanceof Problem && /no-such/.test(error.text.title);
  });
});
