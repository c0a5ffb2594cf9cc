import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  countsOf,
  emptyInventory,
  withAccounts,
  withoutLongGone,
  withPerson,
  withRefused,
  withRoleSeen,
  withRoles,
  withWholeListing,
} from '../../../../source/domain/portals/inventory/update.ts';
import type { FoundAccount, Inventory } from '../../../../source/domain/portals/inventory.ts';

const portal = { ssoSession: 'corp', startUrl: 'https://corp.awsapps.com/start' };
const day = 86_400_000;
const known = (...accounts: FoundAccount[]): Inventory => ({ ...emptyInventory(portal), accountsReadAt: 1, accounts });
const prod: FoundAccount = { id: '000000000001', name: 'prod', roles: [{ name: 'Admin' }], rolesReadAt: 2 };
const dev: FoundAccount = { id: '000000000002', name: 'dev', roles: [] };

type Row = { readonly what: string; readonly to: Inventory; readonly accounts: readonly FoundAccount[] };

const first = emptyInventory(portal);
const { rolesReadAt: _, ...unread } = prod;
const rows: readonly Row[] = [
  {
    what: 'accounts of the first listing are not new',
    to: withAccounts(first, [{ id: prod.id, name: 'prod' }], 9),
    accounts: [{ id: prod.id, name: 'prod', roles: [] }],
  },
  {
    what: 'an account that comes later is new',
    to: withAccounts(known(prod), [{ id: dev.id }], 9),
    accounts: [prod, { id: dev.id, newSince: 9, roles: [] }],
  },
  {
    what: 'an account is listed twice: once',
    to: withAccounts(first, [{ id: prod.id }, { id: prod.id, name: 'prod' }], 9),
    accounts: [{ id: prod.id, name: 'prod', roles: [] }],
  },
  {
    what: 'names follow the portal, and an account that was gone is back and not new',
    to: withAccounts(known({ ...prod, email: 'a@b', goneSince: 5 }), [{ id: prod.id, name: 'production' }], 9),
    accounts: [{ ...prod, name: 'production' }],
  },
  {
    what: 'a page that lacks an account takes nothing away',
    to: withAccounts(known(prod, dev), [{ id: dev.id, name: 'dev' }], 9),
    accounts: [prod, dev],
  },
  {
    what: 'a whole listing that lacks an account: gone',
    to: withWholeListing(known(prod, dev), new Set([dev.id]), 9),
    accounts: [{ ...prod, goneSince: 9 }, dev],
  },
  {
    what: 'gone since the first time',
    to: withWholeListing(known({ ...prod, goneSince: 5 }, dev), new Set([dev.id]), 9),
    accounts: [{ ...prod, goneSince: 5 }, dev],
  },
  {
    what: 'a whole listing of nothing is not believed',
    to: withWholeListing(known(prod, dev), new Set(), 9),
    accounts: [prod, dev],
  },
  {
    what: 'roles of the first listing are not new, and a refusal is over',
    to: withRoles(known({ ...dev, isRefused: true }), dev.id, ['Admin', 'Admin'], 9),
    accounts: [{ ...dev, rolesReadAt: 9, roles: [{ name: 'Admin' }] }],
  },
  {
    what: 'roles of a new account are new',
    to: withRoles(known({ ...dev, newSince: 5 }), dev.id, ['Admin'], 9),
    accounts: [{ ...dev, newSince: 5, rolesReadAt: 9, roles: [{ name: 'Admin', newSince: 9 }] }],
  },
  {
    what: 'a role that comes later is new, one that is lacking is gone',
    to: withRoles(known(prod), prod.id, ['ReadOnly'], 9),
    accounts: [
      {
        ...prod,
        rolesReadAt: 9,
        roles: [
          { name: 'Admin', goneSince: 9 },
          { name: 'ReadOnly', newSince: 9 },
        ],
      },
    ],
  },
  {
    what: 'a role is back, and as new as it was',
    to: withRoles(known({ ...prod, roles: [{ name: 'Admin', newSince: 3, goneSince: 5 }] }), prod.id, ['Admin'], 9),
    accounts: [{ ...prod, rolesReadAt: 9, roles: [{ name: 'Admin', newSince: 3 }] }],
  },
  {
    what: 'a listing of no role is not believed',
    to: withRoles(known(prod), prod.id, [], 9),
    accounts: [{ ...prod, rolesReadAt: 9 }],
  },
  {
    what: 'an account that is refused keeps what was known of it',
    to: withRefused(known(prod, dev), prod.id),
    accounts: [{ ...prod, isRefused: true }, dev],
  },
  {
    what: 'a role that was opened is there and new no more, and so is its account',
    to: withRoleSeen(
      known({ ...prod, goneSince: 5, newSince: 3, roles: [{ name: 'Admin', newSince: 3, goneSince: 5 }] }),
      prod.id,
      'Admin',
    ),
    accounts: [{ ...prod, newSince: 3 }],
  },
  {
    what: 'a role is opened that no listing had',
    to: withRoleSeen(known(unread), prod.id, 'Fresh'),
    accounts: [{ ...unread, roles: [{ name: 'Admin' }, { name: 'Fresh' }] }],
  },
  {
    what: 'what was gone for 30 days is dropped',
    to: withoutLongGone(
      known(
        { ...dev, goneSince: 0 },
        {
          ...prod,
          roles: [
            { name: 'Admin', goneSince: 0 },
            { name: 'B', goneSince: 1 },
          ],
        },
      ),
      30 * day,
    ),
    accounts: [{ ...prod, roles: [{ name: 'B', goneSince: 1 }] }],
  },
];

for (const { what, to, accounts } of rows) test(what, () => assert.deepEqual(to.accounts, accounts));

test('only a whole listing is a listing', () => {
  assert.equal(withAccounts(first, [{ id: prod.id }], 9).accountsReadAt, undefined);
  assert.equal(withWholeListing(first, new Set(), 9).accountsReadAt, 9);
  assert.equal(withWholeListing(known(prod), new Set(), 9).accountsReadAt, 1);
});

test('another person under the same name: the inventory is set aside, and nothing of it is gone', () => {
  const mary = withPerson(known(prod), 'mary@example.com');
  assert.deepEqual(mary, { inventory: { ...known(prod), person: 'mary@example.com' }, setAside: false });
  assert.equal(withPerson(mary.inventory, 'mary@example.com').setAside, false);
  const tom = withPerson(mary.inventory, 'tom@example.com');
  assert.deepEqual(tom, { inventory: { ...first, person: 'tom@example.com' }, setAside: true });
});

test('numbers of what is there, and of what came and went', () => {
  const inventory = known(
    {
      ...prod,
      roles: [{ name: 'A' }, { name: 'B', newSince: 9 }, { name: 'C', goneSince: 9 }, { name: 'D', goneSince: 3 }],
    },
    {
      ...dev,
      newSince: 9,
      roles: [
        { name: 'A', newSince: 9 },
        { name: 'B', newSince: 9 },
      ],
    },
    { id: '000000000003', goneSince: 9, roles: [{ name: 'A' }] },
  );
  assert.deepEqual(countsOf(inventory, 9), { accounts: 2, roles: 4, added: 3, gone: 2 });
  assert.deepEqual(countsOf(inventory, 10), { accounts: 2, roles: 4, added: 0, gone: 0 });
});
