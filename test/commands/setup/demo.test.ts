import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { DEMO_PORTAL } from '../../../source/sandbox/demo/company.ts';
import { makeHome } from '../../helpers/home.ts';
import { runProgram } from '../../helpers/program.ts';

test('without a terminal the demo is a tour that ends well and names the portal', async (context) => {
  const { env } = await makeHome(context);
  const { code, out } = await runProgram(['demo'], { env });
  assert.equal(code, 0);
  assert.match(out, new RegExp(`rolecall login ${DEMO_PORTAL.session}\\b`));
  for (const line of out.split('\n').slice(-4)) assert.ok(line.length <= 120, line);
});

test('demo shell is a shell that stays on one AWS: rolecall and the AWS CLI are mary, and nothing of it is left', async (context) => {
  const home = await makeHome(context);
  const script = [
    'echo "$AWS_PROFILE"',
    'rolecall exec ystataws -- sh -c \'echo "$ROLECALL_PROFILE in $ROLECALL_ACCOUNT_ID"\'',
    'rolecall exec ystataws -- sh -c \'echo "$AWS_ACCESS_KEY_ID"\'',
    'rolecall exec ystataws -- sh -c \'echo "$AWS_ACCESS_KEY_ID"\'',
    'echo "$AWS_CONFIG_FILE"',
    'exit 7',
  ].join('\n');
  const { code, out, err } = await runProgram(['demo', 'shell'], { env: home.env, input: script });
  assert.equal(code, 7, err);
  assert.match(err, /You are mary[\s\S]*exit ends it/);
  const [profile, role, first, second, config = ''] = out.split('\n');
  assert.equal(profile, 'mary');
  assert.equal(role, 'ystataws in 444455556666');
  assert.match(first ?? '', /^ASIA/);
  assert.equal(second, first, 'the cache of the first call serves the second');
  while (existsSync(config)) await pause(50);
});

test('sign-ins of the demo are none of the person’s, and theirs stay as they are', async (context) => {
  const home = await makeHome(context);
  const cache = join(home.directory, '.aws', 'sso', 'cache');
  await mkdir(cache, { recursive: true });
  const own = join(cache, `${createHash('sha1').update(DEMO_PORTAL.session).digest('hex')}.json`);
  await writeFile(own, '{"accessToken":"own"}', { mode: 0o600 });
  for (const line of [
    ['logout', DEMO_PORTAL.session],
    ['logout', '--all'],
  ]) {
    await runProgram(['demo', ...line], { env: home.env });
    assert.equal(await readFile(own, 'utf8'), '{"accessToken":"own"}', line.join(' '));
  }
});

test('demo shell takes no words', async (context) => {
  const { env } = await makeHome(context);
  const { code, err } = await runProgram(['demo', 'shell', 'list'], { env });
  assert.equal(code, 2);
  assert.match(err, /takes no arguments/);
});
