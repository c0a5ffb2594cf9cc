import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDiscovery } from '../../../../source/domain/portals/discovery/discover.ts';
import type { DiscoveryOptions } from '../../../../source/domain/portals/discovery/ports.ts';
import { countsOf, emptyInventory } from '../../../../source/domain/portals/inventory/update.ts';
import type { Inventory } from '../../../../source/domain/portals/inventory.ts';
import {
  company,
  createFakeClock,
  createFakePortal,
  type FakeClock,
  ids,
  seeded,
} from '../../../helpers/fake-portal.ts';

const empty = emptyInventory({ ssoSession: 'corp', startUrl: 'https://corp.awsapps.com/start' });
const never = new AbortController().signal;

type Portal = ReturnType<typeof createFakePortal>;

async function discover(clock: FakeClock, portal: Portal, known: Inventory, over: Partial<DiscoveryOptions> = {}) {
  const started = clock.now();
  const run = startDiscovery(known, portal.ports, { mode: 'whole', signal: never, ...over });
  const end = await clock.until(run.ended);
  return { ...end, took: clock.now() - started };
}

test('300 accounts of 5 roles at a limit of 20 a second: 303 calls and the refused ones, within 20 s', async () => {
  const clock = createFakeClock();
  const portal = createFakePortal(clock, company(300, 5), { rate: () => 20 });
  const end = await discover(clock, portal, empty);
  assert.equal(end.how, 'whole');
  assert.equal(countsOf(end.inventory, clock.now()).roles, 1_500);
  assert.equal(portal.counts.calls, 303 + portal.counts.refused);
  assert.ok(portal.counts.refused <= 5, `${portal.counts.refused} refused`);
  assert.ok(end.took <= 20_000, `${end.took} ms`);
  assert.ok(portal.counts.mostAtOnce <= 8);
  assert.deepEqual(portal.saved.inventory, end.inventory);
});

test('while somebody else takes ten calls a second of the limit: within 60 s, 15 % refused at most', async () => {
  const clock = createFakeClock();
  const portal = createFakePortal(clock, company(300, 5), { rate: () => 20 });
  let isOver = false;
  const random = seeded(7);
  const noise = (async () => {
    while (!isOver) {
      portal.take();
      await clock.wait(200 * random());
    }
  })();
  const end = await discover(clock, portal, empty);
  isOver = true;
  await clock.until(noise);
  const { calls, refused } = portal.counts;
  assert.equal(end.how, 'whole');
  assert.equal(calls, 303 + refused);
  assert.ok(end.took <= 60_000, `${end.took} ms`);
  assert.ok(refused <= calls * 0.15, `${refused} of ${calls}`);
});

test('665 accounts, and a limit that drops to 5 a second after 600 calls: nothing is lost', async () => {
  const clock = createFakeClock();
  const portal = createFakePortal(clock, company(665, 3), { rate: (answered) => (answered < 600 ? 20 : 5) });
  const end = await discover(clock, portal, empty);
  assert.equal(end.how, 'whole');
  assert.equal(countsOf(end.inventory, clock.now()).roles, 1_995);
});

test('3,000 accounts of 7 roles', async () => {
  const clock = createFakeClock();
  const portal = createFakePortal(clock, company(3_000, 7), { rate: () => 20 });
  const end = await discover(clock, portal, empty);
  assert.equal(end.how, 'whole');
  assert.equal(countsOf(end.inventory, clock.now()).roles, 21_000);
  assert.equal(portal.counts.calls, 3_030 + portal.counts.refused);
  assert.ok(end.took <= 160_000, `${end.took} ms`);
});

test('stopped at 150 accounts and begun again: the rest is read, and what was saved is not read twice', async () => {
  const clock = createFakeClock();
  const portal = createFakePortal(clock, company(300, 5), { rate: () => 20 });
  const stop = new AbortController();
  const onChange = (_: Inventory, { read }: { read: number }) => (read >= 150 ? stop.abort() : undefined);
  const first = await discover(clock, portal, empty, { signal: stop.signal, onChange });
  assert.equal(first.how, 'stopped');
  assert.deepEqual(portal.saved.inventory, first.inventory);
  clock.pass(600_000);
  const before = portal.counts.calls;
  const second = await discover(clock, portal, first.inventory);
  assert.equal(second.how, 'whole');
  assert.ok(portal.counts.calls - before <= 153 + 3, `${portal.counts.calls - before} calls`);
  assert.equal(second.inventory.passSince, undefined);
  // Nothing of it is new: it was the first reading.
  assert.equal(countsOf(second.inventory, 0).added, 0);
  const third = await discover(clock, portal, second.inventory);
  assert.equal(third.progress.calls, 303);
});

test('a reading that was stopped more than an hour ago begins again', async () => {
  const clock = createFakeClock();
  const portal = createFakePortal(clock, company(30, 1));
  const stop = new AbortController();
  const onChange = (_: Inventory, { read }: { read: number }) => (read >= 10 ? stop.abort() : undefined);
  const first = await discover(clock, portal, empty, { signal: stop.signal, onChange });
  clock.pass(3_700_000);
  assert.equal((await discover(clock, portal, first.inventory)).progress.calls, 31);
});

const hour = 3_600_000;

