import assert from 'node:assert/strict';
import { chmod, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { atHost, keys, sitDown } from '../helpers/person.ts';

test('an edit that cannot be taken back is not offered to be, and the shell is told that something was done', async (context) => {
  const { home, terminal } = await sitDown(context, { columns: 160 });
  const settings = join(home.directory, '.config', 'rolecall');
  await mkdir(settings, { recursive: true });
  // What an edit replaces is not kept where others could change it.
  await chmod(settings, 0o777);
  terminal.enter('rolecall audi');
  await terminal.until('1 of 1 found');
  terminal.type(keys.tab);
  await terminal.until('e  Edit');
  terminal.type('e');
  await terminal.until('Profile audit');
  terminal.type(keys.end);
  terminal.type('X');
  terminal.type(keys.ctrlS);
  await terminal.until(/› audi[\s\S]*Changed audit\. \S+ That cannot be undone\./);
  assert.ok(!terminal.text.includes('undoes it'), terminal.text);
  const changed = await readFile(home.config, 'utf8');
  terminal.type(keys.ctrlZ);
  await terminal.until('There is nothing to undo.');
  assert.equal(await readFile(home.config, 'utf8'), changed);
  terminal.type(keys.escape);
  await terminal.until('type to search');
  terminal.type(keys.escape);
  await terminal.until(atHost);
  assert.equal(await terminal.run('echo $?'), '0');
});
