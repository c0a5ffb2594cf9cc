import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type TestContext, test } from 'node:test';
import { setTimeout as after } from 'node:timers/promises';
import { makeHome, phone } from '../helpers/home.ts';
import { portalAt, writeSignIn } from '../helpers/identity-center.ts';
import { listen } from '../helpers/listen.ts';
import { atHost, choose, keys, sitDown } from '../helpers/person.ts';
import { program } from '../helpers/program.ts';
import { Terminal } from '../helpers/terminal.ts';

const config = `[profile mary]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
region = eu-west-1
[profile prod]
role_arn = arn:aws:iam::111122223333:role/prod
source_profile = mary
[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
sso_region = eu-west-1
[profile web]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = web
`;

test('an AWS that accepts and never answers is told to the person who waits, whatever the verb', async (context) => {
  const server = createServer(() => undefined);
  const url = `http://127.0.0.1:${await listen(context, server)}`;
  const waiting = [
    ['exec', 'prod', '--', 'true'],
    ['exec', 'web', '--', 'true'],
    ['export', 'prod', '--format', 'json'],
    ['console', 'prod', '--print'],
    ['login', 'corp', '--device'],
    ['logout', 'corp'],
    ['discover', 'corp', '--no-color'],
    ['role', 'list', '--profile', 'mary'],
    ['role', 'show', 'prod', '--profile', 'mary'],
    ['status', '--verify'],
  ];
  await Promise.all(
    waiting.map(async (argv) => {
      const home = await makeHome(context, { config });
      const portal = portalAt(url, { portalEndpoint: url });
      const signedIn = { startUrl: portal.startUrl, region: portal.ssoRegion, accessToken: 'token' };
      await writeSignIn(home.directory, portal, { ...signedIn, expiresAt: Date.now() + 3_600_000 });
      const env = {
        ...home.env,
        AWS_ENDPOINT_URL: url,
        AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
        AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
      };
      await using terminal = new Terminal({ file: program[0], args: argv, env, cwd: home.directory, columns: 120 });
      await terminal.until(/has not answered/).catch((error: unknown) => assert.fail(`${argv.join(' ')}: ${error}`));
      assert.equal(
        terminal.output.match(/AWS has not answered yet \(127\.0\.0\.1:\d+\)\. Ctrl\+C ends the waiting\./g)?.length,
        1,
        argv.join(' '),
      );
      terminal.type(keys.ctrlC);
      await terminal.exit;
    }),
  );
});

test('also after a code on a line of a terminal that draws nothing', async (context) => {
  const { home, terminal } = await sitDown(context, { columns: 120 });
  terminal.enter('TERM=dumb rolecall exec hub -- true');
  await terminal.until('MFA code of mary-phone for hub:');
  home.aws.failNext({ kind: 'slow', ms: 60_000, action: 'AssumeRole' });
  home.aws.failNext({ kind: 'slow', ms: 60_000, action: 'GetSessionToken' });
  terminal.enter(home.aws.code(phone));
  await terminal.until(/^AWS has not answered yet \(127\.0\.0\.1:\d+\)\. Ctrl\+C ends the waiting\.$/m);
  terminal.type(keys.ctrlC);
  await terminal.until(atHost);
});

/** Somebody at a terminal, while another rolecall waits for an AWS that is slow, with the lock of a role. */
async function besides(context: TestContext, profile: string) {
  const sat = await sitDown(context, { columns: 120 });
  sat.home.aws.failNext({ kind: 'slow', ms: 60_000, action: 'AssumeRole' });
  const [file, ...words] = program;
  const other = spawn(file, [...words, 'exec', profile, '--', 'true'], { env: sat.home.env, stdio: 'ignore' });
  context.after(() => other.kill('SIGKILL'));
  const isLocked = async () => {
    const names = await readdir(`${sat.home.directory}/.cache/rolecall`).catch(() => []);
    return names.some((name) => /^session-.*\.lock$/.test(name));
  };
  while (!(await isLocked())) await after(20);
  return { ...sat, other };
}

test('who waits for another rolecall is told so, and goes on when that one has ended', async (context) => {
  const { terminal, other } = await besides(context, 'prod-readonly');
  terminal.enter('rolecall exec prod-readonly -- echo "all"" through"');
  await terminal.until(/^Another rolecall is opening the same session; waiting for it\. Ctrl\+C ends the waiting\.$/m);
  other.kill('SIGKILL');
  await terminal.until('all through');
});

test('also in the picker, as a step', async (context) => {
  const { terminal, other } = await besides(context, 'prod-readonly');
  terminal.enter('rolecall');
  await terminal.until('type to search');
  await choose(terminal, 'prod-readonly');
  terminal.type(keys.enter);
  await terminal.until('another rolecall, which is opening the same session');
  other.kill('SIGKILL');
  await terminal.until(/is now .*ReadOnly/);
});
