import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { roleInShell } from '../../../source/commands/open/shared/role-in-shell.ts';
import { plainRequest } from '../../../source/domain/sessions/plan/request.ts';
import { contextOf } from '../../helpers/context.ts';
import { makeDemoHome, makeHome, phone } from '../../helpers/home.ts';
import { listen } from '../../helpers/listen.ts';
import { node } from '../../helpers/node.ts';
import { program, runProgram } from '../../helpers/program.ts';

/** What `env` prints. */
const environmentOf = (out: string): ReadonlyMap<string, string> =>
  new Map(out.split('\n').map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));

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
  const after = environmentOf(ran.out);
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

test('a region and keys in the environment do not steer a profile that has its own', async (context) => {
  const home = await makeDemoHome(context);
  const elsewhere = {
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

test('an endpoint in the environment counts before the files, as for the AWS CLI, and nothing is asked elsewhere', async (context) => {
  const home = await makeDemoHome(context);
  const nowhere = 'http://127.0.0.1:1';
  const run = (more: Record<string, string>, ...words: string[]) =>
    runProgram(words, { env: { ...home.env, ...more } });
  const lost = await run({ AWS_ENDPOINT_URL: nowhere }, 'exec', 'ystataws', '--', 'true');
  assert.equal(lost.code, 1);
  assert.match(lost.err, /http:\/\/127\.0\.0\.1:1 cannot be reached/);
  assert.deepEqual(home.aws.calls, []);
  const found = await run(
    { AWS_ENDPOINT_URL: nowhere, AWS_ENDPOINT_URL_STS: home.aws.url },
    'exec',
    'ystataws',
    '--',
    'env',
  );
  assert.equal(found.code, 0, found.err);
  assert.equal(environmentOf(found.out).get('AWS_ENDPOINT_URL'), nowhere, 'what the person set stays');
  const shown = await run({ AWS_ENDPOINT_URL_STS: home.aws.url }, 'show', 'ystataws');
  assert.match(shown.out, /configured by AWS_ENDPOINT_URL_STS; not AWS itself/);
  const diagnosed = await run({ AWS_ENDPOINT_URL_STS: home.aws.url }, 'doctor', '--offline');
  assert.match(diagnosed.out, /AWS_ENDPOINT_URL_STS/);
});

test('an emulated AWS that calls everybody root opens a role whose profile knows nothing of it', async (context) => {
  const answers = (body: string) =>
    body.includes('GetCallerIdentity')
      ? '<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::000000000000:root</Arn><UserId>A</UserId><Account>000000000000</Account></GetCallerIdentityResult></GetCallerIdentityResponse>'
      : `<AssumeRoleResponse><AssumeRoleResult><AssumedRoleUser><Arn>arn:aws:sts::000000000000:assumed-role/messaging/messaging</Arn><AssumedRoleId>A:m</AssumedRoleId></AssumedRoleUser><Credentials><AccessKeyId>LSIAQAAAAAAAEXAMPLE</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>${new Date(Date.now() + 3_600_000).toISOString()}</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`;
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    response.writeHead(200, { 'content-type': 'text/xml' }).end(answers(body));
  });
  const url = `http://127.0.0.1:${await listen(context, server)}`;
  const home = await makeHome(context, {
    config: `[profile default]
region = us-east-1
aws_access_key_id = test
aws_secret_access_key = test

[profile messaging]
role_arn = arn:aws:iam::000000000000:role/messaging
role_session_name = messaging
source_profile = default
`,
  });
  const env = { ...home.env, AWS_ENDPOINT_URL: url };
  const ran = await runProgram(['exec', 'messaging', '--', 'env'], { env });
  assert.equal(ran.code, 0, ran.err);
  assert.equal(environmentOf(ran.out).get('AWS_ENDPOINT_URL'), url);
  const exported = await runProgram(['export', 'messaging'], { env });
  assert.match(exported.err, /Opened at http:\/\/127\.0\.0\.1:\d+, which is not AWS itself \(AWS_ENDPOINT_URL\)/);
});

test('an endpoint of the source reaches the programs of the role, by exec, export and --role-arn', async (context) => {
  const home = await makeDemoHome(context);
  const whole = await readFile(home.config, 'utf8');
  const bare = whole.replaceAll(/^endpoint_url = .*\n/gm, '');
  await writeFile(home.config, bare);
  const keys = await readFile(home.credentials, 'utf8');
  await writeFile(home.credentials, keys.replace('[mary]\n', `[mary]\nendpoint_url = ${home.aws.url}\n`));
  const ran = await runProgram(['exec', 'ystataws', '--', 'env'], home);
  assert.equal(ran.code, 0, ran.err);
  assert.equal(environmentOf(ran.out).get('AWS_ENDPOINT_URL'), home.aws.url);
  const exported = await runProgram(['export', 'ystataws', '--format', 'env-no-export'], home);
  assert.match(exported.out, new RegExp(`^AWS_ENDPOINT_URL='?${home.aws.url}'?$`, 'm'));
  const role = (/role_arn = (.*)/.exec(whole.slice(whole.indexOf('[profile ystataws]'))) ?? [])[1] ?? '';
  const without = await runProgram(['exec', '--role-arn', role, '--source-profile', 'mary', '--', 'env'], home);
  assert.equal(without.code, 0, without.err);
  assert.equal(environmentOf(without.out).get('AWS_ENDPOINT_URL'), home.aws.url);
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
  assert.match(ran.err, /did not accept the code of mary-phone/);
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

test('a role that may want MFA: where nobody can be asked, the advice is how a code gets in all the same', async (context) => {
  const home = await makeDemoHome(context);
  const { code, out, err } = await runProgram(['exec', 'prod-breakglass', '--', 'true'], home);
  assert.deepEqual([code, out], [1, '']);
  assert.match(err, /If the role requires MFA, give a code of mary-phone: in a terminal, or with --mfa-code -\.\n/);
  assert.doesNotMatch(err, /when it is asked for/);
});

test('a command is told a name that no other role has, as a shell is', async (context) => {
  const role = (name: string, account: string, more = '') =>
    `[profile ${name}]\nrole_arn = arn:aws:iam::${account}:role/Admin\nsource_profile = mary\n${more}`;
  const mine =
    role('prod', '111122223333') + role('prod-admin', '444455556666', 'rolecall_display_name = Prod Admin\n');
  const named = async (name: string, config: string) => {
    const { env } = await makeHome(context, { config });
    const world = contextOf(env);
    const session = {
      profile: name,
      credentials: { accessKeyId: 'ASIAX', secretAccessKey: 'x' },
      notes: [],
      cached: false,
    };
    const { displayName, badge = displayName } = await roleInShell(world, session, plainRequest(name));
    return badge;
  };
  assert.equal(await named('prod-admin', mine), 'Prod Admin');
  for (const taken of ['prod', 'Prod Admin', 'prod-admin', 'Prod\tAdmin']) {
    const config = mine + role('stranger', '999999999999', `rolecall_display_name = ${taken}\n`);
    assert.equal(await named('stranger', config), 'stranger', taken);
    assert.equal(await named('prod', config), 'prod', taken);
  }
});
