import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { dispatch } from '../../../source/commands/registry/dispatch.ts';
import { Problem } from '../../../source/problem.ts';
import { addPortal, assign, MARY } from '../../../source/sandbox/identity-center/build.ts';
import { startSandbox } from '../../../source/sandbox/server.ts';
import { createWorld } from '../../../source/sandbox/state/build.ts';
import { contextOf, heard } from '../../helpers/context.ts';
import { makeHome } from '../../helpers/home.ts';
import { portalAt, signInAt, writeSignIn } from '../../helpers/identity-center.ts';
import { assignMany } from '../../helpers/portals.ts';
import { program } from '../../helpers/program.ts';

const corp = 'https://corp.awsapps.com/start';
const other = 'https://other.awsapps.com/start';
const session = (name: string, url: string) =>
  `[sso-session ${name}]\nsso_start_url = ${url}\nsso_region = eu-west-1\nsso_registration_scopes = sso:account:access\n`;

/** Somebody with two portals, signed in at those named. */
async function person(context: TestContext, signedIn: readonly ('corp' | 'other')[]) {
  const world = createWorld();
  const portals = {
    corp: addPortal(world, { startUrl: corp, region: 'eu-west-1' }),
    other: addPortal(world, { startUrl: other, region: 'eu-west-1' }),
  };
  const aws = await startSandbox({ world });
  context.after(() => aws.close());
  const home = await makeHome(context, { config: `${session('corp', corp)}\n${session('other', other)}` });
  for (const name of signedIn) {
    const portal = portalAt(aws.url, { ssoSession: name, startUrl: portals[name].startUrl });
    await writeSignIn(home.directory, portal, await signInAt(portal));
  }
  const endpoints = { AWS_ENDPOINT_URL_SSO: aws.url, AWS_ENDPOINT_URL_SSO_OIDC: aws.url };
  const run = async (argv: readonly string[], abortedAt?: () => boolean, verb = 'discover') => {
    const real = contextOf({ ...home.env, ...endpoints });
    const { output, said } = heard(real.output);
    const stop = new AbortController();
    const looking = setInterval(() => abortedAt?.() && stop.abort(), 20);
    const terminal = { ...real.terminal, interrupted: () => ({ signal: stop.signal, end: () => undefined }) };
    const outcome = await dispatch([verb, ...argv], { ...real, output, terminal }).finally(() =>
      clearInterval(looking),
    );
    return { ...said, outcome };
  };
  const inventory = (name: string, startUrl: string) =>
    contextOf(home.env).portals.inventories.read({ ssoSession: name, startUrl });
  const config = () => readFileSync(join(home.directory, '.aws', 'config'), 'utf8');
  return { aws, portals, run, inventory, config, env: { ...home.env, ...endpoints } };
}

const done = { tag: 'done' };

test('every portal is read, each with its own sign-in and inventory; the config stays as it was', async (context) => {
  const { portals, run, inventory, config, aws } = await person(context, ['corp', 'other']);
  assignMany(portals.corp, { accounts: 3, roles: 2 });
  assignMany(portals.other, { accounts: 1, roles: 1 });
  const before = config();
  const { error, out, outcome } = await run([]);
  assert.deepEqual(outcome, done);
  assert.equal(out, '');
  assert.deepEqual(error.trim().split('\n').sort(), [
    'corp: 3 accounts, 6 roles; 4 calls',
    'other: 1 account, 1 role; 2 calls',
  ]);
  assert.equal(inventory('corp', corp)?.accounts.length, 3);
  assert.equal(inventory('other', other)?.accounts[0]?.roles[0]?.name, 'Role1');
  assert.equal(config(), before);
  assert.equal(aws.portal(corp).counts().sent, 4);
});

