import assert from 'node:assert/strict';
import { chmod, mkdir, readdir, stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { compileCacheDirectory } from '../../source/adapters/compile-cache.ts';
import { makeDemoHome, makeHome } from '../helpers/home.ts';
import { runProgram } from '../helpers/program.ts';

const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);

test('compiled code is kept in a directory that only its owner can enter', async (context) => {
  const { directory, env } = await makeHome(context);
  const cache = join(directory, '.cache', 'rolecall');
  assert.equal(compileCacheDirectory(env), join(cache, 'compiled'));
  assert.equal(await modeOf(cache), '700');
  assert.equal(await modeOf(join(cache, 'compiled')), '700');
});

test('where others can write, nothing is kept', async (context) => {
  const { directory, env } = await makeHome(context);
  const compiled = join(directory, '.cache', 'rolecall', 'compiled');
  await mkdir(compiled, { recursive: true, mode: 0o700 });
  for (const path of [compiled, join(directory, '.cache', 'rolecall')]) {
    await chmod(path, 0o777);
    assert.equal(compileCacheDirectory(env), undefined);
    await chmod(path, 0o700);
  }
  assert.equal(compileCacheDirectory(env), compiled);
});

test('whoever wants nothing compiled kept says so as to Node', async (context) => {
  const { env } = await makeHome(context);
  assert.equal(compileCacheDirectory({ ...env, NODE_DISABLE_COMPILE_CACHE: '1' }), undefined);
});

test('a link in its place leads nowhere', async (context) => {
  const { directory, env } = await makeHome(context);
  const cache = join(directory, '.cache', 'rolecall');
  const elsewhere = join(directory, 'elsewhere');
  await mkdir(cache, { recursive: true, mode: 0o700 });
  await mkdir(elsewhere);
  await symlink(elsewhere, join(cache, 'compiled'));
  assert.equal(compileCacheDirectory(env), undefined);
});

test('a command that the process becomes leaves what was compiled behind', async (context) => {
  const { directory, env } = await makeDemoHome(context);
  const { code, err } = await runProgram(['exec', 'ystataws', '--', 'true'], { env });
  assert.equal(code, 0, err);
  const kept = await readdir(join(directory, '.cache', 'rolecall', 'compiled'));
  assert.deepEqual(
    kept.flatMap((name) => /^(core|opening)-/.exec(name)?.[1] ?? []),
    ['core', 'opening'],
  );
});
