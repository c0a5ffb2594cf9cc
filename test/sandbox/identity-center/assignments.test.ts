import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assign, withdraw } from '../../../source/sandbox/identity-center/build.ts';
import { makePortal, type SignedIn, START_URL, signIn } from './client.ts';

const [ONE, TWO] = ['100000000001', '100000000002'];
const PERSON = 'ann@example.com';
const MINUTE = 60_000;

/** The names of the accounts, and of the roles in the first one, as they are listed now. */
async function seen(who: SignedIn) {
  const accounts = (await who.accounts()).body.accountList.map(
    (each: { accountName?: string; accountId: string }) => each.accountName ?? each.accountId,
  );
  const { status, body } = await who.roles(ONE);
  const roles = status === 200 ? body.roleList.map(({ roleName }: { roleName: string }) => roleName).sort() : status;
  return { accounts: accounts.sort(), roles };
}

test('accounts and roles come and go at their times', async (context) => {
  const { aws, portal } = await makePortal(context);
  const now = aws.clock.now();
  assign(
    portal,
    PERSON,
    { account: ONE, name: 'one', roles: ['Dev', { name: 'Late', from: now + MINUTE }], until: now + 5 * MINUTE },
    { account: TWO, name: 'two', roles: ['Dev'], from: now + 2 * MINUTE },
  );
  assign(portal, PERSON, { account: ONE, roles: [{ name: 'Brief', until: now + 3 * MINUTE }] });
  const ann = await signIn(aws);
  assert.deepEqual(await seen(ann), { accounts: ['one'], roles: ['Brief', 'Dev'] });
  assert.equal((await ann.credentials(ONE, 'Late')).status, 403);
  assert.equal((await ann.credentials(TWO, 'Dev')).status, 403);
  aws.clock.advance(MINUTE);
  assert.deepEqual(await seen(ann), { accounts: ['one'], roles: ['Brief', 'Dev', 'Late'] });
  aws.clock.advance(2 * MINUTE);
  assert.deepEqual(await seen(ann), { accounts: ['one', 'two'], roles: ['Dev', 'Late'] });
  assert.equal((await ann.credentials(TWO, 'Dev')).status, 200);
  assert.equal((await ann.credentials(ONE, 'Brief')).status, 403);
  aws.clock.advance(2 * MINUTE);
  assert.deepEqual(await seen(ann), { accounts: ['two'], roles: 403 });
  assert.equal((await ann.credentials(ONE, 'Dev')).status, 403, 'a closed account gives nothing');
});

test('a fresh assignment is listed before it gives credentials, and an account before it has roles', async (context) => {
  const { aws, portal } = await makePortal(context);
  const now = aws.clock.now();
  assign(
    portal,
    PERSON,
    { account: ONE, name: 'one', roles: ['Dev'], rolesFrom: now + MINUTE },
    { account: TWO, name: 'two', roles: [{ name: 'Dev', refusedUntil: now + 5000 }] },
  );
  const ann = await signIn(aws);
  assert.deepEqual(await seen(ann), { accounts: ['one', 'two'], roles: [] });
  assert.equal((await ann.credentials(ONE, 'Dev')).status, 403);
  assert.equal((await ann.credentials(TWO, 'Dev')).status, 403);
  assert.equal((await ann.roles(TWO)).body.roleList.length, 1);
  aws.clock.advance(5000);
  assert.equal((await ann.credentials(TWO, 'Dev')).status, 200);
  aws.clock.advance(MINUTE);
  assert.deepEqual(await seen(ann), { accounts: ['one', 'two'], roles: ['Dev'] });
  assert.equal((await ann.credentials(ONE, 'Dev')).status, 200);
});

test('an elevation comes after a sign-in and goes', async (context) => {
  const { aws, portal } = await makePortal(context);
  assign(portal, PERSON, {
    account: ONE,
    name: 'one',
    roles: ['Dev', { name: 'Admin', sinceSignIn: { from: 60, until: 300 } }],
  });
  aws.clock.advance(MINUTE);
  const ann = await signIn(aws);
  assert.deepEqual((await seen(ann)).roles, ['Dev']);
  aws.clock.advance(MINUTE);
  assert.deepEqual((await seen(ann)).roles, ['Admin', 'Dev']);
  assert.equal((await ann.credentials(ONE, 'Admin')).status, 200);
  aws.clock.advance(4 * MINUTE);
  assert.deepEqual((await seen(ann)).roles, ['Dev']);
  await signIn(aws);
  aws.clock.advance(MINUTE);
  assert.deepEqual((await seen(ann)).roles, ['Admin', 'Dev'], 'after the next sign-in again');
});

test('roles are assigned, renamed accounts and all, and withdrawn at any moment', async (context) => {
  const { aws, portal } = await makePortal(context);
  assign(
    portal,
    PERSON,
    { account: ONE, name: 'one', roles: ['Dev', 'Ops'] },
    { account: TWO, name: 'two', roles: ['Dev'] },
  );
  assign(portal, 'bob@example.com', { account: ONE, name: 'one', roles: ['Ops'] });
  const [ann, bob] = [await signIn(aws), await signIn(aws, { person: 'bob@example.com' })];
  const controls = aws.portal(START_URL);
  controls.assign(PERSON, { account: ONE, name: 'two' }, { account: TWO, name: 'one' });
  assert.deepEqual(await seen(ann), { accounts: ['one', 'two'], roles: ['Dev', 'Ops'] });
  controls.withdraw({ account: ONE, role: 'Ops', person: PERSON });
  assert.deepEqual([(await seen(ann)).roles, (await seen(bob)).roles], [['Dev'], ['Ops']]);
  assert.equal((await ann.credentials(ONE, 'Ops')).status, 403);
  withdraw(portal, { account: ONE });
  assert.deepEqual(await seen(ann), { accounts: ['one'], roles: 403 });
  assert.deepEqual(await seen(bob), { accounts: [], roles: 403 });
});