test('what came and went since the last time is told; a name or a start URL chooses a portal', async (context) => {
  const { portals, run, aws } = await person(context, ['corp', 'other']);
  assignMany(portals.corp, { accounts: 3, roles: 2 });
  await run(['corp']);
  assert.equal(aws.portal(other).counts().sent, 0);
  aws.portal(corp).withdraw({ account: '100000000002' });
  assign(portals.corp, MARY, { account: '100000000009', name: 'new', roles: ['Ops'] });
  const { error } = await run(['corp']);
  assert.equal(error, 'corp: 3 accounts, 5 roles (1 new, 2 gone); 4 calls\n');
});

test('--json has accounts and roles, for programs', async (context) => {
  const { portals, run } = await person(context, ['corp']);
  assignMany(portals.corp, { accounts: 1, roles: 1 });
  const [found] = JSON.parse((await run(['corp', '--json'])).out);
  const { rolesReadAt, ...account } = found.accounts[0];
  assert.ok(Date.parse(rolesReadAt) > Date.now() - 60_000);
  assert.deepEqual(account, {
    id: '100000000001',
    name: 'account-0001',
    email: 'account-0001@example.com',
    isRefused: false,
    newSince: null,
    goneSince: null,
    roles: [{ name: 'Role1', newSince: null, goneSince: null }],
  });
  assert.deepEqual([found.portal, found.startUrl, found.ended, found.problem], ['corp', corp, 'whole', null]);
  assert.deepEqual(found.counts, { accounts: 1, roles: 1, added: 0, gone: 0, calls: 2, throttled: 0 });
});

test('a portal without a sign-in, or that fails, leaves the other: exit code 1', async (context) => {
  const { portals, run, inventory, aws } = await person(context, ['corp']);
  assignMany(portals.corp, { accounts: 2, roles: 1 });
  const { error, outcome } = await run([]);
  assert.deepEqual(outcome, { tag: 'done', exitCode: 1 });
  assert.match(error, /corp: 2 accounts, 2 roles; 3 calls/);
  assert.match(error, /sign-in of other is missing or has expired[\s\S]*rolecall login other/);
  assert.equal(inventory('other', other), undefined);
  const known = inventory('corp', corp);
  aws.failNext({ action: 'ListAccounts', status: 403, code: 'ForbiddenException', message: 'No access' });
  const refused = await run(['corp', '--json']);
  assert.deepEqual(refused.outcome, { tag: 'done', exitCode: 1 });
  assert.match(refused.error, /^corp: 2 accounts[\s\S]*AWS refused sso:ListAccounts[\s\S]*No access/);
  assert.equal(JSON.parse(refused.out)[0].problem, 'aws-refused');
  assert.deepEqual(inventory('corp', corp)?.accounts, known?.accounts);
});

test('what AWS could not do itself is told as such; accounts whose roles it refuses are counted', async (context) => {
  const { portals, run, aws } = await person(context, ['corp']);
  assignMany(portals.corp, { accounts: 4, roles: 2 });
  const no = { action: 'ListAccountRoles', status: 403, code: 'ForbiddenException', message: 'No access' };
  aws.failNext({ ...no, times: 2 });
  const refused = await run(['corp']);
  assert.equal(refused.error, 'corp: 4 accounts, 4 roles; 5 calls; AWS refuses the roles of 2 accounts\n');
  assert.deepEqual(refused.outcome, done);
  assert.equal((await run(['corp'])).error, 'corp: 4 accounts, 8 roles; 5 calls\n');
  aws.failNext({ action: 'ListAccounts', status: 500, code: 'InternalFailure', message: 'boom', times: 9 });
  const failed = await run(['corp', '--json']);
  assert.match(failed.error, /AWS had an internal error\.[\s\S]*boom/);
  assert.equal(JSON.parse(failed.out)[0].problem, 'aws-failed');
});

