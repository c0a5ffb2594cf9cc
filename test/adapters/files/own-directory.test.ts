import assert from 'node:assert/strict';
import { chmod, chown, lchown, mkdir, mkdtemp, readdir, rm, stat, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { prepareCommandFile } from '../../../source/adapters/cache/command-files.ts';
import { consoleDirectory } from '../../../source/adapters/cache/console-files.ts';
import { keepLiveConfig } from '../../../source/adapters/cache/live-config.ts';
import { checkOwnDirectory, checkPlace } from '../../../source/adapters/files/own-directory.ts';
import { Problem } from '../../../source/problem.ts';
import { runProgram } from '../../helpers/program.ts';

const other = 12_345;
const onlyRoot = { skip: process.getuid?.() !== 0 && 'only root may give files away' };

const codeOf = (check: () => void): string => {
  try {
    check();
    return 'fine';
  } catch (error) {
    if (error instanceof Problem) return error.text.code;
    throw error;
  }
};

/** A directory `parent/home` that ROLECALL_HOME could name. */
async function place(context: TestContext) {
  const top = await mkdtemp(join(tmpdir(), 'rolecall-test-'));
  context.after(() => rm(top, { recursive: true, force: true }));
  const parent = join(top, 'parent');
  const home = join(parent, 'home');
  await mkdir(home, { recursive: true, mode: 0o700 });
  await chmod(parent, 0o755);
  return { top, parent, home };
}

type Place = Awaited<ReturnType<typeof place>>;

const places: readonly (readonly [string, expected: string, (place: Place) => Promise<unknown>, asRoot?: true])[] = [
  ['ours alone', 'fine', async () => undefined],
  ['one that is not there yet', 'fine', ({ home }) => rm(home, { recursive: true })],
  ['a parent that all may write', 'home-unsafe', ({ parent }) => chmod(parent, 0o777)],
  ['a parent that all may write, sticky as /tmp', 'fine', ({ parent }) => chmod(parent, 0o1777)],
  ['a parent that its group may write', 'fine', ({ parent }) => chmod(parent, 0o775)],
  ['itself written by all', 'home-unsafe', ({ home }) => chmod(home, 0o777)],
  ['a parent of another user', 'home-unsafe', ({ parent }) => chown(parent, other, 0), true],
  ['itself of another user', 'home-unsafe', ({ home }) => chown(home, other, 0), true],
  [
    'a link into a directory that all may write',
    'home-unsafe',
    async ({ top, parent, home }) => {
      await rm(home, { recursive: true });
      await mkdir(join(top, 'open', 'target'), { recursive: true });
      await chmod(join(top, 'open'), 0o777);
      await symlink('../open/target', join(parent, 'home'));
    },
  ],
  [
    'a link of another user',
    'home-unsafe',
    async ({ top, home }) => {
      await rm(home, { recursive: true });
      await mkdir(join(top, 'target'));
      await symlink(join(top, 'target'), home);
      await lchown(home, other, 0);
    },
    true,
  ],
  [
    'links that lead round',
    'fine',
    async ({ home }) => {
      await rm(home, { recursive: true });
      await symlink('home', home);
    },
  ],
];

for (const [what, expected, make, asRoot] of places) {
  test(`ROLECALL_HOME: ${what}: ${expected}`, asRoot ? onlyRoot : {}, async (context) => {
    const made = await place(context);
    await make(made);
    assert.equal(
      codeOf(() => checkPlace(made.home)),
      expected,
    );
  });
}

test('every verb refuses a ROLECALL_HOME that cannot be trusted, in words', async (context) => {
  const { parent, home } = await place(context);
  await chmod(parent, 0o777);
  for (const argv of [['exec', 'a', '--', 'true'], ['credential-process', 'a'], ['list'], ['status'], ['doctor']]) {
    for (const [ROLECALL_HOME, says] of [
      [home, /can be written by every user/],
      ['here', /ROLECALL_HOME is here/],
    ] as const) {
      const { code, err, out } = await runProgram(argv, { env: { HOME: home, PATH: '/usr/bin:/bin', ROLECALL_HOME } });
      assert.equal(code, 2, `${argv.join(' ')}: ${err}`);
      assert.match(err, says);
      assert.match(err, /remove ROLECALL_HOME from the environment/);
      assert.doesNotMatch(err, /bug|\bat .*:\d+/);
      assert.equal(out, '');
    }
  }
});

test('doctor names a parent of ROLECALL_HOME that its group may write', async (context) => {
  const { parent, home } = await place(context);
  await chmod(parent, 0o775);
  const env = { HOME: home, PATH: '/usr/bin:/bin', ROLECALL_HOME: home };
  const { out } = await runProgram(['doctor', '--offline', '--json'], { env });
  const found = JSON.parse(out).find((each: { code: string }) => each.code === 'home-writable-by-group');
  assert.equal(found?.where, parent);
  assert.equal(found?.remedy, `chmod g-w ${parent}`);
});

for (const [holds, mode, expected] of [
  ['sessions', 0o777, 'cache-unsafe'],
  ['sessions', 0o770, 'cache-unsafe'],
  ['sessions', 0o755, 'fine'],
  ['settings', 0o777, 'settings-unsafe'],
  ['settings', 0o775, 'fine'],
  ['settings', 0o755, 'fine'],
] as const) {
  test(`a directory for ${holds} of mode ${mode.toString(8)}: ${expected}`, async (context) => {
    const { home } = await place(context);
    await chmod(home, mode);
    assert.equal(
      codeOf(() => checkOwnDirectory(home, holds)),
      expected,
    );
    if (expected === 'fine') assert.equal((await stat(home)).mode & 0o777, 0o700, 'closed to others');
  });
}

/** What makes a directory of ours in the cache, or the cache. */
const makers: readonly (readonly [what: string, make: (cache: string) => unknown])[] = [
  ['a live role', (cache) => keepLiveConfig(cache, 'x', 'y', '--live')],
  ['a file of a command', prepareCommandFile],
  ['a console', (cache) => consoleDirectory(cache, 'x')],
];

for (const [what, make] of makers) {
  test(`${what}: its directory is made, private, and never in a cache that others may write to`, async (context) => {
    const { home } = await place(context);
    const cache = join(home, 'cache');
    await mkdir(cache);
    await chmod(cache, 0o777);
    await assert.rejects(
      async () => make(cache),
      (error: Problem) => error.text.code === 'cache-unsafe',
    );
    assert.deepEqual(await readdir(cache), []);
    await rm(cache, { recursive: true });
    await make(cache);
    for (const each of [cache, ...(await readdir(cache)).map((name) => join(cache, name))])
      assert.equal((await stat(each)).mode & 0o777, 0o700, each);
  });

  test(`${what}: a cache that cannot be made is said as a person would`, {
    skip: process.platform !== 'linux' && 'nothing is made in /sys',
  }, async () => {
    await assert.rejects(
      async () => make('/sys/kernel/rolecall'),
      (error: Problem) =>
        /^(Your user may not write it|It is on a read-only file system)\.$/.test(error.text.means ?? ''),
    );
  });
}
