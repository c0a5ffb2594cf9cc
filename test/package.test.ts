import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { before, test } from 'node:test';
import { promisify } from 'node:util';
import { options } from '../source/build/build.ts';

const run = promisify(execFile);
const root = options.absWorkingDir;
const npm = (...argv: readonly string[]) =>
  run('npm', [...argv], {
    cwd: root,
    env: { ...process.env, PATH: `${dirname(process.execPath)}:${process.env.PATH}` },
  });

type Packed = {
  readonly filename: string;
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
};
let packed: Packed;
let directory: string;

before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'rolecall-pack-'));
  const { stdout } = await npm('pack', '--json', '--ignore-scripts', '--pack-destination', directory);
  [packed] = JSON.parse(stdout) as [Packed];
});

test('what is packed is what a person runs and reads, and weighs less than a megabyte', () => {
  const strange = packed.files.map(({ path }) => path).filter((path) => !isWanted(path));
  assert.deepEqual(strange, []);
  assert.ok(packed.size <= 1e6, `${packed.size} bytes`);
});

function isWanted(path: string): boolean {
  if (['package.json', 'readme.md', 'license', 'changelog.md'].includes(path)) return true;
  if (['dist/rolecall.cjs', 'dist/licenses.txt', 'dist/rolecall.1'].includes(path)) return true;
  return (
    /^dist\/(core|opening|ui)-\w+\.cjs$|^dist\/chunks\/[\w.-]+\.js$|^dist\/(integration|completion)\/[\w./-]+$/.test(
      path,
    ) && !path.endsWith('.map')
  );
}

test('every bundled package is named with the text of its licence', async () => {
  const { stdout } = await run('tar', ['-xzOf', join(directory, packed.filename), 'package/dist/licenses.txt']);
  for (const name of ['react', 'ink', 'conf', '@aws-sdk/client-sts', 'proper-lockfile']) {
    assert.match(stdout, new RegExp(`^${name} [\\d.]+ \\((MIT|Apache-2.0)\\)$`, 'm'));
  }
  assert.match(stdout, /Permission is hereby granted/);
  assert.match(stdout, /Apache License/);
});

test('the tarball installs without a network, brings nothing along, and runs', async (context) => {
  const prefix = join(directory, 'prefix');
  context.after(() => rm(directory, { recursive: true, force: true }));
  const tarball = join(directory, packed.filename);
  const { stderr } = await npm('install', '--global', '--offline', '--omit=optional', '--prefix', prefix, tarball);
  assert.doesNotMatch(stderr, /install-scripts/, 'nothing runs at install');
  const { stdout } = await run(join(prefix, 'bin', 'rolecall'), ['--version'], {
    env: { HOME: directory, PATH: `${dirname(process.execPath)}:${process.env.PATH}` },
  });
  assert.match(stdout, /^\d+\.\d+\.\d+\n$/);
  const { stdout: installed } = await npm('ls', '--global', '--prefix', prefix, '--all', '--parseable');
  const packages = installed
    .split('\n')
    .filter((line) => line.includes('node_modules') && !line.includes('/@napi-rs/'));
  assert.deepEqual(packages, [join(prefix, 'lib', 'node_modules', 'rolecall')]);
});
