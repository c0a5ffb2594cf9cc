import assert from 'node:assert/strict';
import { appendFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { makeKeyHome } from './world.ts';

test('a note of rotations that is damaged, or a config file that cannot be edited: nothing is removed, also with --yes', async (context) => {
  const { add, run, directory, config, key } = await makeKeyHome(context);
  await add();
  const notes = join(directory, '.config', 'rolecall', 'rotations.json');
  const lines = await readFile(config, 'utf8');
  const isStill = async () => {
    assert.equal(JSON.parse((await run(['credential-process', 'mary'])).out).AccessKeyId, key.id);
    assert.match((await run(['key', 'list', '--offline'])).out, /^mary /m);
  };
  await writeFile(notes, '{broken', { mode: 0o600 });
  const damaged = await run(['key', 'remove', 'mary', '--yes']);
  assert.equal(damaged.code, 1);
  assert.match(damaged.err, /rotations\.json, the record of rotations under way, cannot be read/);
  await isStill();
  await rm(notes);
  // No editor of text may guess what this byte means.
  await appendFile(config, Buffer.from([0x23, 0xff, 0x0a]));
  assert.equal((await run(['key', 'remove', 'mary', '--yes'])).code, 1);
  await writeFile(config, lines);
  await isStill();
  assert.equal((await run(['key', 'remove', 'mary', '--yes'])).code, 0);
  assert.doesNotMatch(await readFile(config, 'utf8'), /credential-process mary/);
});
