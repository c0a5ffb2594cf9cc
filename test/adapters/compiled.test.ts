import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdir, readFile, stat, symlink, unlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { makeHome } from '../helpers/home.ts';

const runner = fileURLToPath(new URL('fixtures/compiled.ts', import.meta.url));
const run = promisify(execFile);

/** A file that is run in processes of their own; `keep` says after what its compiled code is kept. */
async function setUp(context: TestContext) {
  const { directory } = await makeHome(context);
  const file = join(directory, 'part-1.cjs');
  await writeFile(
    file,
    '(function (exports, require, module, __filename, __dirname) { exports.answer = () => module.filename === __filename ? 42 : 0; })',
  );
  const start = async (...keep: string[]) => {
    const { stdout } = await run(process.execPath, ['--import', 'tsx', runner, file, directory, ...keep]);
    return JSON.parse(stdout) as { answer: number; again: number; kept: boolean };
  };
  const kept = join(directory, `part-1.cjs-${process.version}-${process.arch}`);
  return { directory, start, kept };
}

test('what was compiled is kept once for each kind of work', async (context) => {
  const { start, kept } = await setUp(context);
  assert.deepEqual(await start('exec'), { answer: 42, again: 42, kept: true });
  const first = await stat(kept);
  assert.equal(first.mode & 0o777, 0o600);
  assert.deepEqual(await start('exec'), { answer: 42, again: 42, kept: true });
  assert.equal((await stat(kept)).ino, first.ino);
  await start('list');
  assert.notEqual((await stat(kept)).ino, first.ino);
  assert.match((await readFile(kept, 'latin1')).slice(0, 512), /^\[-?\d+,"exec","list"\] +$/);
});

test('after a day it is kept anew', async (context) => {
  const { start, kept } = await setUp(context);
  await start('exec');
  const yesterday = Date.now() / 1000 - 25 * 3600;
  await utimes(kept, yesterday, yesterday);
  await start('list');
  assert.match((await readFile(kept, 'latin1')).slice(0, 512), /^\[-?\d+,"list"\] +$/);
});

test('what other releases left is swept after a week', async (context) => {
  const { directory, start } = await setUp(context);
  const [old, recent, other] = ['part-0.cjs-v22.0.0', 'part-2.cjs-v22.0.0', 'whole-0.cjs-v22.0.0'];
  const eightDaysAgo = Date.now() / 1000 - 8 * 24 * 3600;
  for (const name of [old, recent, other]) await writeFile(join(directory, name), '');
  for (const name of [old, other]) await utimes(join(directory, name), eightDaysAgo, eightDaysAgo);
  await start('exec');
  const left = (await readdir(directory)).filter((name) => name.endsWith('v22.0.0'));
  assert.deepEqual(left.sort(), [recent, other]);
});

test('damaged, foreign or cut off, it is compiled anew', async (context) => {
  const { start, kept } = await setUp(context);
  await start('exec');
  const whole = await readFile(kept);
  const lost = Buffer.concat([whole.subarray(0, 1024), Buffer.alloc(512), whole.subarray(1536)]);
  for (const damaged of [
    '',
    'not ours',
    whole.subarray(0, 700),
    lost,
    Buffer.concat([whole.subarray(0, 512), whole]),
  ]) {
    await writeFile(kept, damaged);
    assert.deepEqual(await start('exec'), { answer: 42, again: 42, kept: true });
    assert.equal((await readFile(kept)).length, whole.length);
  }
});

test('a link in its place is not followed', async (context) => {
  const { directory, start, kept } = await setUp(context);
  await start('exec');
  const planted = join(directory, 'planted');
  await writeFile(planted, 'elsewhere');
  await unlink(kept);
  await symlink(planted, kept);
  assert.equal((await start('exec')).answer, 42);
  assert.equal(await readFile(planted, 'utf8'), 'elsewhere');
});

test('where nothing can be kept, it runs all the same', async (context) => {
  const { directory } = await setUp(context);
  const { stdout } = await run(process.execPath, [
    ...['--import', 'tsx', runner],
    ...[join(directory, 'part-1.cjs'), join(directory, 'nowhere'), 'exec'],
  ]);
  assert.deepEqual(JSON.parse(stdout), { answer: 42, again: 42, kept: false });
});
