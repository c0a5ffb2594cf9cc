import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDiscovery } from '../../../../source/domain/portals/discovery/discover.ts';
import type {
  DiscoveryOptions,
  DiscoveryPorts,
  PortalAnswer,
} from '../../../../source/domain/portals/discovery/ports.ts';
import { emptyInventory, isThere } from '../../../../source/domain/portals/inventory/update.ts';
import type { Inventory } from '../../../../source/domain/portals/inventory.ts';
import { SignInNeeded } from '../../../../source/domain/portals/sign-in.ts';
import { company, createFakeClock, createFakePortal, type FakeClock, ids } from '../../../helpers/fake-portal.ts';

const portal = { ssoSession: 'corp', startUrl: 'https://corp.awsapps.com/start', ssoRegion: 'eu-west-1' };
const never = new AbortController().signal;
const [first = '', second = ''] = ids(2);

/** Ten accounts of three roles, all read a day ago. */
async function knownCompany(clock: FakeClock): Promise<Inventory> {
  const { ports } = createFakePortal(clock, company(10, 3));
  const run = startDiscovery(emptyInventory(portal), ports, { mode: 'whole', signal: never });
  const { inventory } = await clock.until(run.ended);
  clock.pass(86_400_000);
  return inventory;
}

async function whole(clock: FakeClock, known: Inventory, ports: DiscoveryPorts, over: Partial<DiscoveryOptions> = {}) {
  return clock.until(startDiscovery(known, ports, { mode: 'whole', signal: never, ...over }).ended);
}

const error = new Error('fault');
const gone = ({ accounts }: Inventory) =>
  accounts.flatMap((account) => [
    ...(isThere(account) ? [] : [account.id]),
    ...account.roles.filter((role) => !isThere(role)).map(({ name }) => `${account.id}/${name}`),
  ]);

const signInNeeded = () => new SignInNeeded(portal);

/** The portal lists one account and one role less than was known; then each fault comes instead of that listing. */
const faults: Record<string, { answer: PortalAnswer<never>; renew?: () => Promise<void>; how: string }> = {
  '401, and no renewal': {
    answer: { tag: 'unauthorized' },
    renew: () => Promise.reject(signInNeeded()),
    how: 'sign-in',
  },
  '401 of the renewed token as well': { answer: { tag: 'unauthorized' }, how: 'sign-in' },
  '403': { answer: { tag: 'refused', error }, how: 'failed' },
  '429 until it is given up': { answer: { tag: 'throttled', error }, how: 'silent' },
  '429 with a wait': { answer: { tag: 'throttled', error, retryAfter: 30_000 }, how: 'silent' },
  'time-outs, or 5xx': { answer: { tag: 'failed', isPassing: true, error }, how: 'failed' },
  'a broken page': { answer: { tag: 'failed', isPassing: false, error }, how: 'failed' },
  'an empty page': { answer: { tag: 'page', items: [] }, how: 'empty' },
};

for (const [name, { answer, renew, how }] of Object.entries(faults)) {
  test(`the listing of accounts ends in ${name}: nothing is gone`, async () => {
    const clock = createFakeClock();
    const known = await knownCompany(clock);
    const world = company(9, 2);
    const fault = ({ kind }: { kind: string }) => (kind === 'accounts' ? answer : undefined);
    const { ports, asked, counts } = createFakePortal(clock, world, { fault });
    const end = await whole(clock, known, { ...ports, ...(renew && { renew }) });
    assert.equal(end.how, how);
    assert.equal(counts.renewed, answer.tag === 'unauthorized' && renew === undefined ? 1 : 0);
    assert.deepEqual(gone(end.inventory), []);
    assert.deepEqual(end.inventory.accounts, known.accounts);
    assert.ok(asked.every((each) => each === 'accounts'));
  });

  test(`the second page of accounts ends in ${name}: nothing is gone`, async () => {
    const clock = createFakeClock();
    const known = await knownCompany(clock);
    const fault = ({ kind, count }: { kind: string; count: number }) =>
      kind === 'accounts' && count > 1 && answer.tag !== 'page' ? answer : undefined;
    const { ports } = createFakePortal(clock, company(9, 2), { fault, pageSize: 5 });
    const end = await whole(clock, known, { ...ports, ...(renew && { renew }) });
    if (answer.tag !== 'page') assert.deepEqual(gone(end.inventory), []);
  });

  test(`the roles of an account end in ${name}: none of them is gone`, async () => {
    const clock = createFakeClock();
    const known = await knownCompany(clock);
    const world = company(10, 3);
    world.set(first, ['Role0']);
    const fault = ({ id }: { id: string }) => (id === first ? answer : undefined);
    const { ports, asked } = createFakePortal(clock, world, { fault });
    const end = await whole(clock, known, { ...ports, ...(renew && { renew }) });
    assert.deepEqual(gone(end.inventory), []);
    const account = end.inventory.accounts.find(({ id }) => id === first);
    assert.equal(account?.isRefused, answer.tag === 'refused' ? true : undefined);
    if (answer.tag === 'throttled') assert.equal(asked.filter((id) => id === first).length, 8);
    if (answer.tag === 'failed') assert.equal(asked.filter((id) => id === first).length, answer.isPassing ? 3 : 1);
    const expected = {
      page: 'whole',
      refused: 'whole',
      unauthorized: 'sign-in',
      throttled: 'some-left',
      failed: 'some-left',
    };
    assert.equal(end.how, expected[answer.tag]);
    // The others were read all the same.
    if (answer.tag !== 'unauthorized') assert.equal(new Set(asked.filter((id) => id !== first)).size, 10);
  });
}

