import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Inventory } from '../../source/domain/portals/inventory.ts';
import { outsideOf } from '../../source/domain/shells/outside.ts';
import { createPortalStore } from '../../source/ports/portals.ts';
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
