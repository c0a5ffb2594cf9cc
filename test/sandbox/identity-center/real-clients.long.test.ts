import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fromSSO } from '@aws-sdk/credential-providers';
import { signInPorts } from '../../../source/adapters/aws/identity-center/sign-in.ts';
import { readSignIn, signInText } from '../../../source/domain/portals/sign-in.ts';
import { signInToPortal } from '../../../source/domain/portals/sign-in-flow.ts';
import { assign, withdraw } from '../../../source/sandbox/identity-center/build.ts';
import { awsCli } from '../../helpers/aws-cli.ts';
import { portalAt, signInPath } from '../../helpers/identity-center.ts';
import { assignHostile, assignMany } from '../../helpers/portals.ts';
import { runProgram } from '../../helpers/program.ts';
import { START_URL, signIn } from './client.ts';
import {
  ACCOUNT,
  awsClis,
  makeEmployee,
  type Run,
  run,
  signInWithAwsCli,
  signInWithAwsCliInBrowser,
  skipped,
} from './employee.ts';

// The portal is asked by programs that are not ours, so that the sandbox is no mirror of our own mistakes.

const PERSON = 'mary@example.com';

/** One call of the portal by a client. */
const sso = (file: string, env: NodeJS.ProcessEnv, accessToken: string, words: string[]): Promise<Run> =>
  run(file, ['sso', ...words, '--output', 'json', `--access-token=${accessToken}`], env);

function parsed({ ok, out, err }: Run) {
  assert.ok(ok, err);
  return JSON.parse(out);
}

for (const [name, file = ''] of awsClis()) {
  test(`${name} lists accounts and roles page by page`, { skip: skipped(name, file || undefined) }, async (context) => {
    const { aws, portal, env } = await makeEmployee(context);
    assignMany(portal, { accounts: 45, roles: 25 });
    assignHostile(portal);
    // The client ends with a traceback where a name has half a character.
    for (const { id, name = '' } of portal.persons.get(PERSON)?.values() ?? [])
      if (!name.isWellFormed()) withdraw(portal, { account: id });
    const { accessToken } = (await signIn(aws)).token;
    const { accountList } = parsed(await sso(file, env, accessToken, ['list-accounts']));
    assert.equal(accountList.length, portal.persons.get(PERSON)?.size);
    assert.equal(aws.count('ListAccounts'), Math.ceil(accountList.length / 20));
    const roles = ['list-account-roles', '--account-id', ACCOUNT, '--page-size', '10'];
    const { roleList } = parsed(await sso(file, env, accessToken, roles));
    assert.equal(new Set(roleList.map(({ roleName }: { roleName: string }) => roleName)).size, 25);
    assert.equal(aws.count('ListAccountRoles'), 3);
  });

  test(`${name} gets credentials, and is told why not`, { skip: skipped(name, file || undefined) }, async (context) => {
    const { aws, portal, env } = await makeEmployee(context);
    assignMany(portal, { accounts: 1, roles: 1 });
    const { token, logout } = await signIn(aws);
    const open = (role: string) =>
      sso(file, env, token.accessToken, ['get-role-credentials', '--account-id', ACCOUNT, '--role-name', role]);
    assert.match(parsed(await open('Role1')).roleCredentials.accessKeyId, /^ASIA/);
    assert.match(
      (await open('None')).err,
      /\(ForbiddenException\) when calling the GetRoleCredentials operation: No access/,
    );
    await logout();
    assert.match(
      (await open('Role1')).err,
      /\(UnauthorizedException\) when calling the GetRoleCredentials operation: Session token not found or invalid/,
    );
  });

  test(`${name} waits and asks again where the portal refuses`, {
    skip: skipped(name, file || undefined),
  }, async (context) => {
    const { aws, portal, env } = await makeEmployee(context);
    assignMany(portal, { accounts: 80, roles: 1 });
    const { token } = await signIn(aws);
    aws.portal(START_URL).set({ throttle: { rate: 0, burst: 0 } });
    const words = ['list-accounts'];
    const once = await sso(file, { ...env, AWS_MAX_ATTEMPTS: '1' }, token.accessToken, words);
    assert.match(
      once.err,
      /\(TooManyRequestsException\) when calling the ListAccounts operation.*HTTP 429 Unknown Code/,
    );
    aws.portal(START_URL).set({ throttle: { rate: 5, burst: 2 } });
    const patient = { ...env, AWS_MAX_ATTEMPTS: '5', AWS_RETRY_MODE: 'standard' };
    assert.equal(parsed(await sso(file, patient, token.accessToken, words)).accountList.length, 80);
    assert.ok(aws.portal(START_URL).counts().refused > 1);
  });
}

