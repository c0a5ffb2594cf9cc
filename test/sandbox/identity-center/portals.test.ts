import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { addPortal, assign } from '../../../source/sandbox/identity-center/build.ts';
import { addPermissionSet } from '../../../source/sandbox/identity-center/permission-sets.ts';
import { addAccount } from '../../../source/sandbox/state/build.ts';
import { assignMany } from '../../helpers/portals.ts';
import { stsClient } from '../clients.ts';
import { ask, makePortal, post, signIn } from './client.ts';

const ACCOUNT = '100000000001';

test('an assigned role gives keys, though nobody built the account or the role', async (context) => {
  const { aws, portal, world } = await makePortal(context);
  assignMany(portal, { accounts: 3000, roles: 7 });
  assert.equal(world.accounts.size, 0, 'thousands of pairs are cheap');
  const mary = await signIn(aws);
  const { status, body } = await mary.credentials('100000003000', 'Role7');
  assert.equal(status, 200);
  const { accessKeyId, expiration } = body.roleCredentials;
  assert.equal(expiration, aws.clock.now() + 3_600_000);
  const again = await mary.credentials('100000003000', 'Role7');
  assert.notEqual(again.body.roleCredentials.accessKeyId, accessKeyId);
  assert.deepEqual([...world.accounts.keys()], ['100000003000']);
  assert.equal(world.accounts.get('100000003000')?.roles.size, 1, 'one role, however often it is opened');
});

test('the role is what STS says it is', async (context) => {
  const { aws, portal } = await makePortal(context);
  assign(portal, 'ann@example.com', { account: ACCOUNT, roles: ['Dev', 'Dev_Ops'] });
  const ann = await signIn(aws);
  aws.clock.advance(Date.now() - aws.clock.now());
  const { body } = await (await signIn(aws)).credentials(ACCOUNT, 'Dev_Ops');
  const {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
  } = body.roleCredentials;
  const sts = stsClient(aws, { AccessKeyId, SecretAccessKey, SessionToken, Expiration: new Date() });
  const { Arn } = await sts.send(new GetCallerIdentityCommand());
  assert.match(Arn ?? '', /^arn:aws:sts::100000000001:assumed-role\/AWSReservedSSO_Dev_Ops_\w+\/ann@example\.com$/);
  assert.equal((await ann.credentials(ACCOUNT, 'Dev')).status, 401, 'her first sign-in was long ago');
});

test('what is not assigned is refused as AWS words it', async (context) => {
  const { aws, portal } = await makePortal(context);
  assign(portal, 'ann@example.com', { account: ACCOUNT, roles: ['Dev'] });
  const ann = await signIn(aws);
  for (const [account, role] of [
    [ACCOUNT, 'dev'],
    [ACCOUNT, 'De'],
    ['100000000002', 'Dev'],
  ] as const) {
    const { status, headers, body } = await ann.credentials(account, role);
    assert.deepEqual([status, headers.get('x-amzn-errortype'), body.message], [403, 'ForbiddenException', 'No access']);
  }
  for (const [account, role] of [
    ['1', 'Dev'],
    ['', 'Dev'],
    [ACCOUNT, ''],
  ] as const) {
    const { status, headers } = await ann.credentials(account, role);
    assert.deepEqual([status, headers.get('x-amzn-errortype')], [400, 'InvalidRequestException']);
  }
});

test('two persons on one portal have what is theirs; who approves decides', async (context) => {
  const { aws, portal } = await makePortal(context);
  assign(portal, 'ann@example.com', { account: ACCOUNT, roles: ['Dev'] });
  assign(portal, 'bob@example.com', { account: ACCOUNT, roles: ['Ops'] });
  const [ann, bob] = [await signIn(aws), await signIn(aws, { person: 'bob@example.com' })];
  const statuses = async (role: string) => [
    (await ann.credentials(ACCOUNT, role)).status,
    (await bob.credentials(ACCOUNT, role)).status,
  ];
  assert.deepEqual(
    [await statuses('Dev'), await statuses('Ops')],
    [
      [200, 403],
      [403, 200],
    ],
  );
  const { body: client } = await post(aws.url, '/client/register', { clientName: 'test', clientType: 'public' });
  const { body: started } = await post(aws.url, '/device_authorization', { ...client, startUrl: portal.startUrl });
  const nobody = await ask(started.verificationUriComplete, '&person=eve@example.com');
  assert.deepEqual([nobody.status, nobody.body], [404, 'There is no such person.\n']);
});

test('a permission set that was added to an account is the first person’s', async (context) => {
  const { aws, portal, world } = await makePortal(context);
  assign(portal, 'ann@example.com', { account: ACCOUNT, roles: ['Dev'] });
  assign(portal, 'bob@example.com', { account: ACCOUNT, roles: ['Dev'] });
  addPermissionSet(addAccount(world, '100000000009'), 'Extra');
  const [ann, bob] = [await signIn(aws), await signIn(aws, { person: 'bob@example.com' })];
  assert.equal((await ann.credentials('100000000009', 'Extra')).status, 200);
  assert.equal((await bob.credentials('100000000009', 'Extra')).status, 403);
});

test('an unknown start URL and the wrong region are an invalid request', async (context) => {
  const { aws, world } = await makePortal(context);
  addPortal(world, { startUrl: 'https://other.awsapps.com/start', region: 'us-east-1' });
  const { body: client } = await post(aws.url, '/client/register', { clientName: 'test', clientType: 'public' });
  const start = (startUrl: string, region?: string) =>
    post(`${aws.url}${region === undefined ? '' : `/regions/${region}`}`, '/device_authorization', {
      ...client,
      startUrl,
    });
  for (const url of ['start', 'start/', 'start#', 'start/#/', 'start#/'])
    assert.equal((await start(`https://CORP.awsapps.com/${url}`)).status, 200, url);
  assert.equal((await start('https://corp.awsapps.com/start', 'eu-west-1')).status, 200);
  assert.equal((await start('https://other.awsapps.com/start', 'us-east-1')).status, 200);
  for (const [url, region] of [
    ['https://corp.awsapps.com/start', 'us-east-1'],
    ['https://other.awsapps.com/start', 'eu-west-1'],
    ['https://corp.awsapps.com/begin'],
    ['https://crop.awsapps.com/start'],
  ] as const) {
    const { status, headers, body } = await start(url, region);
    assert.deepEqual(
      [status, headers.get('x-amzn-errortype'), body.error],
      [400, 'InvalidRequestException', 'invalid_request'],
      `${url} ${region}`,
    );
  }
});

test('a token of one region is unknown in another, and the host names the region too', async (context) => {
  const { aws, portal } = await makePortal(context);
  assign(portal, 'ann@example.com', { account: ACCOUNT, roles: ['Dev'] });
  const { token } = await signIn(aws);
  const headers = { 'x-amz-sso_bearer_token': token.accessToken };
  const path = `/federation/credentials?account_id=${ACCOUNT}&role_name=Dev`;
  assert.equal((await ask(`${aws.url}/regions/eu-west-1`, path, { headers })).status, 200);
  assert.equal((await ask(`${aws.url}/regions/us-east-1`, path, { headers })).status, 401);
  const host = 'portal.sso.us-east-1.amazonaws.com';
  assert.equal((await ask(aws.url, path, { headers: { ...headers, host } })).status, 401);
});