test('a refresh the next day: 3 calls, and one for each new account', async () => {
  const clock = createFakeClock();
  const world = company(300, 5);
  const portal = createFakePortal(clock, world);
  const { inventory } = await discover(clock, portal, empty);
  const soon = await discover(clock, portal, inventory, { mode: 'refresh' });
  assert.equal(soon.progress.calls, 0);
  clock.pass(20 * hour);
  const next = await discover(clock, portal, inventory, { mode: 'refresh' });
  assert.deepEqual([next.how, next.progress.calls], ['whole', 3]);
  world.set('999999999999', ['Admin']);
  world.delete('100000000000');
  clock.pass(5 * hour);
  const later = await discover(clock, portal, next.inventory, { mode: 'refresh' });
  assert.equal(later.progress.calls, 4);
  const added = later.inventory.accounts.find(({ id }) => id === '999999999999');
  assert.ok(added?.newSince !== undefined);
  assert.deepEqual(added.roles, [{ name: 'Admin', newSince: added.rolesReadAt }]);
  assert.equal(typeof later.inventory.accounts[0]?.goneSince, 'number');
  assert.deepEqual(countsOf(later.inventory, clock.now() - hour), { accounts: 300, roles: 1_496, added: 1, gone: 5 });
});

test('a refresh reads roles older than seven days, two accounts a second', async () => {
  const clock = createFakeClock();
  const portal = createFakePortal(clock, company(40, 1));
  const { inventory } = await discover(clock, portal, empty);
  clock.pass(8 * 24 * hour);
  const { took, progress } = await discover(clock, portal, inventory, { mode: 'refresh' });
  assert.equal(progress.calls, 41);
  assert.ok(took > 19_000 && took < 22_000, `${took} ms`);
});

test('the account in focus is read before all others, at once, and again where its roles are old', async () => {
  const clock = createFakeClock();
  const portal = createFakePortal(clock, company(300, 1), { rate: () => 20 });
  const stop = new AbortController();
  const seen: string[] = [];
  const run = startDiscovery(empty, portal.ports, {
    mode: 'refresh',
    stays: true,
    first: ['100000000070'],
    signal: stop.signal,
    onChange: ({ accounts }) => seen.push(`${accounts.length}`),
  });
  await clock.until(clock.wait(130));
  assert.deepEqual(seen, ['100'], 'the first page is told at once');
  run.focus('100000000063');
  await clock.until(clock.wait(2_000));
  assert.deepEqual(portal.asked.slice(0, 5), [
    'accounts',
    'accounts 100',
    '100000000063',
    'accounts 200',
    '100000000070',
  ]);
  await clock.until(clock.wait(30_000));
  const before = portal.counts.calls;
  assert.equal(before, 303);
  run.focus('100000000007');
  await clock.until(clock.wait(1_000));
  assert.equal(portal.counts.calls, before, 'read less than ten minutes ago');
  await clock.until(clock.wait(20 * 60_000));
  run.focus('100000000014');
  await clock.until(clock.wait(1_000));
  assert.equal(portal.asked.at(-1), '100000000014');
  assert.equal(portal.counts.calls, before + 1);
  stop.abort();
  assert.equal((await clock.until(run.ended)).how, 'stopped');
});

test('an elevation comes and goes while the list is open: its account is read again ten minutes later, once it is looked at', async () => {
  const clock = createFakeClock();
  const [one = '', other = ''] = ids(2);
  const roles = company(2, 1);
  const portal = createFakePortal(clock, roles, { rate: () => 20 });
  const stop = new AbortController();
  let shown: Inventory = empty;
  const onChange = (inventory: Inventory) => {
    shown = inventory;
  };
  const run = startDiscovery(empty, portal.ports, { mode: 'refresh', stays: true, signal: stop.signal, onChange });
  const looks = async (id: string) => {
    run.focus(id);
    await clock.until(clock.wait(1_000));
    return shown.accounts.find((account) => account.id === one)?.roles.map(({ name, goneSince }) => [name, !goneSince]);
  };
  await looks(one);
  roles.get(one)?.push('Elevated');
  await looks(other);
  assert.deepEqual(await looks(one), [['Role0', true]], 'read a moment ago');
  await clock.until(clock.wait(600_000));
  await looks(other);
  assert.deepEqual((await looks(one))?.sort(), [
    ['Elevated', true],
    ['Role0', true],
  ]);
  roles.set(one, ['Role0']);
  await clock.until(clock.wait(600_000));
  await looks(other);
  assert.deepEqual((await looks(one))?.sort(), [
    ['Elevated', false],
    ['Role0', true],
  ]);
  stop.abort();
  await clock.until(run.ended);
});

test('changes are told every 250 ms at most, and saved every 2 s', async () => {
  const clock = createFakeClock();
  const portal = createFakePortal(clock, company(300, 1), { rate: () => 20 });
  const times: number[] = [];
  const end = await discover(clock, portal, empty, { onChange: () => times.push(clock.now()) });
  const gaps = times.slice(1, -1).map((time, at) => time - (times[at] ?? 0));
  assert.ok(Math.min(...gaps) >= 250 && Math.max(...gaps) < 500, String(gaps));
  assert.ok(portal.counts.saved >= end.took / 2_500 && portal.counts.saved <= end.took / 2_000 + 2);
});
