import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { factsOfStored } from '../../../source/commands/key/shared/facts.ts';
import type { Context } from '../../../source/context.ts';
import { json, makeKeyHome } from './world.ts';

test('a note of rotations that cannot be read is said by list and doctor, and is not "no rotation"', async (context) => {
  const { add, run, directory, key } = await makeKeyHome(context);
  await add();
  await writeFile(join(directory, '.config', 'rolecall', 'rotations.json'), 'nonsense', { mode: 0o600 });
  const unknown = /rotations\.json, the record of rotations under way, cannot be read/;
  const { code, out, err } = await run(['key', 'list', '--json', '--offline']);
  assert.equal(code, 0, err);
  assert.equal(JSON.parse(out)[0].rotationUnderWay, null);
  assert.match(err, unknown);
  const table = await run(['key', 'list', '--offline']);
  assert.match(table.out, new RegExp(`^mary +${key.id} .*file`, 'm'));
  assert.doesNotMatch(table.out, /rotation in progress/);
  assert.match(table.err, unknown);
  assert.match((await run(['doctor', '--offline'])).out, unknown);
});

test('why the last use of a key is not known is said: it lies in a closed file', async (context) => {
  const { add, run } = await makeKeyHome(context);
  await add();
  await run(['key', 'lock']);
  const { code, err, out } = await run(['key', 'list']);
  assert.equal(code, 0);
  assert.match(out, /^mary /m);
  assert.match(
    err,
    /^The last use is not known for mary\.\nThe access key of mary is in \S+, protected by a passphrase\.\n.*rolecall key unlock$/m,
  );
  assert.doesNotMatch((await run(['key', 'list', '--offline'])).err, /Not known/);
});

test('that a key which a command prints is not asked about is said', async (context) => {
  const { run, directory, key } = await makeKeyHome(context);
  const file = join(directory, 'key.json');
  await writeFile(file, json(key), { mode: 0o600 });
  const added = await run(['key', 'add', 'mary', '--command', `cat ${file}`]);
  assert.equal(added.code, 0, added.err);
  const { err, out } = await run(['key', 'list']);
  assert.match(out, /^mary .* command/m);
  assert.match(
    err,
    /^The last use is not known for mary\.\nAWS is not asked about a key that a command prints: no command is run for a list\.$/m,
  );
  assert.doesNotMatch((await run(['key', 'list', '--offline'])).err, /Not known/);
  assert.doesNotMatch((await run(['doctor'])).out, /is not asked about/);
});

test('a fault of ours in the note of rotations is not hidden', async () => {
  const bug = new TypeError('a bug');
  const accessKeys = { known: () => new Map(), rotations: () => Promise.reject(bug) };
  const context = { accessKeys, env: {}, clock: { deadline: async () => undefined } } as unknown as Context;
  const profiles = { names: [], get: () => undefined } as unknown as Parameters<typeof factsOfStored>[0];
  await assert.rejects(factsOfStored(profiles, context, { offline: true }), bug);
});
