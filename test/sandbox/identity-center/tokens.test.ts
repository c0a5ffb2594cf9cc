import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addPortal, assign } from '../../../source/sandbox/identity-center/build.ts';
import { assignMany } from '../../helpers/portals.ts';
import { ask, makePortal, portalCalls, post, refresh, START_URL, signIn } from './client.ts';

const HOUR = 3_600_000;

test('a token of a client with scopes lasts an hour and is refreshed to the end of the session', async (context) => {
  const { aws } = await makePortal(context);
  const mary = await signIn(aws);
  assert.deepEqual([mary.token.expiresIn, mary.token.tokenType], [3600, 'Bearer']);
  let { accessToken, refreshToken } = mary.token;
  for (let hours = 1; hours < 8; hours += 1) {
    aws.clock.advance(HOUR);
    const old = await portalCalls(aws.url, accessToken).accounts();
    assert.equal(old.status, 401, 'the token has ended');
    const { status, body } = await refresh(aws, mary, refreshToken);
    assert.equal(status, 200);
    assert.notEqual(body.refreshToken, refreshToken);
    const spent = await refresh(aws, mary, refreshToken);
    assert.deepEqual([spent.status, spent.body.error], [400, 'invalid_grant'], 'a refresh token is good once');
    assert.equal(spent.headers.get('x-amzn-errortype'), 'InvalidGrantException');
    ({ accessToken, refreshToken } = body);
    assert.equal((await portalCalls(aws.url, accessToken).accounts()).status, 200);
  }
  aws.clock.advance(HOUR);
  assert.equal((await refresh(aws, mary, refreshToken)).body.error, 'invalid_grant', 'the session is over');
});

test('a token of a client without scopes lasts eight hours and is not refreshed', async (context) => {
  const { aws } = await makePortal(context, { sessionSeconds: 90 * 86_400 });
  const mary = await signIn(aws, { scopes: [] });
  assert.deepEqual([mary.token.expiresIn, mary.token.refreshToken], [8 * 3600, undefined]);
  aws.clock.advance(8 * HOUR - 1);
  assert.equal((await mary.accounts()).status, 200);
  aws.clock.advance(1);
  assert.equal((await mary.accounts()).status, 401);
});

test('a token ends no later than its session, and a new sign-in keeps the end of a running session', async (context) => {
  const { aws } = await makePortal(context, { sessionSeconds: 2 * 3600 });
  const unscoped = await signIn(aws, { scopes: [] });
  assert.equal(unscoped.token.expiresIn, 2 * 3600);
  aws.portal(START_URL).set({ sessionSeconds: 12 * 3600 });
  aws.clock.advance(1.5 * HOUR);
  const again = await signIn(aws);
  assert.equal(again.token.expiresIn, 1800);
  aws.clock.advance(0.5 * HOUR);
  assert.equal((await again.accounts()).status, 401);
  assert.equal((await refresh(aws, again, again.token.refreshToken)).body.error, 'invalid_grant');
  assert.equal((await signIn(aws, { scopes: [] })).token.expiresIn, 8 * 3600, 'a new session, of the new length');
});

test('after a logout a sign-in begins a new session', async (context) => {
  const { aws } = await makePortal(context, { sessionSeconds: 3600 });
  const first = await signIn(aws);
  aws.clock.advance(HOUR / 2);
  await first.logout();
  assert.equal((await signIn(aws)).token.expiresIn, 3600);
});

test('a refresh may come without a new refresh token; the old one stays good', async (context) => {
  const { aws } = await makePortal(context, { rotates: false });
  const mary = await signIn(aws);
  for (let times = 0; times < 3; times += 1) {
    const { status, body } = await refresh(aws, mary, mary.token.refreshToken);
    assert.deepEqual([status, 'refreshToken' in body], [200, false]);
  }
});