test('the sign-in ends in the middle: it is renewed once', async (context) => {
  const { portals, run, aws } = await person(context, ['corp']);
  assignMany(portals.corp, { accounts: 5, roles: 1 });
  const { error, outcome } = await run(['corp']);
  assert.deepEqual(outcome, done, error);
  aws.failNext({
    action: 'ListAccountRoles',
    status: 401,
    code: 'UnauthorizedException',
    message: 'Session token not found or invalid',
  });
  const before = aws.calls.filter(({ action }) => action === 'CreateToken').length;
  assert.deepEqual((await run(['corp'])).outcome, done);
  assert.equal(aws.calls.filter(({ action }) => action === 'CreateToken').length, before + 1);
  aws.portal(corp).revoke();
  const ended = await run(['corp']);
  assert.match(ended.error, /sign-in of corp is missing or has expired/);
  assert.doesNotMatch(ended.error, /gone/);
});

test('Ctrl+C: what was found is kept, and the next run goes on there', async (context) => {
  const { portals, run, inventory, aws } = await person(context, ['corp']);
  assignMany(portals.corp, { accounts: 30, roles: 1 });
  const { outcome } = await run(['corp'], () => aws.portal(corp).counts().sent >= 11);
  assert.deepEqual(outcome, { tag: 'cancelled' });
  const read = inventory('corp', corp)?.accounts.filter(({ rolesReadAt }) => rolesReadAt !== undefined).length ?? 0;
  assert.ok(read >= 8 && read < 30, `${read}`);
  aws.portal(corp).reset();
  assert.deepEqual((await run(['corp'])).outcome, done);
  assert.equal(aws.portal(corp).counts().sent, 1 + 30 - read);
});

test('logout deletes what was found of that portal, forget that of all', async (context) => {
  const { portals, run, inventory } = await person(context, ['corp', 'other']);
  assignMany(portals.corp, { accounts: 1, roles: 1 });
  assignMany(portals.other, { accounts: 1, roles: 1 });
  await run([]);
  await run(['corp'], undefined, 'logout');
  assert.equal(inventory('corp', corp), undefined);
  assert.equal(inventory('other', other)?.accounts.length, 1);
  assert.equal((await run([], undefined, 'forget')).error, 'Forgot what was found of 1 portal.\n');
  assert.equal(inventory('other', other), undefined);
});

test('a portal that lists nothing any more takes nothing away, and says so', async (context) => {
  const { portals, run, inventory, aws } = await person(context, ['corp']);
  assignMany(portals.corp, { accounts: 1, roles: 1 });
  await run(['corp']);
  const known = inventory('corp', corp)?.accounts;
  aws.portal(corp).withdraw({ account: '100000000001' });
  const { error, outcome } = await run(['corp']);
  assert.match(error, /corp no longer lists any account; what was known is kept/);
  assert.deepEqual(outcome, { tag: 'done', exitCode: 1 });
  assert.deepEqual(inventory('corp', corp)?.accounts, known);
});

for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  test(`${signal} ends the program with ${code}, and what was found is kept`, async (context) => {
    const { portals, inventory, aws, env } = await person(context, ['corp']);
    assignMany(portals.corp, { accounts: 60, roles: 1 });
    const child = spawn(program[0], [...program.slice(1), 'discover', 'corp'], { env, stdio: 'ignore' });
    const ended = once(child, 'exit');
    while (aws.portal(corp).counts().sent < 10) await new Promise((resolve) => setTimeout(resolve, 10));
    child.kill(signal);
    assert.deepEqual(await ended, [code, null]);
    const read = inventory('corp', corp)?.accounts.filter(({ rolesReadAt }) => rolesReadAt !== undefined).length ?? 0;
    assert.ok(read >= 5 && read < 60, `${read}`);
  });
}

test('no portal of that name, and none at all', async (context) => {
  const { run } = await person(context, []);
  await assert.rejects(run(['corq']), (error) => {
    assert.ok(error instanceof Problem);
    assert.equal(error.text.code, 'portal-unknown');
    assert.match(String(error.text.todo), /corp/);
    return true;
  });
});
