import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { sealed } from '../../../scripts/runtime.ts';
import { compileAs } from '../../helpers/compile.ts';
import { hostileFolder, steeringVariables } from './hostile.ts';

// What Bun does to every program that it is compiled into. Nothing here is a wish: it is what the code of
// source/adapters/runtime/ puts right, and what scripts/compile.ts turns off. Where a newer Bun makes one of these red, the
// code for it can go, or has to change.

const directory = realpathSync(mkdtempSync(join(tmpdir(), 'rolecall-probe-')));
const entry = fileURLToPath(new URL('fixtures/probe.ts', import.meta.url));
const open = join(directory, 'open');
const shut = join(directory, 'shut');
const isLinux = process.platform === 'linux' ? false : 'it reads /proc';

before(async () => {
  await compileAs({ entry, outfile: open, isSealed: false, mayLookUp: true });
  await compileAs({ entry, outfile: shut, mayLookUp: true });
});
after(() => rmSync(directory, { recursive: true, force: true }));

type Setting = { readonly env?: Record<string, string>; readonly cwd?: string };

const clean = { PATH: '/usr/bin:/bin', HOME: directory, LANG: 'C.UTF-8' };

const run = (program: string, argv: readonly string[], { env = {}, cwd = directory }: Setting = {}) =>
  spawnSync(program, argv, { env: { ...clean, ...env }, cwd, encoding: 'utf8', timeout: 20_000 });

type Left = {
  readonly descriptors: readonly string[];
  readonly ignored: readonly string[];
  readonly softLimit: string;
};

/** What a command sees that is started with descriptors 3 and 7 open, 256 files at most, HUP ignored. */
function left(...how: readonly string[]): Left {
  const look =
    'for fd in /proc/self/fd/*; do echo "fd $(basename $fd)"; done; grep "^SigIgn" /proc/$$/status; echo "limit $(ulimit -Sn)"';
  const line = `trap '' HUP; ulimit -Sn 256; exec 3</dev/null 7</dev/null; exec "$@"`;
  const { stdout } = run('/bin/bash', ['-c', line, 'bash', ...how, '/bin/bash', '-c', look]);
  const mask = BigInt(`0x${/SigIgn:\s*(\S+)/.exec(stdout)?.[1] ?? '0'}`);
  const signals = { HUP: 1, PIPE: 13, CHLD: 17, XFSZ: 25 };
  return {
    descriptors: [...stdout.matchAll(/^fd (\d+)$/gm)].map(([, fd = '']) => fd).filter((fd) => fd === '7'),
    ignored: Object.entries(signals).flatMap(([name, at]) => (mask & (1n << BigInt(at - 1)) ? [name] : [])),
    softLimit: /limit (\S+)/.exec(stdout)?.[1] ?? '',
  };
}

const hard = () => spawnSync('/bin/bash', ['-c', 'ulimit -Hn'], { encoding: 'utf8' }).stdout.trim();

test('what a program finds that a person’s shell starts', { skip: isLinux }, () => {
  assert.deepEqual(left('env'), { descriptors: ['7'], ignored: ['HUP'], softLimit: '256' });
});

test('process.execve closes descriptors, leaves signals ignored and the limit raised', { skip: isLinux }, () => {
  const found = left(shut, 'becomes');
  assert.deepEqual(found, { descriptors: [], ignored: ['HUP', 'PIPE', 'XFSZ'], softLimit: hard() });
});

test('a child gets no descriptor, and its signals at their defaults, HUP included', { skip: isLinux }, () => {
  const found = left(shut, 'spawns');
  assert.deepEqual(found, { descriptors: [], ignored: [], softLimit: hard() });
});

test('writing to a pipe through process.stdout leaves it non-blocking', { skip: isLinux }, () => {
  const line = '{ "$0" writes; grep flags /proc/self/fdinfo/3 3>&1 >&2; } | cat >/dev/null';
  const { stderr } = run('/bin/bash', ['-c', line, shut]);
  assert.notEqual(Number.parseInt(/flags:\s*(\d+)/.exec(stderr)?.[1] ?? '', 8) & 0o4000, 0);
});

test('the command line is ours: no word of it is read as an option of Bun', () => {
  const { stdout } = run(shut, ['prints', '--version', '-e', '1', '--inspect']);
  assert.deepEqual(JSON.parse(stdout).argv.slice(2), ['prints', '--version', '-e', '1', '--inspect']);
  assert.equal(JSON.parse(stdout).exec, shut);
});

const hostile = () => hostileFolder(directory);
const hasRun = (folder: string) => readdirSync(folder).includes('ran');

test('a module that is found when it runs, runs: where code may be made', () => {
  const { path: folder } = hostile();
  run(open, ['imports', 'evil'], { cwd: folder });
  assert.ok(hasRun(folder), 'so no import may be left to be looked up');
});

test('and not where none may be', () => {
  const { path: folder } = hostile();
  for (const name of ['evil', './evil.js', join(folder, 'evil.js'), 'data:text/javascript,1']) {
    assert.equal(run(shut, ['imports', name], { cwd: folder }).stdout, 'EvalError\n', name);
  }
  assert.ok(!hasRun(folder));
});

test('nothing of the folder, or of the home, is read', () => {
  const { path: folder } = hostile();
  const { stdout, stderr } = run(shut, ['prints'], { cwd: folder, env: { HOME: folder, XDG_CONFIG_HOME: folder } });
  assert.equal(stderr, '');
  assert.equal(JSON.parse(stdout).env.EVIL, undefined);
  assert.ok(!hasRun(folder));
});

test('with each of the runtime’s variables set, it does the same and writes nothing', { timeout: 300_000 }, () => {
  const { path: folder, code: evil } = hostile();
  const all = steeringVariables;
  assert.ok(all.length > 400, `${all.length} variables are known`);
  const values = ['1', evil, `--preload ${evil}`, join(folder, 'written')];
  const before = readdirSync(folder).sort();
  // All at once, since none may do anything; then one by one those whose effect another could hide.
  const single = all.filter((name) => !name.startsWith('BUN_JSC_') || /Path|Directory|File|Overrides/.test(name));
  const steers = (names: readonly string[], value: string) => {
    const env = Object.fromEntries(names.map((name) => [name, value]));
    const { status, stdout, stderr } = run(shut, ['prints'], { cwd: folder, env });
    return status !== 0 || stderr !== '' || JSON.parse(stdout).cwd !== folder;
  };
  for (const value of values) assert.ok(!steers(all, value), value);
  assert.deepEqual(
    single.filter((name) => steers([name], evil)),
    [],
  );
  assert.deepEqual(readdirSync(folder).sort(), before);
});

test('of what the allocator prints, nothing is ours', () => {
  const { stdout, stderr } = run(shut, ['prints'], { env: { MIMALLOC_VERBOSE: '1', SECRET: 'topsecret' } });
  assert.match(stdout + stderr, /mimalloc: /);
  assert.doesNotMatch(stderr, /topsecret/);
});

test('what was overwritten is nothing that the runtime’s own modules are written with', () => {
  const { status, stderr } = run(shut, ['builtins']);
  assert.equal(status, 0);
  assert.doesNotMatch(stderr, /error/);
});

test('a runtime with other names is refused', () => {
  assert.equal(sealed(Buffer.from('xBUN_NEWS\0_BUN_OWN\0')).names, 1);
});
