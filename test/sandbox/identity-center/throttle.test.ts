import assert from 'node:assert/strict';
import { Agent, request } from 'node:http';
import { test } from 'node:test';
import { addPortal, assign } from '../../../source/sandbox/identity-center/build.ts';
import { assignMany } from '../../helpers/portals.ts';
import { makePortal, type Reply, type SignedIn, START_URL, signIn } from './client.ts';

const ACCOUNT = '100000000001';

/** The statuses of so many calls, as fast as they go. */
async function statuses(call: () => Promise<Reply>, times: number): Promise<Record<number, number>> {
  const counted: Record<number, number> = {};
  for (let count = 0; count < times; count += 1) {
    const { status } = await call();
    counted[status] = (counted[status] ?? 0) + 1;
  }
  return counted;
}

test('one bucket for all four calls of all clients, filled by the clock of the sandbox', async (context) => {
  const { aws, portal } = await makePortal(context, { throttle: { rate: 20 } });
  assignMany(portal, { accounts: 1, roles: 1 });
  const [one, other] = [await signIn(aws), await signIn(aws)];
  assert.deepEqual(await statuses(one.accounts, 8), { 200: 8 });
  assert.deepEqual(await statuses(() => other.roles(ACCOUNT), 8), { 200: 8 });
  assert.deepEqual(await statuses(() => other.credentials(ACCOUNT, 'Role1'), 8), { 200: 4, 429: 4 });
  const { status, headers, body } = await one.logout();
  assert.deepEqual(
    [status, headers.get('x-amzn-errortype'), body.message, headers.get('retry-after')],
    [429, 'TooManyRequestsException', 'HTTP 429 Unknown Code', null],
  );
  aws.clock.advance(250);
  assert.deepEqual(await statuses(one.accounts, 8), { 200: 5, 429: 3 });
  aws.clock.advance(60_000);
  assert.deepEqual(await statuses(one.accounts, 30), { 200: 20, 429: 10 }, 'no more than the burst');
  assert.equal((await signIn(aws)).token.tokenType, 'Bearer', 'signing in is not limited');
});

test('burst, Retry-After, and a limit that changes after so many calls', async (context) => {
  const throttle = { rate: 1, burst: 5, later: { afterCalls: 10, rate: 100, burst: 100, retryAfter: 7 } };
  const { aws, portal } = await makePortal(context, { throttle });
  const mary = await signIn(aws);
  assert.deepEqual(await statuses(mary.accounts, 10), { 200: 5, 429: 5 });
  const { status, headers } = await mary.accounts();
  assert.deepEqual([status, headers.get('retry-after')], [429, '7'], 'the bucket is still empty');
  aws.clock.advance(100);
  assert.deepEqual(await statuses(mary.accounts, 11), { 200: 10, 429: 1 });
  aws.portal(START_URL).set({ throttle: null });
  assert.deepEqual(await statuses(mary.accounts, 50), { 200: 50 });
  assert.equal(portal.settings.throttle, null);
});

test('others take their part at the beginning of every second', async (context) => {
  const { aws } = await makePortal(context, { throttle: { rate: 20, noise: 10 } });
  const mary = await signIn(aws);
  await statuses(mary.accounts, 20);
  let answered = 0;
  for (let tick = 0; tick < 100; tick += 1) {
    aws.clock.advance(100);
    answered += (await statuses(mary.accounts, 2))[200] ?? 0;
  }
  assert.ok(answered >= 100 && answered < 200, `${answered} of 200 in ten seconds`);
  aws.portal(START_URL).set({ throttle: { rate: 0, burst: 0 } });
  aws.clock.advance(3_600_000 - 20_000);
  assert.deepEqual(await statuses(mary.accounts, 3), { 429: 3 }, 'a rate of 0 refuses everything');
});

test('each portal has its own bucket and its own counts', async (context) => {
  const { aws, portal, world } = await makePortal(context, { throttle: { rate: 3 } });
  assignMany(portal, { accounts: 1, roles: 1 });
  const startUrl = 'https://other.awsapps.com/start';
  assign(addPortal(world, { startUrl, region: 'us-east-1' }), 'bob', { account: ACCOUNT, roles: ['Ops'] });
  const [mary, bob]: [SignedIn, SignedIn] = [await signIn(aws), await signIn(aws, { startUrl })];
  assert.deepEqual(await statuses(mary.accounts, 4), { 200: 3, 429: 1 });
  assert.deepEqual(await statuses(bob.accounts, 4), { 200: 4 });
  aws.clock.advance(1000);
  await mary.credentials(ACCOUNT, 'None');
  aws.failNext({ action: 'ListAccountRoles', kind: 'garbage' });
  await mary.roles(ACCOUNT);
  aws.failNext({ action: 'ListAccountRoles', status: 429, code: 'TooManyRequestsException', message: '' });
  await mary.roles(ACCOUNT);
  assert.deepEqual(aws.portal(START_URL).counts(), {
    sent: 7,
    answered: 4,
    refused: 2,
    highestRate: 4,
    byOperation: {
      ListAccounts: { sent: 4, answered: 3, refused: 1 },
      GetRoleCredentials: { sent: 1, answered: 1, refused: 0 },
      ListAccountRoles: { sent: 2, answered: 0, refused: 1 },
    },
  });
  assert.equal(aws.portal(startUrl).counts().sent, 4);
  aws.portal(START_URL).reset();
  assert.deepEqual(aws.portal(START_URL).counts(), {
    sent: 0,
    answered: 0,
    refused: 0,
    highestRate: 0,
    byOperation: {},
  });
  assert.throws(() => aws.portal('https://none.awsapps.com/start'), /There is no portal https:\/\/none/);
});

test('calls with a token that has ended count, and are limited', async (context) => {
  const { aws } = await makePortal(context, { throttle: { rate: 2 } });
  const mary = await signIn(aws);
  aws.portal(START_URL).revoke();
  assert.deepEqual(await statuses(mary.accounts, 3), { 401: 2, 429: 1 });
});

test('connections are counted: open, at the same time, in total', async (context) => {
  const { aws } = await makePortal(context);
  const get = (agent: Agent) =>
    new Promise<void>((resolve, reject) => {
      const asked = request(`${aws.url}/nothing`, { agent }, (answer) => answer.resume().once('end', resolve));
      asked.once('error', reject).end();
    });
  const before = { ...aws.connections };
  const one = new Agent({ keepAlive: true, maxSockets: 1 });
  await Promise.all([get(one), get(one), get(one)]);
  assert.equal(aws.connections.total - before.total, 1);
  const three = new Agent({ keepAlive: true, maxSockets: 3 });
  await Promise.all([get(three), get(three), get(three), get(three)]);
  assert.equal(aws.connections.total - before.total, 4);
  assert.equal(aws.connections.open, before.open + 4);
  assert.ok(aws.connections.most >= 4);
  for (const agent of [one, three]) agent.destroy();
});
