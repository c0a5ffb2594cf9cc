import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { type TestContext, test } from 'node:test';
import { addPermissionSet } from '../../source/sandbox/identity-center/permission-sets.ts';
import { portalAt, readSignInFile, signInPath } from '../helpers/identity-center.ts';
import { atHost, keys, sitDown } from '../helpers/person.ts';
import { runProgram } from '../helpers/program.ts';
import { ACCOUNT_A, accountIn, PROD } from '../sandbox/clients.ts';

/** Mary with profiles that start from Identity Center, and nobody signed in. */
async function sitDownSignedOut(context: TestContext) {
  const seated = await sitDown(context);
  const { aws, config, directory } = seated.home;
  const Statement = { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' } as const;
  addPermissionSet(accountIn(aws, ACCOUNT_A), 'Developer', { policies: { all: { Statement } } });
  const ends = `region = eu-west-1\nendpoint_url = ${aws.url}\n`;
  // The demo's own portal is another session of the same start URL: here there is one alone.
  const profiles = (await readFile(config, 'utf8')).replace(/\[sso-session corp\][^[]*/, '');
  await writeFile(
    config,
    `${profiles}
[sso-session 'my corp']
sso_start_url = https://corp.awsapps.com/start
sso_region = eu-west-1
sso_registration_scopes = sso:account:access

[profile corp-dev]
sso_session = my corp
sso_account_id = ${ACCOUNT_A}
sso_role_name = Developer
${ends}
[profile corp-prod]
role_arn = arn:aws:iam::${PROD}:role/ReadOnly
source_profile = corp-dev
${ends}`,
  );
  const path = signInPath(directory, portalAt(aws.url, { ssoSession: 'my corp' }));
  return { ...seated, path };
}

/** What the person does in a browser: the address on the screen. */
async function approve(text: string, more = ''): Promise<void> {
  const url = /http:\/\/127\.0\.0\.1:\d+\/device\?user_code=([A-Z]{4}-[A-Z]{4})/.exec(text);
  assert.ok(url, text);
  assert.match(text, new RegExp(`The page must show ${url[1]}`));
  await (await fetch(`${url[0]}${more}`)).text();
}

test('nobody is signed in: it is offered, approved in a browser, and the role opens', async (context) => {
  const { home, terminal, path } = await sitDownSignedOut(context);
  terminal.enter('rolecall corp-prod');
  await terminal.until('You are not signed in to IAM Identity Center');
  assert.equal(home.aws.count('RegisterClient'), 0, 'nothing before the person wants it');
  terminal.type(keys.enter);
  await terminal.until('The page must show');
  await approve(terminal.text);
  await terminal.until('is now corp-prod');
  const { fields, mode } = await readSignInFile(path);
  assert.equal(mode, 0o600);
  assert.deepEqual([fields.startUrl, fields.region], ['https://corp.awsapps.com/start', 'eu-west-1']);
  assert.ok(fields.refreshToken && fields.clientId && fields.registrationExpiresAt);
  for (const secret of [fields.accessToken, fields.refreshToken, fields.clientSecret])
    assert.ok(secret && !terminal.output.includes(secret), 'no secret is shown');
  terminal.enter('exit');
  await terminal.until(atHost);
});

test('Esc gives it up; a denial is said', async (context) => {
  const { terminal } = await sitDownSignedOut(context);
  terminal.enter('rolecall corp-prod');
  await terminal.until('You are not signed in to IAM Identity Center');
  terminal.type(keys.enter);
  await terminal.until('The page must show');
  terminal.type(keys.escape);
  await terminal.until(atHost);
  assert.equal(await terminal.run('echo $?'), '130');
  terminal.enter('clear; rolecall corp-dev');
  await terminal.until('You are not signed in to IAM Identity Center');
  terminal.type(keys.enter);
  await terminal.until('The page must show');
  await approve(terminal.text, '&deny=1');
  await terminal.until('The sign-in was denied in the browser.');
  await terminal.until(atHost);
});

test('rolecall login signs in by itself; without a terminal a role says the command', async (context) => {
  const { home, terminal } = await sitDownSignedOut(context);
  const refused = await runProgram(['credential-process', 'corp-prod'], { env: home.env });
  assert.equal(refused.code, 1);
  assert.match(refused.err, /rolecall login corp-dev/);
  assert.match(refused.err, /aws sso login --sso-session 'my corp'/);
  terminal.enter("rolecall login 'my corp'");
  await terminal.until('The page must show');
  await approve(terminal.text);
  await terminal.until(/Signed in to my corp; renewed automatically until the company's session ends\./);
  await terminal.until(atHost);
  const ran = await runProgram(['credential-process', 'corp-prod'], { env: home.env });
  assert.deepEqual([ran.code, ran.err], [0, '']);
  const other = await runProgram(['login', 'mary'], { env: home.env });
  assert.match(other.err, /mary does not start from IAM Identity Center/);
});
