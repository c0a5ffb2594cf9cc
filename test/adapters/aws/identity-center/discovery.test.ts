import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { test } from 'node:test';
import { countsOf } from '../../../../source/domain/portals/inventory/update.ts';
import type { Inventory } from '../../../../source/domain/portals/inventory.ts';
import { assign, MARY } from '../../../../source/sandbox/identity-center/build.ts';
import { discoveryWorld } from '../../../helpers/discovery.ts';
import { assignHostile, assignMany, hostileAccountNames } from '../../../helpers/portals.ts';
import { START_URL } from '../../../sandbox/identity-center/client.ts';

const pairs = (inventory: Inventory) => countsOf(inventory, 0).roles;

test('1,500 pairs at a limit of 20 a second: 303 calls and the refused ones, 20 s, 8 connections', async (context) => {
  const { aws, assigned, discover, store, portal, home } = await discoveryWorld(context, {
    throttle: { rate: 20 },
    tokenSeconds: 86_400,
    sessionSeconds: 86_400,
  });
  assignMany(assigned, { accounts: 300, roles: 5 });
  const before = aws.connections.total;
  const { how, took, sent, refused, inventory, highestRate } = await discover();
  context.diagnostic(`300 × 5: ${took} ms, ${sent} calls, ${refused} refused, ${highestRate} in a second at most`);
  assert.equal(how, 'whole');
  assert.equal(pairs(inventory), 1_500);
  assert.equal(sent, 303 + refused);
  assert.ok(refused <= 5, `${refused} refused`);
  assert.ok(took <= 20_000, `${took} ms`);
  assert.ok(aws.connections.total - before <= 8, `${aws.connections.total - before} connections`);
  assert.deepEqual(store.read(portal), inventory);
  assert.equal(readFileSync(home.config, 'utf8'), '');
  const { size } = statSync(`${home.directory}/cache/${readdirSync(`${home.directory}/cache`)[0]}`);
  context.diagnostic(`the inventory: ${size} bytes, ${(size / 1_500).toFixed(1)} a pair`);
  assert.ok(size <= 60 * 1_500);
  // The next day: the accounts, and nothing else.
  aws.clock.advance(20 * 3_600_000);
  const { sent: later } = await discover({ mode: 'refresh' });
  assert.equal(later, 3);
});

test('while others take 10 calls a second: 60 s, 15 % refused at most', async (context) => {
  const { assigned, discover } = await discoveryWorld(context, { throttle: { rate: 20, noise: 10 } });
  assignMany(assigned, { accounts: 300, roles: 5 });
  const { how, took, sent, refused, inventory } = await discover();
  context.diagnostic(`with noise: ${took} ms, ${sent} calls, ${refused} refused`);
  assert.deepEqual([how, pairs(inventory)], ['whole', 1_500]);
  assert.ok(took <= 60_000, `${took} ms`);
  assert.ok(refused <= sent * 0.15, `${refused} of ${sent}`);
});

test('665 accounts, and a limit that drops to 5 a second after 600 calls: nothing is lost', async (context) => {
  const throttle = { rate: 20, later: { afterCalls: 600, rate: 5 } };
  const { assigned, discover } = await discoveryWorld(context, { throttle });
  assignMany(assigned, { accounts: 665, roles: 3 });
  const { how, took, sent, refused, inventory } = await discover();
  context.diagnostic(`665 × 3: ${took} ms, ${sent} calls, ${refused} refused`);
  assert.deepEqual([how, pairs(inventory), sent], ['whole', 1_995, 672 + refused]);
});

test('3,000 accounts of 7 roles', { timeout: 180_000 }, async (context) => {
  const { assigned, discover } = await discoveryWorld(context, { throttle: { rate: 20 } });
  assignMany(assigned, { accounts: 3_000, roles: 7 });
  const { how, took, sent, refused, inventory } = await discover();
  context.diagnostic(`3,000 × 7: ${took} ms, ${sent} calls, ${refused} refused`);
  assert.deepEqual([how, pairs(inventory), sent], ['whole', 21_000, 3_030 + refused]);
});

test('stopped at 150 accounts, and again: 153 calls and 3 at most', async (context) => {
  const { assigned, discover } = await discoveryWorld(context, { throttle: { rate: 20 } });
  assignMany(assigned, { accounts: 300, roles: 5 });
  const stop = new AbortController();
  const onChange = (_: Inventory, { read }: { read: number }) => (read >= 150 ? stop.abort() : undefined);
  assert.equal((await discover({ signal: stop.signal, onChange })).how, 'stopped');
  const { how, sent, refused, inventory } = await discover();
  context.diagnostic(`again: ${sent} calls, ${refused} refused`);
  assert.deepEqual([how, pairs(inventory)], ['whole', 1_500]);
  assert.ok(sent <= 153 + 3, `${sent} calls`);
});

test('a token that ends midway is renewed once, and nothing is gone; a session that ends stops it', async (context) => {
  const { aws, assigned, discover } = await discoveryWorld(context, { tokenSeconds: 10, throttle: { rate: 20 } });
  assignMany(assigned, { accounts: 150, roles: 2 });
  const { how, inventory } = await discover();
  assert.deepEqual([how, pairs(inventory)], ['whole', 300]);
  aws.portal(START_URL).revoke();
  aws.portal(START_URL).withdraw({ account: '100000000001' });
  const ended = await discover();
  assert.equal(ended.how, 'sign-in');
  assert.deepEqual(countsOf(ended.inventory, 0), { accounts: 150, roles: 300, added: 0, gone: 0 });
});

test('pages with nothing on them, 120 roles in an account, none in another, names of every kind', async (context) => {
  const { assigned, discover } = await discoveryWorld(context, { emptyPages: true });
  assignHostile(assigned);
  const roles = Array.from({ length: 120 }, (_, at) => `Role${at}`);
  assign(assigned, MARY, { account: '200000000001', name: 'many', roles }, { account: '200000000002', name: 'none' });
  const { how, inventory } = await discover();
  assert.equal(how, 'whole');
  assert.equal(inventory.accounts.length, hostileAccountNames.length + 2);
  assert.equal(inventory.accounts.find(({ id }) => id === '200000000001')?.roles.length, 120);
  const named = inventory.accounts
    .filter(({ id }) => id.startsWith('0'))
    .sort((one, other) => (one.id < other.id ? -1 : 1));
  const whole = (name: string | undefined) => name?.toWellFormed() || undefined;
  assert.deepEqual(
    named.map(({ name }) => whole(name)),
    hostileAccountNames.map(whole),
  );
});

test('two portals at once: one is limited, the other goes on at its own pace', async (context) => {
  const [one, other] = [
    await discoveryWorld(context, { throttle: { rate: 0, burst: 3 } }),
    await discoveryWorld(context, { throttle: { rate: 20 } }),
  ];
  assignMany(one.assigned, { accounts: 40, roles: 1 });
  assignMany(other.assigned, { accounts: 40, roles: 1 });
  const [limited, free] = await Promise.all([one.discover(), other.discover()]);
  assert.deepEqual([limited.how, free.how], ['silent', 'whole']);
  assert.ok(free.took < 5_000, `${free.took}`);
});
