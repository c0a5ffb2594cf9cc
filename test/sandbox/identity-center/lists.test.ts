import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assign } from '../../../source/sandbox/identity-center/build.ts';
import { addPermissionSet } from '../../../source/sandbox/identity-center/permission-sets.ts';
import { makeDemoHome } from '../../helpers/home.ts';
import { assignHostile, assignMany, hostileAccountNames } from '../../helpers/portals.ts';
import { ACCOUNT_A, accountIn } from '../clients.ts';
import { makePortal, type Reply, refresh, type SignedIn, signIn } from './client.ts';

type Ask = (query: Record<string, string>) => Promise<Reply>;

/** All pages of a list: the sizes of the pages, and the items. */
async function walk(ask: Ask, query: Record<string, string> = {}) {
  const sizes: number[] = [];
  // biome-ignore lint/suspicious/noExplicitAny: JSON of a service, looked at by assertions
  const items: any[] = [];
  let token: string | undefined;
  do {
    const { status, body } = await ask({ ...query, ...(token !== undefined && { next_token: token }) });
    assert.equal(status, 200, JSON.stringify(body));
    const page = body.accountList ?? body.roleList;
    sizes.push(page.length);
    items.push(...page);
    token = body.nextToken;
  } while (token !== undefined);
  return { sizes, items };
}

const roles =
  (who: SignedIn, account: string): Ask =>
  (query) =>
    who.roles(account, query);

test('accounts come in pages of 20 unless asked for up to 100, in an order of their own', async (context) => {
  const { aws, portal } = await makePortal(context);
  assignMany(portal, { accounts: 300, roles: 5 });
  const mary = await signIn(aws);
  const usual = await walk(mary.accounts);
  assert.deepEqual(usual.sizes, Array(15).fill(20));
  const large = await walk(mary.accounts, { max_result: '100' });
  assert.deepEqual(large.sizes, [100, 100, 100]);
  assert.deepEqual(large.items, usual.items, 'the same order, however it is cut');
  const ids = large.items.map(({ accountId }) => accountId);
  assert.notDeepEqual(ids, [...ids].sort());
  assert.equal(new Set(ids).size, 300);
  const first = large.items.find(({ accountId }) => accountId === '100000000001');
  const [accountId, accountName] = ['100000000001', 'account-0001'];
  assert.deepEqual(first, { accountId, accountName, emailAddress: 'account-0001@example.com' });
  portal.settings.seed = 2;
  const others = (await walk(mary.accounts)).items.map((each) => each.accountId);
  assert.notDeepEqual(others, ids);
  assert.deepEqual([...others].sort(), [...ids].sort());
});

test('an account of 120 roles has two pages, one without roles an empty one', async (context) => {
  const { aws, portal } = await makePortal(context);
  assignMany(portal, { accounts: 1, roles: 120 });
  assign(portal, 'mary@example.com', { account: '000000000042', name: 'empty' });
  const mary = await signIn(aws);
  const many = await walk(roles(mary, '100000000001'), { max_result: '100' });
  assert.deepEqual(many.sizes, [100, 20]);
  assert.equal(new Set(many.items.map(({ roleName }) => roleName)).size, 120);
  assert.ok(many.items.every(({ accountId }) => accountId === '100000000001'));
  assert.deepEqual((await walk(roles(mary, '000000000042'))).sizes, [0]);
  const { status, body } = await mary.roles('100000000002');
  assert.deepEqual([status, body.message], [403, 'No access']);
});

test('a page size that is none, and an account ID that is none, are refused', async (context) => {
  const { aws, portal } = await makePortal(context);
  assignMany(portal, { accounts: 1, roles: 1 });
  const mary = await signIn(aws);
  for (const max_result of ['0', '101', '1000', '-1', '1.5', '1e1', 'x', '']) {
    const replies = [await mary.accounts({ max_result }), await mary.roles('100000000001', { max_result })];
    for (const { status, headers } of replies)
      assert.deepEqual([status, headers.get('x-amzn-errortype')], [400, 'InvalidRequestException'], max_result);
  }
  for (const id of ['', '42', '10000000000x', '1000000000011']) assert.equal((await mary.roles(id)).status, 400, id);
  assert.equal((await mary.accounts({ max_result: '1' })).status, 200);
});

