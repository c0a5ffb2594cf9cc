import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createChanges } from '../../../source/adapters/files/changes.ts';

/** Two files, read so long after they were written that the next change shows. */
async function reading(context: TestContext, seconds = 60) {
  const directory = await mkdtemp(join(tmpdir(), 'rolecall-changes-'));
  context.after(() => rm(directory, { recursive: true }));
  const [config, credentials] = [join(directory, 'config'), join(directory, 'credentials')];
  await writeFile(config, 'a');
  const changes = createChanges(() => Date.now() + seconds * 1000);
  changes.note(config);
  changes.note(credentials);
  return { directory, config, credentials, changes };
}

test('files as they were read have not changed', async (context) => {
  const { changes } = await reading(context);
  assert.equal(changes.areThere(), false);
});

test('written to, replaced by one of the same size and time, removed, made: each is a change, until all are read anew', async (context) => {
  const { directory, config, credentials, changes } = await reading(context);
  const anew = () => {
    assert.equal(changes.areThere(), true);
    changes.beginAnew();
    changes.note(config);
    changes.note(credentials);
    assert.equal(changes.areThere(), false);
  };
  await writeFile(config, 'longer');
  anew();
  const other = join(directory, 'other');
  await writeFile(other, 'second');
  await utimes(other, 1, 1);
  await rename(other, config);
  anew();
  await writeFile(credentials, '');
  anew();
  await rm(config);
  anew();
});

test('the look before the first reading counts, not one before the second', async (context) => {
  const { config, changes } = await reading(context);
  await writeFile(config, 'longer');
  changes.note(config);
  assert.equal(changes.areThere(), true);
});

test('a file that was written a moment before it was read may have changed since', async (context) => {
  const { changes } = await reading(context, 0);
  assert.equal(changes.areThere(), true);
});

test('a file that was left out does not matter', async (context) => {
  const { config, changes } = await reading(context);
  await writeFile(config, 'longer');
  changes.leaveOut(config);
  assert.equal(changes.areThere(), false);
});

test('where one is a pipe nothing is read again: it would wait for its text in vain', async (context) => {
  const { directory, config, changes } = await reading(context);
  const pipe = join(directory, 'pipe');
  execFileSync('mkfifo', [pipe]);
  changes.note(pipe);
  await writeFile(config, 'longer');
  assert.equal(changes.areThere(), false);
});
