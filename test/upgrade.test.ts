import assert from 'node:assert/strict';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { sweepNowAndThen } from '../source/adapters/cache/sweep.ts';
import { separator } from '../source/domain/shells/answer.ts';
import { runProgram } from './helpers/program.ts';

const fixture = fileURLToPath(new URL('fixtures/home-0.1.0/', import.meta.url));
/** The stored request of `ystataws`. */
const request = 'aea6f19d99c914d7c3cf1be56a6f1004e0176a87';

/**
 * A home as rolecall 0.1.0 left it half an hour ago: two sessions, an MFA session, a stored request, a live role's
 * configuration, compiled code, settings, the last edit. Its AWS does not answer any more.
 */
async function homeOfOld(context: TestContext) {
  const home = await mkdtemp(join(tmpdir(), 'rolecall-test-'));
  context.after(() => rm(home, { recursive: true, force: true }));
  const cache = join(home, '.cache', 'rolecall');
  const settings = join(home, '.config', 'rolecall');
  for (const [from, to] of [
    ['cache', cache],
    ['settings', settings],
    ['aws', join(home, '.aws')],
  ] as const) {
    await mkdir(to, { recursive: true, mode: 0o700 });
    await cp(join(fixture, from), to, { recursive: true });
    for (const entry of await readdir(to, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      if (!entry.isFile()) continue;
      const text = await readFile(path, 'utf8');
      const later = String(Date.now() + 30 * 60_000);
      await writeFile(path, text.replaceAll('@HOME@', home).replace(/("expiresAt": *)\d+/, `$1${later}`), {
        mode: 0o600,
      });
    }
  }
  await mkdir(join(cache, 'compiled', 'v24'), { recursive: true, mode: 0o700 });
  await writeFile(join(cache, 'compiled', 'v24', 'bf1dfd65'), 'code');
  await writeFile(join(cache, 'swept'), '');
  await utimes(join(cache, 'swept'), 0, 0);
  const env = { HOME: home, PATH: process.env.PATH ?? '' };
  return {
    home,
    cache,
    settings,
    env,
    run: (argv: readonly string[], more = {}) => runProgram(argv, { env: { ...env, ...more } }),
  };
}

test('the sessions of 0.1.0 serve', async (context) => {
  const { run } = await homeOfOld(context);
  for (const profile of ['ystataws', 'prod-admin']) {
    const { code, out, err } = await run(['exec', profile, '--', 'printenv', 'AWS_ACCESS_KEY_ID', 'ROLECALL_PROFILE']);
    assert.equal(code, 0, err);
    assert.match(out, new RegExp(`^ASIA\\w{16}\n${profile}\n$`));
  }
  const { out } = await run(['credential-process', 'ystataws']);
  assert.match(JSON.parse(out).AccessKeyId, /^ASIA/);
});

test('its settings stay, and its last edit can be taken back', async (context) => {
  const { run, home, settings } = await homeOfOld(context);
  assert.match(await readFile(join(home, '.aws', 'config'), 'utf8'), /\[profile audit\][^[]*region = eu-west-1/);
  const { code, err } = await run(['edit', '--undo']);
  assert.equal(code, 0, err);
  assert.match(await readFile(join(home, '.aws', 'config'), 'utf8'), /\[profile audit\][^[]*region = us-east-1/);
  const kept = JSON.parse(await readFile(join(settings, 'settings.json'), 'utf8'));
  assert.deepEqual(kept.recents, ['ystataws']);
});

const keys = 'aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/SECRET\n';

for (const verb of [['doctor', '--offline'], ['forget'], ['switch', 'ystataws'], ['edit', 'audit', '--color', 'red']]) {
  test(`keys that it kept are gone after ${verb.join(' ')}`, async (context) => {
    const { run, home, cache, settings } = await homeOfOld(context);
    const record = join(settings, 'last-edit.json');
    const live = join(cache, 'live', `config-${request}`);
    const path = join(home, '.aws', 'credentials');
    await writeFile(record, JSON.stringify([{ kind: 'credentials', path, before: keys, after: `${keys}\n` }]));
    const text = await readFile(live, 'utf8');
    await writeFile(live, `[profile old]\n${keys}${text}`);
    const open = [record, live].map((each) => openSync(each, 'r'));
    await run(verb, { SHELL: '/bin/true' });
    if (existsSync(record)) assert.doesNotMatch(await readFile(record, 'utf8'), /SECRET/);
    assert.equal(await readFile(live, 'utf8'), `[profile old]\n${text}`);
    assert.deepEqual(await readdir(join(cache, 'live')), [`config-${request}`]);
    for (const each of open) {
      assert.match(readFileSync(each, 'latin1'), /^\0+$/, 'overwritten');
      closeSync(each);
    }
  });
}

test('a hook that an open shell has loaded of it is answered as before', async (context) => {
  const { run } = await homeOfOld(context);
  const entered = await run(['--in-place', 'shell', 'ystataws']);
  assert.equal(entered.code, 0, entered.err);
  const parts = entered.out.split(separator);
  assert.deepEqual([parts[0], parts.at(-1)], ['rolecall/1', 'end']);
  const inside = { ROLECALL_PROFILE: 'ystataws', ROLECALL_SESSION: request, ROLECALL_OUTSIDE: '{}' };
  const renewed = await run(['--in-place', 'shell', '--renew'], inside);
  assert.ok(renewed.out.includes(`ROLECALL_SESSION=${request}`), 'the stored request goes on under its name');
  const left = await run(['--in-place', 'shell', 'off'], { ROLECALL_PROFILE: 'ystataws', ROLECALL_OUTSIDE: '{}' });
  assert.deepEqual([left.code, left.out.split(separator)[0]], [0, 'rolecall/1']);
  const listed = await run(['--in-place', 'shell', 'list', '--names']);
  assert.ok(listed.out.split(separator).includes(':plain=yes'));
});

test('a role that it opened as live goes on fetching its keys', async (context) => {
  const { run } = await homeOfOld(context);
  const { code, out, err } = await run(['credential-process', '--request', request]);
  assert.equal(code, 0, err);
  assert.match(JSON.parse(out).AccessKeyId, /^ASIA/);
});

test('the compiled code that it kept is removed by the next sweep', async (context) => {
  const { cache } = await homeOfOld(context);
  await sweepNowAndThen(cache, Date.now());
  assert.equal(existsSync(join(cache, 'compiled')), false);
  assert.equal(existsSync(join(cache, `request-${request}.json`)), true);
});
