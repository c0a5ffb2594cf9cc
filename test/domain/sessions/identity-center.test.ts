import assert from 'node:assert/strict';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { Portal } from '../../../source/domain/portals/portal.ts';
import { addPermissionSet } from '../../../source/sandbox/identity-center/permission-sets.ts';
import { portalAt, readSignInFile, signInAt, signInPath, writeSignIn } from '../../helpers/identity-center.ts';
import { ACCOUNT_A, accountIn, PROD } from '../../sandbox/clients.ts';
import { makePerson, type Person } from './person.ts';

const minutes = (count: number): number => Date.now() + count * 60_000;

/** Mary with a permission set in her account; profiles that start from it, by a session and by the older way. */
async function makeEmployee(context: TestContext, session = 'corp'): Promise<Person & { readonly portal: Portal }> {
  const mary = await makePerson(context);
  const Statement = { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' } as const;
  addPermissionSet(accountIn(mary.aws, ACCOUNT_A), 'Developer', { policies: { all: { Statement } } });
  mary.edit(
    () => `
[sso-session ${/\s/.test(session) ? `'${session}'` : session}]
sso_start_url = https://corp.awsapps.com/start
sso_region = eu-west-1
sso_registration_scopes = sso:account:access

[profile dev]
sso_session = ${session}
sso_account_id = ${ACCOUNT_A}
sso_role_name = Developer
region = eu-west-1
endpoint_url = ${mary.aws.url}

[profile dev-legacy]
sso_start_url = https://corp.awsapps.com/start
sso_region = eu-west-1
sso_account_id = ${ACCOUNT_A}
sso_role_name = Developer
region = eu-west-1
endpoint_url = ${mary.aws.url}

[profile prod]
role_arn = arn:aws:iam::${PROD}:role/ReadOnly
source_profile = dev
region = eu-west-1
endpoint_url = ${mary.aws.url}

[profile prod-legacy]
role_arn = arn:aws:iam::${PROD}:role/ReadOnly
source_profile = dev-legacy
region = eu-west-1
endpoint_url = ${mary.aws.url}
`,
  );
  return { ...mary, portal: portalAt(mary.aws.url, { ssoSession: session }) };
}

test('a sign-in opens its role, and a role from there; afterwards nobody is asked anything', async (context) => {
  const mary = await makeEmployee(context);
  await writeSignIn(mary.directory, mary.portal, await signInAt(mary.portal));
  mary.calls();
  const dev = await mary.open('dev');
  assert.deepEqual(mary.calls(), ['GetRoleCredentials']);
  assert.deepEqual([dev.accountId, dev.roleName, dev.cached], [ACCOUNT_A, 'Developer', false]);
  assert.ok((dev.credentials.expiresAt ?? 0) > minutes(50));
  const prod = await mary.open('prod');
  assert.deepEqual(mary.calls(), ['GetRoleCredentials', 'GetCallerIdentity', 'AssumeRole']);
  assert.match(
    prod.assumedRoleArn ?? '',
    new RegExp(`^arn:aws:sts::${PROD}:assumed-role/ReadOnly/mary@example\\.com$`),
  );
  assert.match(prod.callerArn ?? '', /assumed-role\/AWSReservedSSO_Developer_/);
  await rm(signInPath(mary.directory, mary.portal));
  assert.deepEqual([(await mary.open('dev')).cached, (await mary.open('prod')).cached, mary.calls()], [true, true, []]);
});

test('a session with a blank in its name is a session like any other', async (context) => {
  const mary = await makeEmployee(context, 'my corp');
  await writeSignIn(mary.directory, mary.portal, await signInAt(mary.portal));
  assert.equal((await mary.open('prod')).accountId, PROD);
});

test('the older way, without a session, has a sign-in of its own', async (context) => {
  const mary = await makeEmployee(context);
  const { ssoSession: _, ...legacy } = mary.portal;
  await writeSignIn(mary.directory, legacy, await signInAt(legacy));
  assert.equal((await mary.open('prod-legacy')).accountId, PROD);
  assert.equal((await mary.refused('prod')).code, 'source-sso');
});

test('no sign-in, one that has ended, one that is none and one that AWS no longer takes: the command', async (context) => {
  const mary = await makeEmployee(context);
  const path = signInPath(mary.directory, mary.portal);
  const signIn = await signInAt(mary.portal);
  const { refreshToken: _, ...once } = signIn;
  await mkdir(dirname(path), { recursive: true });
  const files: readonly [what: string, make: () => Promise<unknown>][] = [
    ['none', () => rm(path, { force: true })],
    ['ended', () => writeSignIn(mary.directory, mary.portal, { ...once, expiresAt: minutes(-1) })],
    ['not JSON', () => writeFile(path, '{"accessToken":')],
    ['not a sign-in', () => writeFile(path, '{"accessToken":"x","expiresAt":"soon"}')],
    ['revoked', () => writeSignIn(mary.directory, mary.portal, { ...once, accessToken: 'x'.repeat(64) })],
  ];
  for (const [what, make] of files) {
    await make();
    const problem = await mary.refused('prod');
    assert.equal(problem.code, 'source-sso', what);
    assert.match(problem.title, /sign-in of dev is missing or has expired/, what);
    assert.ok(
      problem.todo?.some((step) => step.endsWith('aws sso login --sso-session corp')),
      what,
    );
    assert.doesNotMatch(JSON.stringify(problem), new RegExp(once.accessToken), what);
  }
});

test('a sign-in that is about to end is renewed once, for every program, and kept as the AWS CLI keeps it', async (context) => {
  const mary = await makeEmployee(context);
  const signIn = await signInAt(mary.portal);
  const path = await writeSignIn(mary.directory, mary.portal, { ...signIn, expiresAt: minutes(2) });
  mary.calls();
  const bypass = { use: { bypass: true } };
  await Promise.all(['dev', 'dev', 'prod', 'dev'].map((profile) => mary.open(profile, bypass)));
  assert.equal(mary.calls().filter((action) => action === 'CreateToken').length, 1);
  const { fields, mode } = await readSignInFile(path);
  assert.equal(mode, 0o600);
  assert.deepEqual(await readdir(dirname(path)), [basename(path)], 'nothing else is left for the AWS CLI to read');
  assert.ok(Date.parse(fields.expiresAt ?? '') > minutes(50));
  assert.notEqual(fields.accessToken, signIn.accessToken);
  assert.notEqual(fields.refreshToken, signIn.refreshToken);
  assert.deepEqual(
    [fields.startUrl, fields.region, fields.clientId, fields.clientSecret],
    [signIn.startUrl, signIn.region, signIn.client?.id, signIn.client?.secret],
  );
  assert.match(fields.registrationExpiresAt ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
});

test('while it cannot be renewed, a sign-in serves to its end; afterwards it is missing', async (context) => {
  const mary = await makeEmployee(context);
  const signIn = await signInAt(mary.portal);
  const spent = { ...signIn, refreshToken: 'spent' };
  await writeSignIn(mary.directory, mary.portal, { ...spent, expiresAt: minutes(2) });
  const bypass = { use: { bypass: true } };
  await mary.open('dev', bypass);
  mary.aws.failNext({ action: 'CreateToken', kind: 'reset', times: 3 });
  await mary.open('dev', bypass);
  await writeSignIn(mary.directory, mary.portal, { ...spent, expiresAt: minutes(-2) });
  assert.equal((await mary.refused('dev', bypass)).code, 'source-sso');
  mary.aws.failNext({ action: 'CreateToken', kind: 'reset', times: 3 });
  assert.equal((await mary.refused('dev', bypass)).code, 'unreachable');
});

test('a role that is not assigned is not a missing sign-in', async (context) => {
  const mary = await makeEmployee(context);
  await writeSignIn(mary.directory, mary.portal, await signInAt(mary.portal));
  mary.edit((config) => config.replaceAll('sso_role_name = Developer', 'sso_role_name = Admin'));
  const problem = await mary.refused('dev');
  assert.equal(problem.code, 'sso-not-assigned');
  assert.equal(problem.title, `IAM Identity Center does not give you Admin in ${ACCOUNT_A}.`);
});

test('answers that are none of AWS’s, and no answer', async (context) => {
  const mary = await makeEmployee(context);
  await writeSignIn(mary.directory, mary.portal, await signInAt(mary.portal));
  mary.aws.failNext({ action: 'GetRoleCredentials', kind: 'garbage' });
  assert.equal((await mary.refused('dev')).code, 'answer-garbled');
  mary.aws.failNext({ action: 'GetRoleCredentials', kind: 'reset', times: 3 });
  assert.equal((await mary.refused('dev')).code, 'unreachable');
  mary.aws.failNext({ action: 'GetRoleCredentials', status: 429, code: 'TooManyRequestsException', message: 'slow' });
  await mary.open('dev');
});
