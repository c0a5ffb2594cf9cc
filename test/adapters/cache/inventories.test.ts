import assert from 'node:assert/strict';
import { chmodSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createInventories } from '../../../source/adapters/cache/inventories.ts';
import type { Inventory } from '../../../source/domain/portals/inventory.ts';
import { Problem } from '../../../source/problem.ts';
import { makeHome } from '../../helpers/home.ts';

const startUrl = 'https://corp.awsapps.com/start';
const corp = { ssoSession: 'corp', startUrl };
const inventory: Inventory = {
  portal: 'corp',
  startUrl,
  accounts: [{ id: '000000000001', name: 'prod', roles: [{ name: 'Admin' }] }],
};

async function makeStore(context: TestContext) {
  const { directory } = await makeHome(context);
  const cache = join(directory, 'cache');
  const files = () => readdirSync(cache).map((name) => join(cache, name));
  return { cache, store: createInventories(cache), files };
}

test('a portal has a file of its own, for its owner only; two sessions of one URL are two portals', async (context) => {
  const { cache, store, files } = await makeStore(context);
  assert.equal(store.read(corp), undefined);
  store.write(inventory);
  store.write({ ...inventory, portal: 'corp2', accounts: [] });
  store.write({ ...inventory, portal: startUrl, accounts: [] });
  assert.deepEqual(store.read(corp), inventory);
  assert.equal(store.read({ ssoSession: 'corp2', startUrl })?.accounts.length, 0);
  assert.equal(store.read({ startUrl })?.portal, startUrl);
  assert.deepEqual(
    files().map((path) => statSync(path).mode & 0o777),
    [0o600, 0o600, 0o600],
  );
  assert.equal(statSync(cache).mode & 0o777, 0o700);
  assert.equal(store.remove(corp), undefined);
  assert.equal(store.read(corp), undefined);
  writeFileSync(join(cache, 'session-0a.json'), '{}');
  writeFileSync(join(cache, 'inventory-0a.json.123.4q1'), 'half written');
  assert.deepEqual(await store.removeAll(), { removed: 2, failed: [] });
  assert.deepEqual(readdirSync(cache), ['session-0a.json']);
});

test('a session that leads to another portal now has no inventory', async (context) => {
  const { store } = await makeStore(context);
  store.write(inventory);
  assert.equal(store.read({ ssoSession: 'corp', startUrl: 'https://other.awsapps.com/start' }), undefined);
});

test('a file that is damaged, a link, or open to others is no inventory', async (context) => {
  const { store, files, cache } = await makeStore(context);
  store.write(inventory);
  const [path = ''] = files();
  chmodSync(path, 0o666);
  assert.equal(store.read(corp), undefined);
  writeFileSync(path, '{"version":1');
  chmodSync(path, 0o600);
  assert.equal(store.read(corp), undefined);
  store.write(inventory);
  assert.deepEqual(store.read(corp), inventory);
  store.remove(corp);
  writeFileSync(join(cache, 'other'), '');
  symlinkSync(join(cache, 'other'), path);
  assert.equal(store.read(corp), undefined);
  chmodSync(cache, 0o777);
  assert.equal(store.read(corp), undefined);
  assert.throws(() => store.write(inventory), Problem);
});

test('a disk that refuses is named, and stops nothing', async (context) => {
  const { directory } = await makeHome(context);
  writeFileSync(join(directory, 'file'), '');
  assert.equal(createInventories(join(directory, 'file', 'cache')).write(inventory), 'ENOTDIR');
});