test('a next token is good for its access token, its operation and its account alone', async (context) => {
  const { aws, portal } = await makePortal(context);
  assignMany(portal, { accounts: 30, roles: 30 });
  const mary = await signIn(aws);
  const [one, other] = ['100000000001', '100000000002'];
  const ofAccounts = { next_token: (await mary.accounts()).body.nextToken as string };
  const ofRoles = { next_token: (await mary.roles(one)).body.nextToken as string };
  assert.equal((await mary.accounts(ofAccounts)).status, 200);
  assert.equal((await mary.accounts(ofAccounts)).status, 200, 'as often as one asks');
  assert.equal((await mary.roles(one, ofRoles)).status, 200);
  const again = await signIn(aws);
  const refused = [
    await mary.accounts(ofRoles),
    await mary.roles(one, ofAccounts),
    await mary.roles(other, ofRoles),
    await again.accounts(ofAccounts),
    await mary.accounts({ next_token: '' }),
    await mary.accounts({ next_token: `${ofAccounts.next_token}x` }),
  ];
  assert.deepEqual(
    refused.map(({ status }) => status),
    refused.map(() => 400),
  );
});

test('what comes and goes between two pages moves nothing else', async (context) => {
  const { aws, portal } = await makePortal(context);
  assignMany(portal, { accounts: 60, roles: 1 });
  const mary = await signIn(aws);
  const first = await mary.accounts();
  const gone = first.body.accountList.map((each: { accountId: string }) => each.accountId);
  for (const id of gone) portal.persons.get('mary@example.com')?.delete(id);
  const rest = await walk((query) => mary.accounts({ next_token: first.body.nextToken, ...query }));
  assert.equal(new Set([...gone, ...rest.items.map(({ accountId }) => accountId)]).size, 60);
});

test('an empty page with a token may come before each page', async (context) => {
  const { aws, portal } = await makePortal(context, { emptyPages: true });
  assignMany(portal, { accounts: 30, roles: 1 });
  const mary = await signIn(aws);
  const { sizes, items } = await walk(mary.accounts);
  assert.deepEqual(sizes, [0, 20, 0, 10]);
  assert.equal(items.length, 30);
  assert.deepEqual((await walk(roles(mary, '100000000001'))).sizes, [0, 1]);
});

test('names arrive as they are, missing ones are missing, and zeros lead', async (context) => {
  const { aws, portal } = await makePortal(context, { pageSize: 100 });
  assignHostile(portal);
  const mary = await signIn(aws);
  const { items } = await walk(mary.accounts);
  const byId = new Map(items.map((each) => [each.accountId, each]));
  for (const [index, name] of hostileAccountNames.entries()) {
    const found = byId.get(String(index + 1).padStart(12, '0'));
    assert.ok(found);
    if (name === undefined) assert.deepEqual(Object.keys(found), ['accountId']);
    else assert.equal(found.accountName, name);
  }
  assert.equal((await mary.credentials('000000000001', 'ReadOnly')).status, 200);
});

test('Logout ends the session for every token of it, and answers nothing', async (context) => {
  const { aws, portal } = await makePortal(context);
  assignMany(portal, { accounts: 1, roles: 1 });
  const [one, other] = [await signIn(aws), await signIn(aws)];
  const { status, body } = await one.logout();
  assert.deepEqual([status, body], [200, '']);
  const over = [await one.accounts(), await other.accounts(), await one.logout()];
  for (const reply of over) {
    assert.deepEqual(
      [reply.status, reply.headers.get('x-amzn-errortype'), reply.body.message],
      [401, 'UnauthorizedException', 'Session token not found or invalid'],
    );
  }
  assert.equal((await refresh(aws, other, other.token.refreshToken)).body.error, 'invalid_grant');
  assert.equal((await (await signIn(aws)).accounts()).status, 200, 'and she may sign in again');
});

test('without portals in the world, added permission sets are listed for any start URL', async (context) => {
  const { aws } = await makeDemoHome(context);
  aws.world.portals.length = 0;
  addPermissionSet(accountIn(aws, ACCOUNT_A), 'Developer');
  const mary = await signIn(aws, { startUrl: 'https://any.awsapps.com/start' });
  const accounts = await walk(mary.accounts);
  assert.deepEqual(accounts.items, [{ accountId: ACCOUNT_A, accountName: 'account-a' }]);
  const { items } = await walk(roles(mary, ACCOUNT_A));
  assert.deepEqual(items, [{ roleName: 'Developer', accountId: ACCOUNT_A }]);
});
