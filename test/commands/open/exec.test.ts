import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { makeDemoHome, phone } from '../../helpers/home.ts';
import { node } from '../../helpers/node.ts';
import { program, runProgram } from '../../helpers/program.ts';

const whoAmI = fileURLToPath(new URL('../../fixtures/who-am-i.ts', import.meta.url));

test('what was set before does not reach the role', async (context) => {
  const home = await makeDemoHome(context);
  const before = {
    AWS_PROFILE: 'mary',
    AWS_DEFAULT_PROFILE: 'mary',
    AWS_SESSION_TOKEN: 'stale',
    AWS_SECURITY_TOKEN: 'stale',
    AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1:1/',
    AWS_CONTAINER_AUTHORIZATION_TOKEN: 'stale',
    AWS_WEB_IDENTITY_TOKEN_FILE: '/nowhere',
    AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/other',
    AWS_CREDENTIAL_EXPIRATION: '2020-01-01T00:00:00Z',
  };
  const ran = await runProgram(['exec', 'ystataws', '--', 'env'], { env: { ...home.env, ...before } });
  assert.equal(ran.code, 0, ran.err);
  const after = new Map(
    ran.out.split('\n').map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
  for (const name of ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE', 'AWS_SECURITY_TOKEN', 'AWS_ROLE_ARN']) {
    assert.equal(after.has(name), false, name);
  }
  for (const name of after.keys()) assert.doesNotMatch(name, /CONTAINER|WEB_IDENTITY/);
  assert.match(after.get('AWS_ACCESS_KEY_ID') ?? '', /^ASIA/);
  assert.notEqual(after.get('AWS_SESSION_TOKEN'), 'stale');
  assert.equal(after.get('AWS_REGION'), 'us-east-1');
  assert.equal(after.get('AWS_DEFAULT_REGION'), 'us-east-1');
  assert.match(after.get('AWS_CREDENTIAL_EXPIRATION') ?? '', /^20\d\d-.*Z$/);
  assert.equal(after.get('ROLECALL_PROFILE'), 'ystataws');
});

test('an endpoint, a region and keys in the environment do not steer a profile that has its own', async (context) => {
  const home = await makeDemoHome(context);
  const elsewhere = {
    AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
    AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:1',
    AWS_REGION: 'ap-south-1',
    AWS_DEFAULT_REGION: 'ap-south-1',
    AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'wrong',
    AWS_STS_REGIONAL_ENDPOINTS: 'legacy',
  };
  const ran = await runProgram(['exec', 'ystataws', '--', 'true'], { env: { ...home.env, ...elsewhere } });
  assert.equal(ran.code, 0, ran.err);
  const call = home.aws.calls.find(({ action }) => action === 'AssumeRole');
  assert.equal(call?.region, 'us-east-1');
});

test('the SDK for JavaScript sees the role', async (context) => {
  const home = await makeDemoHome(context);
  const ran = await runProgram(['exec', 'ystataws', '--', node, whoAmI], home);
  assert.equal(ran.code, 0, ran.err);
  assert.equal(ran.out.trim(), 'arn:aws:sts::444455556666:assumed-role/ystataws/mary');
});

test('the AWS CLI sees the role', async (context) => {
  const home = await makeDemoHome(context);
  const found = await runProgram(['exec', 'ystataws', '--', 'aws', '--version'], home);
  if (found.code !== 0) return context.skip('aws is not installed');
  const ran = await runProgram(['exec', 'ystataws', '--', 'aws', 'sts', 'get-caller-identity'], home);
  assert.equal(ran.code, 0, ran.err);
  assert.match(ran.out, /assumed-role\/ystataws\/mary/);
});

test('the exit code is the command’s, and 127 where there is none', async (context) => {
  const home = await makeDemoHome(context);
  assert.equal((await runProgram(['exec', 'ystataws', '--', 'sh', '-c', 'exit 42'], home)).code, 42);
  const missing = await runProgram(['exec', 'ystataws', '--', 'no-such-command'], home);
  assert.equal(missing.code, 127);
  assert.match(missing.err, /no-such-command/);
});

test('a code piped in leaves the rest of standard input to the command', async (context) => {
  const home = await makeDemoHome(context);
  const input = `${home.aws.code(phone)}\nthe rest\n`;
  const ran = await runProgram(['exec', 'prod-admin', '--mfa-code', '-', '--', 'cat'], { ...home, input });
  assert.equal(ran.code, 0, ran.err);
  assert.equal(ran.out, 'the rest\n');
  const again = await runProgram(['exec', 'prod-admin', '--', 'true'], home);
  assert.equal(again.code, 0, 'the session is cached');
  assert.equal(home.aws.count('AssumeRole'), 1);
});

test('a wrong code piped in is refused once, and nothing is kept of it', async (context) => {
  const home = await makeDemoHome(context);
  const right = home.aws.code(phone);
  const wrong = right === '000000' ? '000001' : '000000';
  const ran = await runProgram(['exec', 'prod-admin', '--mfa-code', '-', '--', 'true'], {
    ...home,
    input: `${wrong}\n`,
  });
  assert.equal(ran.code, 1);
  assert.match(ran.err, /did not take the code of mary-phone/);
  assert.doesNotMatch(ran.err, new RegExp(wrong));
});

test('a profile whose files change is read anew each time', async (context) => {
  const home = await makeDemoHome(context);
  await runProgram(['exec', 'audit', '--', 'true'], home);
  const { readFile } = await import('node:fs/promises');
  const config = await readFile(home.config, 'utf8');
  await writeFile(join(home.directory, '.aws', 'config'), config.replace('audit-7f3e91', 'another'));
  const ran = await runProgram(['exec', 'audit', '--', 'true'], home);
  assert.equal(ran.code, 1, 'a session made with another external ID is not reused');
  assert.match(ran.err, /external ID/);
});

test('refresh says that a command of exec is not renewed', async (context) => {
  const home = await makeDemoHome(context);
  const ran = await runProgram(['exec', 'ystataws', '--', ...program, 'refresh'], home);
  assert.equal(ran.code, 1);
  assert.match(ran.err, /What runs in ystataws here was started by rolecall exec, and is not renewed\./);
  assert.match(ran.err, /rolecall exec --live/);
});
