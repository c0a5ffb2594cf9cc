import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createInventories } from '../../source/adapters/cache/inventories.ts';
import { withPerson } from '../../source/domain/portals/inventory/update.ts';
import type { FoundAccount, Inventory } from '../../source/domain/portals/inventory.ts';
import { outsideOf } from '../../source/domain/shells/outside.ts';
import { beginRun, createPortalStore } from '../../source/ports/portals.ts';
import { makeHome } from '../helpers/home.ts';

const inventory = (portal: string): Inventory => ({
  portal,
  startUrl: `https://${portal}.awsapps.com/start`,
  accounts: [],
});

test('what could not be kept of one portal is not forgotten when another is kept, only when it is kept itself', async (context) => {
  const { directory } = await makeHome(context);
  const cache = join(directory, 'cache');
  const store = createPortalStore({ outside: outsideOf({}), cache });
  store.keep(inventory('one'));
  assert.equal(store.unkept(), undefined);
  // A directory stands in the place of its file.
  const path = join(cache, readdirSync(cache)[0] ?? '');
  rmSync(path);
  mkdirSync(path);
  store.keep(inventory('one'));
  const why = store.unkept();
  assert.equal(why, 'EISDIR');
  store.keep(inventory('two'));
  assert.equal(store.unkept(), why);
  rmdirSync(path);
  store.keep(inventory('one'));
  assert.equal(store.unkept(), undefined, 'all that was found is there');
});

const corp = { ssoSession: 'corp', startUrl: 'https://corp.awsapps.com/start', ssoRegion: 'eu-central-1' };
const account = (id: string, rolesReadAt: number, ...names: readonly string[]): FoundAccount => ({
  id: id.padStart(12, '0'),
  rolesReadAt,
  roles: names.map((name) => ({ name })),
});

/** A list that is open, and another terminal; both read and write the same file. */
async function twoTerminals(context: TestContext, before: Inventory | undefined) {
  const cache = join((await makeHome(context)).directory, 'cache');
  const [here, there] = [createInventories(cache), createInventories(cache)];
  if (before !== undefined) there.write(before);
  const list = beginRun(corp, here.read, (next) => here.write(next) === undefined);
  return { list, there, read: () => there.read(corp) };
}

const found: Inventory = {
  ...inventory('corp'),
  person: 'mary',
  personUnder: 'client',
  accounts: [account('1', 10, 'Admin')],
};

test('a list that stays open keeps what another terminal found, and that somebody signed in there', async (context) => {
  const { list, there, read } = await twoTerminals(context, found);
  list.save(list.known);
  const { personUnder: _, ...signedIn } = found;
  there.write({ ...signedIn, accounts: [...found.accounts, account('2', 20, 'Audit')] });
  list.save({ ...list.known, accounts: [account('1', 30, 'Admin', 'Ops')] });
  assert.deepEqual(read(), {
    ...signedIn,
    accounts: [account('1', 30, 'Admin', 'Ops'), account('2', 20, 'Audit')],
  });
});

test('what was forgotten while a list is open stays so, but for what is read afterwards', async (context) => {
  const { list, there, read } = await twoTerminals(context, undefined);
  const first = { ...list.known, accounts: [account('1', 10, 'Admin'), account('2', 10, 'Audit')] };
  list.save(first);
  assert.deepEqual(read()?.accounts, first.accounts);
  there.remove(corp);
  const unsaved = { ...first, accounts: [account('1', 20, 'Admin'), account('2', 10, 'Audit')] };
  list.save(unsaved);
  assert.equal(read(), undefined);
  list.save({ ...unsaved, accounts: [account('1', 20, 'Admin'), account('2', 30, 'Audit')] });
  assert.deepEqual(read()?.accounts, [account('2', 30, 'Audit')]);
});

test('what a list read for one person does not come to another one who has signed in since', async (context) => {
  const { list, there, read } = await twoTerminals(context, found);
  list.save({ ...list.known, accounts: [...found.accounts, account('2', 20, 'Audit')] });
  const { inventory: bobs } = withPerson(read() ?? found, 'bob');
  there.write({ ...bobs, personUnder: 'other', accounts: [account('3', 25, 'Dev')] });
  const marys = { ...list.known, accounts: [account('1', 26, 'Admin'), account('2', 20, 'Audit')] };
  list.save(marys);
  assert.deepEqual(read(), { ...bobs, personUnder: 'other', accounts: [account('3', 25, 'Dev')] });
  list.save({ ...marys, accounts: [account('1', 26, 'Admin'), account('2', 30, 'Admin')] });
  assert.deepEqual(read(), {
    ...bobs,
    personUnder: 'other',
    accounts: [account('3', 25, 'Dev'), account('2', 30, 'Admin')],
  });
});

test('what the disk refused is saved with the next', async (context) => {
  const { there, read } = await twoTerminals(context, found);
  let isFull = true;
  const run = beginRun(corp, there.read, (next) => !isFull && there.write(next) === undefined);
  const first = { ...run.known, accounts: [...found.accounts, account('2', 20, 'Audit')] };
  run.save(first);
  isFull = false;
  run.save(first);
  assert.deepEqual(read(), first);
});
