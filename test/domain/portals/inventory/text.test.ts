import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formats } from '../../../../source/domain/formats.ts';
import { inventoryText, readInventory } from '../../../../source/domain/portals/inventory/text.ts';
import type { Inventory } from '../../../../source/domain/portals/inventory.ts';

const noon = Date.UTC(2026, 0, 15, 12);

const inventory: Inventory = {
  portal: 'corp',
  startUrl: 'https://corp.awsapps.com/start',
  accountsReadAt: noon,
  passSince: noon - 1,
  person: 'mary@example.com',
  personUnder: 'client-1',
  accounts: [
    {
      id: '000000000012',
      name: 'a "b"\n]} 😀',
      email: 'aws+prod@example.com',
      rolesReadAt: noon,
      newSince: noon - 5,
      roles: [{ name: 'Admin' }, { name: 'ReadOnly', newSince: noon - 2, goneSince: noon - 1 }],
    },
    { id: '000000000013', isRefused: true, goneSince: noon, roles: [] },
  ],
};

test('what is written is read back as it was, an account a line', () => {
  const text = inventoryText(inventory);
  assert.deepEqual(readInventory(text), inventory);
  assert.equal(text.split('\n').length, 5);
  const empty: Inventory = { portal: 'u', startUrl: 'u', accounts: [] };
  assert.deepEqual(readInventory(inventoryText(empty)), empty);
});

test('1,500 pairs of 300 accounts take no more than 60 bytes a pair', () => {
  const names = ['AdministratorAccess', 'PowerUserAccess', 'ReadOnlyAccess', 'BillingViewer', 'IncidentResponder'];
  const accounts = Array.from({ length: 300 }, (_, at) => ({
    id: String(100_000_000_000 + at),
    name: `payments-production-${at}`,
    email: `aws+payments-production-${at}@example.com`,
    rolesReadAt: noon + at,
    roles: names.map((name) => ({ name })),
  }));
  const { length } = Buffer.from(inventoryText({ ...inventory, accounts }));
  assert.ok(length <= 1_500 * 60, `${length} bytes, ${length / 1_500} a pair`);
});

test('a file that says anything else is no inventory', () => {
  const text = inventoryText(inventory);
  const parsed = JSON.parse(text) as Record<string, unknown>;
  const over = (more: object) => JSON.stringify({ ...parsed, ...more });
  assert.notEqual(readInventory(over({})), undefined);
  const account = (more: object) => over({ accounts: [{ id: '000000000012', roles: ['Admin'], ...more }] });
  assert.notEqual(readInventory(account({})), undefined);
  const wrong = [
    '',
    'null',
    '3',
    '[]',
    '{}',
    text.slice(0, -10),
    over({ version: formats.inventory + 1 }),
    over({ version: undefined }),
    over({ portal: '' }),
    over({ startUrl: 3 }),
    over({ accountsReadAt: 'noon' }),
    over({ person: {} }),
    over({ personUnder: 7 }),
    over({ accounts: {} }),
    over({ accounts: [null] }),
    account({ id: '12' }),
    account({ id: 12 }),
    account({ id: '0000000000123' }),
    account({ name: 3 }),
    account({ read: null }),
    account({ roles: undefined }),
    account({ roles: [''] }),
    account({ roles: [{}] }),
    account({ roles: [['Admin']] }),
    account({ roles: [{ name: 'Admin', gone: 'soon' }] }),
  ];
  for (const each of wrong) assert.equal(readInventory(each), undefined, each);
});