test('without a fault the account and the roles are gone, and are back as soon as they are listed', async () => {
  const clock = createFakeClock();
  const known = await knownCompany(clock);
  const [last = ''] = ids(10).slice(-1);
  const world = company(9, 3);
  world.set(first, ['Role0']);
  const less = await whole(clock, known, createFakePortal(clock, world).ports);
  assert.deepEqual(gone(less.inventory), [`${first}/Role1`, `${first}/Role2`, last]);
  const again = await whole(clock, less.inventory, createFakePortal(clock, company(10, 3)).ports);
  assert.deepEqual(gone(again.inventory), []);
  clock.pass(1);
  const later = await whole(clock, less.inventory, {
    ...createFakePortal(clock, world).ports,
    now: () => clock.now() + 31 * 86_400_000,
  });
  assert.deepEqual(
    later.inventory.accounts.map(({ roles }) => roles.length),
    [1, ...Array(8).fill(3)],
  );
});

test('a token that ends midway is renewed once, with no call on its way, and the listing begins anew under the new one', async () => {
  const clock = createFakeClock();
  const known = await knownCompany(clock);
  let isExpired = true;
  const fault = ({ count }: { count: number }): PortalAnswer<never> | undefined =>
    count > 1 && isExpired ? { tag: 'unauthorized' } : undefined;
  const { ports, counts, asked } = createFakePortal(clock, company(9, 3), { fault, pageSize: 5 });
  let renewals = 0;
  const renew = async () => {
    assert.equal(counts.atOnce, 0);
    renewals++;
    isExpired = false;
  };
  const end = await whole(clock, known, { ...ports, renew });
  assert.equal(end.how, 'whole');
  assert.equal(renewals, 1);
  assert.deepEqual(asked.slice(0, 4), ['accounts', 'accounts 5', 'accounts', 'accounts 5']);
  assert.deepEqual(gone(end.inventory), ids(10).slice(-1));
});

test('a token that ends among eight calls is renewed once, and each account is read', async () => {
  const clock = createFakeClock();
  let token = 1;
  const { ports, counts } = createFakePortal(clock, company(100, 1));
  const slow: DiscoveryPorts = {
    ...ports,
    listRoles: async (...call) => {
      const sent = token;
      await clock.wait(1_000);
      return sent === 1 && counts.calls > 50 ? { tag: 'unauthorized' } : ports.listRoles(...call);
    },
    renew: async () => {
      token++;
    },
  };
  const end = await whole(clock, emptyInventory(portal), slow);
  assert.equal(end.how, 'whole');
  assert.equal(token, 2);
  assert.equal(end.inventory.accounts.filter(({ rolesReadAt }) => rolesReadAt !== undefined).length, 100);
});

test('nobody is signed in: it ends at the first call', async () => {
  const clock = createFakeClock();
  const { ports } = createFakePortal(clock, company(1, 1));
  const end = await whole(clock, emptyInventory(portal), {
    ...ports,
    listAccounts: () => Promise.reject(signInNeeded()),
  });
  assert.equal(end.how, 'sign-in');
  assert.ok(end.error instanceof SignInNeeded);
  assert.equal(end.progress.calls, 1);
});

test('pages that lead round in a circle end', async () => {
  const clock = createFakeClock();
  const { ports, counts } = createFakePortal(clock, company(2, 1));
  const round: DiscoveryPorts = {
    ...ports,
    listRoles: async (id, next) =>
      id === first ? { tag: 'page', items: ['Role'], next: 'again' } : ports.listRoles(id, next),
  };
  const end = await whole(clock, emptyInventory(portal), round);
  assert.equal(end.how, 'some-left');
  assert.equal(end.inventory.accounts.find(({ id }) => id === second)?.roles.length, 1);
  assert.ok(counts.calls < 5);
});

test('a limit that is taken by others for five minutes ends it, and what was read stays', async () => {
  const clock = createFakeClock();
  const { ports } = createFakePortal(clock, company(300, 1), { rate: (answered) => (answered < 100 ? 20 : 0) });
  const end = await whole(clock, emptyInventory(portal), ports);
  assert.equal(end.how, 'silent');
  assert.ok(end.inventory.accounts.filter(({ rolesReadAt }) => rolesReadAt !== undefined).length > 90);
  assert.equal(typeof end.inventory.passSince, 'number');
});

test('the service is down: it ends after 24 failures in a row', async () => {
  const clock = createFakeClock();
  const fault = ({ kind }: { kind: string }): PortalAnswer<never> | undefined =>
    kind === 'roles' ? { tag: 'failed', isPassing: true, error } : undefined;
  const { ports, counts } = createFakePortal(clock, company(300, 1), { fault });
  const end = await whole(clock, emptyInventory(portal), ports);
  assert.equal(end.how, 'failed');
  assert.ok(counts.calls <= 3 + 24 + 8, `${counts.calls}`);
});

test('120 roles of an account are read to the last page', async () => {
  const clock = createFakeClock();
  const { ports, counts } = createFakePortal(clock, company(2, 120));
  const end = await whole(clock, emptyInventory(portal), ports);
  assert.deepEqual(
    end.inventory.accounts.map(({ roles }) => roles.length),
    [120, 120],
  );
  assert.equal(counts.calls, 5);
});