test('aws sso login by device code against the sandbox; rolecall and the JavaScript SDK read what it wrote', {
  skip: skipped('the AWS CLI v2', awsCli()),
}, async (context) => {
  const { aws, portal, home, env } = await makeEmployee(context);
  assignMany(portal, { accounts: 1, roles: 1 });
  assign(portal, 'bob@example.com', { account: ACCOUNT, roles: ['Ops'] });
  await signInWithAwsCli(aws, env);
  assert.deepEqual(
    aws.calls.filter(({ action }) => action !== 'CreateToken').map(({ action }) => action),
    ['RegisterClient', 'StartDeviceAuthorization'],
  );
  assert.ok(aws.calls.some(({ code }) => code === 'authorization_pending'));
  const cache = join(home.directory, '.aws', 'sso', 'cache');
  const texts = await Promise.all((await readdir(cache)).map((file) => readFile(join(cache, file), 'utf8')));
  const signIns = texts.flatMap((text) => readSignIn(text) ?? []);
  assert.deepEqual(
    signIns.map(({ startUrl, refreshToken, client }) => [startUrl, typeof refreshToken, typeof client?.secret]),
    [[START_URL, 'string', 'string']],
  );
  const who = await run(awsCli() ?? '', ['sts', 'get-caller-identity', '--profile', 'dev'], env);
  assert.match(JSON.parse(who.out).Arn, /assumed-role\/AWSReservedSSO_Role1_\w+\/mary@example\.com$/);
  const before = process.env.HOME;
  process.env.HOME = home.directory;
  try {
    const filepath = join(home.directory, 'none');
    const clientConfig = { endpoint: aws.url };
    const options = { profile: 'dev', configFilepath: home.config, filepath, clientConfig };
    assert.match((await fromSSO(options)()).accessKeyId, /^ASIA/);
  } finally {
    process.env.HOME = before;
  }
  const out = await run(awsCli() ?? '', ['sso', 'logout'], env);
  assert.ok(out.ok, out.err);
  assert.equal(aws.count('Logout'), 1);
});

test('aws sso login in the browser against the sandbox; rolecall uses and renews what it wrote, and the other way round', {
  skip: skipped('the AWS CLI v2', awsCli()),
}, async (context) => {
  const { aws, portal, home, env } = await makeEmployee(context);
  assignMany(portal, { accounts: 1, roles: 1 });
  await signInWithAwsCliInBrowser(env);
  assert.deepEqual(
    aws.calls.map(({ action }) => action),
    ['RegisterClient', 'CreateToken'],
  );
  const at = portalAt(aws.url);
  const path = signInPath(home.directory, at);
  const ages = async () => {
    const signIn = readSignIn(await readFile(path, 'utf8'));
    assert.ok(signIn?.refreshToken);
    await writeFile(path, signInText({ ...signIn, expiresAt: Date.now() + 60_000 }));
  };
  await ages();
  const byUs = await runProgram(['exec', 'dev', '--', 'true'], { env });
  assert.equal(byUs.code, 0, byUs.err);
  assert.equal(aws.count('CreateToken'), 2, 'rolecall renewed it');
  await ages();
  const byCli = await run(awsCli() ?? '', ['sts', 'get-caller-identity', '--profile', 'dev'], env);
  assert.ok(byCli.ok, byCli.err);
  assert.equal(aws.count('CreateToken'), 3, 'the AWS CLI renewed ours');
  // A sign-in of ours in the browser, renewed by the AWS CLI.
  const ports = { ...signInPorts(at, {}, { env }), isApart: false };
  const browser = { missing: undefined, open: async (url: string) => void fetch(url) };
  const given = (signal: AbortSignal) =>
    new Promise<undefined>((resolve) => signal.addEventListener('abort', () => resolve(undefined)));
  const signer = { shown: () => undefined, told: () => undefined, given };
  await signInToPortal(at, 'browser', { ...ports, browser }, signer, new AbortController().signal);
  await ages();
  // Its own cache of role credentials would serve it.
  await rm(join(home.directory, '.aws', 'cli'), { recursive: true });
  const again = await run(awsCli() ?? '', ['sts', 'get-caller-identity', '--profile', 'dev'], env);
  assert.ok(again.ok, again.err);
  assert.equal(aws.count('CreateToken'), 5);
});

test('aws sso login is told of a wrong region as an invalid request', {
  skip: skipped('the AWS CLI v2', awsCli()),
}, async (context) => {
  const { aws, home, env } = await makeEmployee(context);
  await mkdir(join(home.directory, '.aws'), { recursive: true });
  const config = await readFile(home.config, 'utf8');
  await writeFile(home.config, config.replace('sso_region = eu-west-1', 'sso_region = us-east-1'));
  const words = ['sso', 'login', '--sso-session', 'corp', '--use-device-code'];
  const there = { ...env, AWS_ENDPOINT_URL_SSO_OIDC: `${aws.url}/regions/us-east-1` };
  const login = await run(awsCli() ?? '', words, there);
  assert.equal(login.ok, false);
  assert.match(login.err, /\(InvalidRequestException\) when calling the StartDeviceAuthorization operation/);
});
