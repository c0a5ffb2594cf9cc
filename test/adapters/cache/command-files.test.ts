import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  existsSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import {
  prepareCommandFile,
  removeCommandFile,
  removeDeadCommandFiles,
  writeCommandFile,
} from '../../../source/adapters/cache/command-files.ts';
import { sweepNowAndThen } from '../../../source/adapters/cache/sweep.ts';
import { clearLeftovers } from '../../../source/adapters/files/leftovers.ts';
import { Problem } from '../../../source/problem.ts';
import { makeHome } from '../../helpers/home.ts';

async function makeCache(context: TestContext) {
  const { directory: home } = await makeHome(context);
  const cache = join(home, 'cache');
  return { home, cache, directory: join(cache, 'as-file') };
}

/** The machine in a name, where its host name alone says which one it is. */
const byHostName = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);

/** The ID of a process that has ended. */
const deadProcess = () => spawnSync('true').pid;
const modeOf = (path: string) => statSync(path).mode & 0o777;

test('a file is for its owner alone, exists from the moment it is written, and is overwritten when it goes', async (context) => {
  const { cache, directory } = await makeCache(context);
  const path = prepareCommandFile(cache);
  assert.deepEqual(readdirSync(directory), [], 'trying leaves nothing');
  writeCommandFile({ path, text: 'secret' });
  assert.equal(readFileSync(path, 'utf8'), 'secret');
  assert.deepEqual([modeOf(cache), modeOf(directory), modeOf(path)], [0o700, 0o700, 0o600]);
  const reader = openSync(path, 'r');
  removeCommandFile({ path, text: '' });
  assert.deepEqual(readdirSync(directory), []);
  assert.deepEqual(readFileSync(reader), Buffer.alloc(6), 'whoever has it open reads zeros');
  closeSync(reader);
  assert.notEqual(prepareCommandFile(cache), path, 'each has a name of its own');
});

test('what a process that is gone left is removed by whoever comes next, and nobody else’s', async (context) => {
  const { home, cache, directory } = await makeCache(context);
  const path = prepareCommandFile(cache);
  const own = path.split('-');
  const named = (pid: number, machine = own.at(-2)) => join(directory, `credentials-${pid}-${machine}-0123abcd`);
  const dead = deadProcess();
  const sweeps = [
    () => void prepareCommandFile(cache),
    () => removeDeadCommandFiles(cache),
    () => clearLeftovers({ home, cache, settings: join(home, 'settings') }),
    () => sweepNowAndThen(cache, Date.now()),
  ];
  for (const sweep of sweeps) {
    writeCommandFile({ path, text: 'running' });
    writeCommandFile({ path: named(dead), text: 'left' });
    writeFileSync(`${named(dead)}.${dead}.abc`, 'half written', { mode: 0o600 });
    writeCommandFile({ path: named(dead, '00000000'), text: 'of another machine' });
    // The version before, or a container with the host's name.
    writeCommandFile({ path: named(dead, byHostName), text: 'of this host name' });
    const old = named(deadProcess(), 'ffffffff');
    writeCommandFile({ path: old, text: 'of another machine, and of no use' });
    const then = Date.now() / 1000 - 37 * 3600;
    utimesSync(old, then, then);
    await sweep();
    assert.deepEqual(
      readdirSync(directory).sort(),
      [path, named(dead, '00000000'), named(dead, byHostName)].map((each) => each.slice(directory.length + 1)).sort(),
    );
  }
});

test('a link in the place of a file is removed, and what it leads to is not touched', async (context) => {
  const { home, cache } = await makeCache(context);
  const mine = join(home, 'mine');
  for (const link of [symlinkSync, linkSync]) {
    writeFileSync(mine, 'mine', { mode: 0o600 });
    const path = prepareCommandFile(cache);
    link(mine, path);
    removeCommandFile({ path, text: '' });
    assert.equal(existsSync(path), false);
    assert.equal(readFileSync(mine, 'utf8'), 'mine');
  }
});

test('where it cannot be written, or others may write, that is said', async (context) => {
  const { cache, directory } = await makeCache(context);
  mkdirSync(cache);
  writeFileSync(directory, 'no directory');
  assert.throws(
    () => prepareCommandFile(cache),
    (error) => error instanceof Problem && error.text.code === 'as-file-unwritable',
  );
  assert.throws(() => writeCommandFile({ path: join(directory, 'x'), text: '' }), Problem);
  const other = await makeCache(context);
  mkdirSync(other.directory, { recursive: true });
  chmodSync(other.directory, 0o777);
  assert.throws(
    () => prepareCommandFile(other.cache),
    (error) => error instanceof Problem && error.text.code === 'cache-unsafe',
  );
});
