import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { Problem } from '../../../source/problem.ts';
import { ACCOUNT_B, marysKey, stsClient } from '../../sandbox/clients.ts';
import { type CommandWorld, commandWorld, type Over } from '../world.ts';

let world: CommandWorld;
before(async () => {
  world = await commandWorld();
});
after(() => world.close());

const signIn = (argv: readonly string[], over?: Over, env?: Record<string, string>) =>
  world.run(['console', ...argv], over, env);
const lastSignIn = () => world.sandbox.calls.findLast(({ action }) => action === 'getSigninToken');

async function pageOf(url: string): Promise<string> {
  return (await fetch(url.trim())).text();
}

test('--print gives an address on stdout alone, and it signs in as the role', async () => {
  const { out, error } = await signIn(['ystataws', '--print', '--destination', 'ec2']);
  assert.equal(error, '');
  assert.match(out, /^http:\/\/127\.0\.0\.1:\d+\/federation\?Action=login&\S+\n$/);
  const page = await pageOf(out);
  assert.match(page, /assumed-role\/ystataws\/mary/);
  assert.match(page, /https:\/\/console\.aws\.amazon\.com\/ec2\/home\?region=us-east-1/);
});

test('the address goes to the browser where there is one', async () => {
  const opened: string[] = [];
  const browser = async () => ({ missing: undefined, open: async (url: string) => void opened.push(url) });
  const { out, error } = await signIn(['ystataws'], { programs: { browser } });
  assert.equal(out, '');
  assert.equal(error, 'Opened the console as ystataws.\n');
  assert.match(await pageOf(opened[0] ?? ''), /ystataws/);
});

for (const [name, browser] of [
  ['over SSH', { missing: 'You are here over SSH', open: () => Promise.reject(new Error('must not be called')) }],
  ['where the browser does not start', { missing: undefined, open: () => Promise.reject(new Error('ENOENT')) }],
] as const) {
  test(`${name}, the address is printed`, async () => {
    const { out, error } = await signIn(['ystataws'], { programs: { browser: async () => browser } });
    assert.match(out, /Action=login/);
    assert.match(error, /open this within 15 minutes/);
    assert.doesNotMatch(error, /SigninToken/);
  });
}

test('the length is sent for a role assumed with a user’s own keys', async () => {
  await signIn(['staging-developer', '--print', '--duration', '2h']);
  assert.equal(lastSignIn()?.params.SessionDuration, '7200');
  assert.equal(lastSignIn()?.status, 200);
});

test('the length is never sent for a chained role, and that is said', async () => {
  const { error } = await signIn(['prod-ops', '--print', '--duration', '1h', '--mfa-code', '-'], {
    terminal: { readLine: () => world.sandbox.code('arn:aws:iam::111122223333:mfa/mary-phone') },
  });
  assert.equal(lastSignIn()?.params.SessionDuration, undefined);
  assert.match(error, /ends with the credentials/);
});

test('inside a role, its session signs in, at the endpoint its profile has', async () => {
  const mary = stsClient(world.sandbox, marysKey(world.sandbox));
  const roleArn = `arn:aws:iam::${ACCOUNT_B}:role/ystataws`;
  const { Credentials } = await mary.send(new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: 'mary' }));
  const env = {
    ROLECALL_PROFILE: 'ystataws',
    AWS_ACCESS_KEY_ID: Credentials?.AccessKeyId ?? '',
    AWS_SECRET_ACCESS_KEY: Credentials?.SecretAccessKey ?? '',
    AWS_SESSION_TOKEN: Credentials?.SessionToken ?? '',
    AWS_REGION: 'eu-west-1',
    AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
  };
  const inside = await signIn(['--print'], {}, env);
  assert.match(await pageOf(inside.out), /region=eu-west-1/);
  await assert.rejects(
    signIn(['--print'], {}, { ...env, ROLECALL_EXPIRES_EPOCH: '1' }),
    problem('credentials-expired'),
  );
  await assert.rejects(
    signIn(['--print'], {}, { ...env, AWS_SESSION_TOKEN: 'taken-back' }),
    problem('console-refused'),
  );
});

test('a user cannot sign in this way, which is said before a code is asked for', async () => {
  const calls = world.sandbox.count();
  await assert.rejects(signIn(['mary', '--print']), problem('console-needs-role'));
  assert.equal(world.sandbox.count(), calls);
});

test('a destination elsewhere is refused before anything is asked of AWS', async () => {
  const calls = world.sandbox.count();
  await assert.rejects(
    signIn(['ystataws', '--destination', 'https://evil.example/']),
    problem('destination-elsewhere'),
  );
  assert.equal(world.sandbox.count(), calls);
});

function problem(code: string) {
  return (error: unknown) => {
    assert.ok(error instanceof Problem, String(error));
    assert.equal(error.text.code, code);
    return true;
  };
}

test('$BROWSER gets the address, over SSH too; the next is tried where one fails', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'rolecall-browser-'));
  const file = join(directory, 'helper');
  await writeFile(file, `#!/bin/sh\nprintf '%s' "$1" > '${directory}/opened'\n`, { mode: 0o755 });
  const env = { BROWSER: `no-such-browser:false:${file}`, SSH_CONNECTION: '1 2 3 4' };
  const ran = await signIn(['ystataws'], {}, env);
  assert.deepEqual([ran.out, ran.error], ['', 'Opened the console as ystataws.\n']);
  assert.match(await readFile(join(directory, 'opened'), 'utf8'), /Action=login/);
  const none = await signIn(['ystataws'], {}, { BROWSER: 'false' });
  assert.match(none.out, /Action=login/);
  await rm(directory, { recursive: true });
});
