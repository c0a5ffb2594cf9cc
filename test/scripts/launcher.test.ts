import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const launcher = fileURLToPath(new URL('../../scripts/launcher.sh', import.meta.url));
const kernel = execFileSync('uname', ['-sm'], { encoding: 'utf8' }).trim();
/** The target of this machine where it is one of glibc. */
const here = { 'Linux x86_64': 'linux-x64', 'Linux aarch64': 'linux-arm64' }[kernel];
const otherMachine = !existsSync('/etc/debian_version') && 'for Debian alone';

/** A folder in which programs that say where they are stand in for rolecall's. @param programs paths below the folder */
function installed(context: TestContext, at: string, programs: readonly string[]) {
  const root = mkdtempSync(join(tmpdir(), 'rolecall launcher-'));
  context.after(() => rmSync(root, { recursive: true, force: true }));
  const path = join(root, at);
  mkdirSync(dirname(path), { recursive: true });
  cpSync(launcher, path);
  chmodSync(path, 0o755);
  for (const program of programs) {
    mkdirSync(dirname(join(root, program)), { recursive: true });
    writeFileSync(join(root, program), `#!/bin/sh\necho "${program}"\nprintf '%s|' "$@"\nenv | grep -c _rolecall_\n`, {
      mode: 0o755,
    });
  }
  const run = (file = path, argv: readonly string[] = []) => {
    const env = { PATH: '/usr/bin:/bin' };
    return spawnSync(file, [...argv], { encoding: 'utf8', env, cwd: root });
  };
  return { root, path, run };
}

const nested = (name: string) => `lib/node_modules/rolecall/node_modules/rolecall-${name}/rolecall`;

for (const [what, at, program] of [
  ['around it', 'lib/node_modules/rolecall/launcher', nested('darwin-x64')],
  ['beside it', 'node_modules/rolecall/launcher', 'node_modules/rolecall-linux-arm64/rolecall'],
  ['above it', 'node_modules/a/node_modules/rolecall/launcher', 'node_modules/rolecall-linux-x64/rolecall'],
  ['in its own folder', 'dist/launcher', 'dist/rolecall'],
] as const) {
  test(`the only program, in a package ${what}, gets the words as they are and nothing of the launcher’s`, (context) => {
    const { run } = installed(context, at, [program]);
    const { stdout, status } = run(undefined, ['a b', '', '*', '$x']);
    assert.equal(stdout, `${program}\na b||*|$x|0\n`);
    assert.equal(status, 1, 'grep found nothing: its own status is the program’s');
  });
}

test('the way to it can be links, relative ones too, and a package that is a link', (context) => {
  const { root, run } = installed(context, 'store/node_modules/rolecall/launcher', [
    'store/node_modules/rolecall-linux-x64/rolecall',
  ]);
  mkdirSync(join(root, 'bin'));
  mkdirSync(join(root, 'node_modules'));
  symlinkSync('../store/node_modules/rolecall', join(root, 'node_modules/rolecall'));
  symlinkSync('../node_modules/rolecall/launcher', join(root, 'bin/first'));
  symlinkSync(join(root, 'bin/first'), join(root, 'bin/rolecall'));
  assert.match(run(join(root, 'bin/rolecall')).stdout, /^store\/node_modules\/rolecall-linux-x64\/rolecall\n/);
});

test('of several programs the one for this machine is chosen', { skip: otherMachine }, (context) => {
  const names = ['linux-x64-musl', 'linux-arm64-musl', 'linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'];
  const { run } = installed(context, 'lib/node_modules/rolecall/launcher', names.map(nested));
  assert.equal(run().stdout.split('\n')[0], nested(here ?? ''));
});

test('where none is installed it says how to get it', (context) => {
  const { run } = installed(context, 'lib/node_modules/rolecall/launcher', []);
  const { status, stderr, stdout } = run();
  assert.deepEqual([status, stdout], [1, '']);
  assert.match(stderr, /^rolecall: the program for this machine \(\w+ \w+\) is not installed\.\n.*--include=optional/);
});

test('of several programs, none for this machine: it says so', { skip: otherMachine }, (context) => {
  const { run } = installed(context, 'node_modules/rolecall/launcher', [
    'node_modules/rolecall-darwin-x64/rolecall',
    'node_modules/rolecall-darwin-arm64/rolecall',
  ]);
  assert.match(run().stderr, /is not installed/);
});

test('on musl without libstdc++ it says what to install', { skip: otherMachine }, (context) => {
  const { run } = installed(context, 'lib/node_modules/rolecall/launcher', [nested('linux-x64-musl')]);
  const { status, stderr } = run();
  assert.equal(status, 1);
  assert.match(stderr, /apk add libstdc\+\+/);
});
