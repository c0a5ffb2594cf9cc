import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { makeDemoHome, phone } from '../../helpers/home.ts';
import { program, runProgram } from '../../helpers/program.ts';

async function openedHome(context: TestContext) {
  const home = await makeDemoHome(context);
  const cache = join(home.directory, '.cache', 'rolecall');
  const entries = async (kind = /^(session|mfa)-.*json$/) =>
    (await readdir(cache).catch(() => [])).filter((name) => kind.test(name));
  const run = (...argv: string[]) => runProgram(argv, home);
  const withCode = (...argv: string[]) => runProgram(argv, { ...home, input: `${home.aws.code(phone)}\n` });
  return { ...home, cache, entries, run, withCode };
}

const ways: readonly (readonly string[])[] = [
  [],
  ['--read-only'],
  ['--duration', '30m'],
  ['--session-name', 'another'],
  ['--region', 'eu-central-1'],
  ['--tag', 'team=blue'],
  ['--policy-arn', 'arn:aws:iam::aws:policy/SecurityAudit'],
  ['--source-identity', 'mary'],
];

test('every session of a role is forgotten, whatever flags it was opened with, and those of other roles stay', async (context) => {
  const { entries, run } = await openedHome(context);
  for (const way of ways) {
    const { code, err } = await run('exec', 'ystataws', ...way, '--', 'true');
    if (code !== 0) assert.match(err, /AccessDenied|not allowed|may not/i, way.join(' '));
  }
  const ofRole = await entries();
  assert.ok(ofRole.length >= 5, `${ofRole.length}`);
  assert.equal((await run('exec', 'audit', '--', 'true')).code, 0);
  assert.equal((await entries()).length, ofRole.length + 1);
  const { code, err } = await run('forget', 'ystataws');
  assert.deepEqual([code, err], [0, 'Forgot ystataws.\n']);
  assert.equal((await entries()).length, 1);
  assert.equal((await run('forget', 'ystataws')).err, 'Nothing of ystataws was cached.\n');
  assert.equal((await run('forget')).err, 'Forgot 1 cached session.\n');
});

test('a role by --role-arn is forgotten with the profile of that role', async (context) => {
  const { entries, run } = await openedHome(context);
  const role = ['--role-arn', 'arn:aws:iam::444455556666:role/ystataws', '--source-profile', 'mary'];
  assert.equal((await run('exec', ...role, '--', 'true')).code, 0);
  assert.equal((await entries()).length, 1);
  await run('forget', 'ystataws');
  assert.deepEqual(await entries(), []);
});

for (const isNamed of [true, false]) {
  test(`the MFA session goes too, with a device that ${isNamed ? 'a' : 'no'} profile names`, async (context) => {
    const { entries, run, withCode, config } = await openedHome(context);
    assert.equal((await withCode('exec', 'prod-admin', '--mfa-code', '-', '--', 'true')).code, 0);
    assert.equal((await entries(/^mfa-/)).length, 1);
    // As a device leaves it that was looked up: under a serial that no profile has.
    if (!isNamed) await writeFile(config, (await readFile(config, 'utf8')).replaceAll(/^mfa_serial.*\n/gm, ''));
    assert.match((await run('forget', 'prod-admin')).err, /^Forgot prod-admin, and the MFA session of mary/);
    assert.deepEqual(await entries(), []);
  });
}

test('sessions of 0.1.0, which do not say of which role they are, go with any', async (context) => {
  const { entries, run, cache } = await openedHome(context);
  await run('exec', 'audit', '--', 'true');
  const [name = ''] = await entries();
  const { of, ...old } = JSON.parse(await readFile(join(cache, name), 'utf8'));
  assert.equal(typeof of, 'string');
  await writeFile(join(cache, name), JSON.stringify(old), { mode: 0o600 });
  const { err } = await run('forget', 'ystataws');
  assert.equal(err, 'Forgot 1 older session that did not say which role it is for.\n');
  assert.deepEqual(await entries(), []);
});

test('a name that does not exist forgets nothing of the others', async (context) => {
  const { entries, run } = await openedHome(context);
  await run('exec', 'audit', '--', 'true');
  assert.equal((await run('forget', 'audit', 'no-such')).code, 1);
  assert.equal((await entries()).length, 1);
});

const canMount =
  process.getuid?.() === 0 && spawnSync('unshare', ['-m', 'mount', '--bind', '/tmp', '/tmp']).status === 0;

for (const names of [[], ['audit']]) {
  test(`what cannot be deleted is said: forget ${names.join(' ')}`, {
    skip: !canMount && 'mounting a directory read-only takes root, on Linux',
  }, async (context) => {
    const { entries, run, cache, env } = await openedHome(context);
    await run('exec', 'audit', '--', 'true');
    const script = 'mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" && shift && exec "$@"';
    const words = ['-m', 'sh', '-c', script, 'sh', cache, program[0], 'forget', ...names] as const;
    const { code, err } = await runProgram(words, { env, program: ['unshare'] });
    assert.equal(code, 1, err);
    assert.match(err, /A cached session could not be deleted, and may still be used/);
    assert.match(err, /Delete it yourself: rm .*session-/);
    assert.doesNotMatch(err, /Forgot/);
    assert.equal((await entries()).length, 1);
  });
}