test('an administrator ends the session of one person, or of all', async (context) => {
  const { aws, portal } = await makePortal(context);
  assignMany(portal, { accounts: 1, roles: 1, person: 'ann@example.com' });
  assign(portal, 'bob@example.com', { account: '100000000001', roles: ['Ops'] });
  const [ann, bob] = [await signIn(aws), await signIn(aws, { person: 'bob@example.com' })];
  aws.portal(START_URL).revoke('ann@example.com');
  assert.deepEqual([(await ann.accounts()).status, (await bob.accounts()).status], [401, 200]);
  assert.equal((await refresh(aws, ann, ann.token.refreshToken)).body.error, 'invalid_grant');
  aws.portal(START_URL).revoke();
  assert.equal((await bob.accounts()).status, 401);
  assert.equal((await (await signIn(aws)).accounts()).status, 200);
});

test('a registration ends, and with it what it refreshes; one client has no token of another', async (context) => {
  const { aws } = await makePortal(context, { sessionSeconds: 86_400 });
  const [one, other] = [await signIn(aws), await signIn(aws)];
  assert.equal((await refresh(aws, other, one.token.refreshToken)).body.error, 'invalid_grant');
  aws.setRegistration(60);
  const brief = await signIn(aws);
  const { body } = await post(aws.url, '/client/register', { clientName: 'test', clientType: 'public' });
  assert.deepEqual([body.clientSecretExpiresAt - body.clientIdIssuedAt], [60]);
  aws.clock.advance(60_000);
  const refused = await refresh(aws, brief, brief.token.refreshToken);
  assert.deepEqual(
    [refused.status, refused.body.error, refused.headers.get('x-amzn-errortype')],
    [401, 'invalid_client', 'InvalidClientException'],
  );
  assert.equal((await refresh(aws, one, one.token.refreshToken)).status, 200);
});

test('what waits for a browser is said as AWS says it', async (context) => {
  const { aws } = await makePortal(context);
  const { body: client } = await post(aws.url, '/client/register', { clientName: 'test', clientType: 'public' });
  const { body: started } = await post(aws.url, '/device_authorization', { ...client, startUrl: START_URL });
  const grantType = 'urn:ietf:params:oauth:grant-type:device_code';
  const redeem = () => post(aws.url, '/token', { ...client, grantType, deviceCode: started.deviceCode });
  for (const [code, name] of [
    ['authorization_pending', 'AuthorizationPendingException'],
    ['slow_down', 'SlowDownException'],
  ]) {
    const { status, headers, body } = await redeem();
    assert.deepEqual([status, headers.get('x-amzn-errortype'), body.error], [400, name, code]);
  }
});

test('the page of a start URL tells its region', async (context) => {
  const { aws, world } = await makePortal(context);
  addPortal(world, { startUrl: `${aws.url}/directory/d-1/`, region: 'us-gov-west-1' });
  const regionAt = async (path: string, init?: RequestInit) => {
    const { status, body } = await ask(aws.url, path, init);
    return status === 200 ? /<meta name="region" content="([^"]+)"/.exec(body)?.[1] : status;
  };
  assert.equal(await regionAt('/start'), 'eu-west-1');
  assert.equal(await regionAt('/start/'), 'eu-west-1');
  assert.equal(await regionAt('/directory/d-1'), 'us-gov-west-1');
  assert.equal(await regionAt('/directory/d-2'), 404);
  addPortal(world, { startUrl: 'https://other.awsapps.com/start', region: 'us-east-1' });
  assert.equal(await regionAt('/start', { headers: { host: 'other.awsapps.com' } }), 'us-east-1');
  assert.equal((await ask(aws.url, '/start', { method: 'HEAD' })).status, 200);
});

test('any body may stand in place of a page', async (context) => {
  const { aws, portal } = await makePortal(context);
  assignMany(portal, { accounts: 2, roles: 1 });
  const mary = await signIn(aws);
  aws.failNext({ action: 'ListAccounts', kind: 'answer', body: '{"accountList":[]}' });
  assert.deepEqual((await mary.accounts()).body, { accountList: [] });
  assert.equal((await mary.accounts()).body.accountList.length, 2);
});
