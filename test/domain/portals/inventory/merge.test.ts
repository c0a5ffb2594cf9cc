import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isOfAnother, merged } from '../../../../source/domain/portals/inventory/merge.ts';
import type { FoundAccount, Inventory } from '../../../../source/domain/portals/inventory.ts';

const about = { portal: 'corp', startUrl: 'https://corp.awsapps.com/start' };
const known = (accounts: readonly FoundAccount[], over: Partial<Inventory> = {}): Inventory => ({
  ...about,
  accountsReadAt: 10,
  ...over,
  accounts,
});

const prod: FoundAccount = { id: '000000000001', name: 'prod', rolesReadAt: 10, roles: [{ name: 'Admin' }] };
const dev: FoundAccount = { id: '000000000002', name: 'dev', rolesReadAt: 10, roles: [{ name: 'Admin' }] };
const reread = (account: FoundAccount, rolesReadAt: number, ...roles: FoundAccount['roles']): FoundAccount => ({
  ...account,
  rolesReadAt,
  roles,
});
const [admin, ops, audit] = ['Admin', 'Ops', 'Audit'].map((name) => ({ name }));
assert.ok(admin && ops && audit);
const { name: _, ...nameless } = prod;

type Row = {
  readonly what: string;
  readonly file: Inventory;
  readonly from: Inventory;
  readonly run: Inventory;
  readonly to: Inventory;
};

const rows: readonly Row[] = [
  {
    what: 'nobody else wrote: what the run has',
    file: known([prod]),
    from: known([prod]),
    run: known([reread(prod, 20, { name: 'Admin', goneSince: 20 }, ops)], { accountsReadAt: 20 }),
    to: known([reread(prod, 20, { name: 'Admin', goneSince: 20 }, ops)], { accountsReadAt: 20 }),
  },
  {
    what: 'nothing is there yet',
    file: { ...about, accounts: [] },
    from: { ...about, accounts: [] },
    run: known([{ ...prod, newSince: 12 }], { passSince: 9 }),
    to: known([{ ...prod, newSince: 12 }], { passSince: 9 }),
  },
  {
    what: 'what others found stays, and who the person is; what was read goes in',
    file: known([prod, dev], { accountsReadAt: 15, person: 'mary' }),
    from: known([prod], { person: 'mary', personUnder: 'client' }),
    run: known([reread(prod, 20, admin, ops)], { person: 'mary', personUnder: 'client' }),
    to: known([reread(prod, 20, admin, ops), dev], { accountsReadAt: 15, person: 'mary' }),
  },
  {
    what: 'the person that others found out',
    file: known([prod], { person: 'mary', personUnder: 'client' }),
    from: known([prod]),
    run: known([reread(prod, 20, admin)]),
    to: known([reread(prod, 20, admin)], { person: 'mary', personUnder: 'client' }),
  },
  {
    what: 'others read the account later',
    file: known([reread(prod, 30, admin, audit)]),
    from: known([prod]),
    run: known([reread(prod, 20, admin, ops)]),
    to: known([reread(prod, 30, admin, audit)]),
  },
  {
    what: 'others read the account earlier: what it lacks now is gone, what it had more is new',
    file: known([reread(prod, 15, admin, { name: 'Audit', newSince: 15 })]),
    from: known([prod]),
    run: known([reread(prod, 20, admin, { name: 'Ops', newSince: 20 })]),
    to: known([reread(prod, 20, admin, { name: 'Audit', newSince: 15, goneSince: 20 }, { name: 'Ops', newSince: 20 })]),
  },
  {
    what: 'a role that others opened is new no more',
    file: known([prod]),
    from: known([reread(prod, 10, { name: 'Admin', newSince: 10 })]),
    run: known([reread(prod, 20, { name: 'Admin', newSince: 10 })]),
    to: known([reread(prod, 20, admin)]),
  },
  {
    what: 'the clock of the last reading was fast',
    file: known([reread(prod, 99, admin, ops)], { accountsReadAt: 99 }),
    from: known([reread(prod, 99, admin)], { accountsReadAt: 99 }),
    run: known([reread(prod, 20, admin)], { accountsReadAt: 20 }),
    to: known([reread(prod, 20, admin, { name: 'Ops', goneSince: 20 })], { accountsReadAt: 20 }),
  },
  {
    what: 'found by both at once',
    file: known([prod, { ...dev, newSince: 11 }]),
    from: known([prod]),
    run: known([prod, { ...dev, newSince: 12, rolesReadAt: 20, roles: [admin, ops] }]),
    to: known([prod, { ...dev, newSince: 11, rolesReadAt: 20, roles: [admin, { name: 'Ops', newSince: 20 }] }]),
  },
  {
    what: 'a later listing by the run: another name, gone; what others read stays',
    file: known([reread(prod, 15, ops), reread(dev, 15, ops)], { accountsReadAt: 15 }),
    from: known([prod, dev]),
    run: known(
      [
        { ...prod, name: 'production' },
        { ...dev, goneSince: 20 },
      ],
      { accountsReadAt: 20 },
    ),
    to: known(
      [
        { ...reread(prod, 15, ops), name: 'production' },
        { ...reread(dev, 15, ops), goneSince: 20 },
      ],
      {
        accountsReadAt: 20,
      },
    ),
  },
  {
    what: 'a later listing by others',
    file: known(
      [
        { ...prod, goneSince: 30 },
        { ...dev, name: 'tests' },
      ],
      { accountsReadAt: 30 },
    ),
    from: known([prod, dev]),
    run: known(
      [
        { ...prod, name: 'production' },
        { ...dev, goneSince: 20 },
      ],
      { accountsReadAt: 20 },
    ),
    to: known(
      [
        { ...prod, goneSince: 30 },
        { ...dev, name: 'tests' },
      ],
      { accountsReadAt: 30 },
    ),
  },
  {
    what: 'an account that is back, and has no name any more',
    file: known([{ ...reread(prod, 15, ops), goneSince: 5 }]),
    from: known([{ ...prod, goneSince: 5 }]),
    run: known([nameless]),
    to: known([reread(nameless, 15, ops)]),
  },
  {
    what: 'a refusal, where nobody has read the account since',
    file: known([reread(prod, 10, admin, ops), reread(dev, 15, ops)]),
    from: known([prod, dev]),
    run: known([
      { ...prod, isRefused: true },
      { ...dev, isRefused: true },
    ]),
    to: known([{ ...reread(prod, 10, admin, ops), isRefused: true }, reread(dev, 15, ops)]),
  },
  {
    what: 'gone for long: dropped, unless others have it again',
    file: known([{ ...prod, goneSince: 1 }, dev]),
    from: known([
      { ...prod, goneSince: 1 },
      { ...dev, goneSince: 1 },
    ]),
    run: known([]),
    to: known([dev]),
  },
  {
    what: 'others have dropped them: one that was read since is there again, with what is there',
    file: known([]),
    from: known([prod, dev]),
    run: known([
      prod,
      reread({ ...dev, newSince: 3 }, 20, { name: 'Admin', goneSince: 20 }, { name: 'Ops', newSince: 20 }),
    ]),
    to: known([reread(dev, 20, ops)]),
  },
  {
    what: 'others have dropped them while all were listed: those that are there are known again, their roles are not',
    file: { ...about, accounts: [] },
    from: known([prod, dev, { ...dev, id: '000000000003', goneSince: 5 }]),
    run: known([prod, { ...dev, goneSince: 20 }, { ...dev, id: '000000000003', goneSince: 5 }], { accountsReadAt: 20 }),
    to: known([{ id: prod.id, name: 'prod', roles: [] }], { accountsReadAt: 20 }),
  },
  {
    what: 'a whole reading has ended',
    file: known([prod], { passSince: 8 }),
    from: known([prod], { passSince: 8 }),
    run: known([prod]),
    to: known([prod]),
  },
  {
    what: 'the whole reading of others goes on',
    file: known([prod], { passSince: 14 }),
    from: known([prod], { passSince: 8 }),
    run: known([prod], { passSince: 8 }),
    to: known([prod], { passSince: 14 }),
  },
];

for (const { what, file, from, run, to } of rows)
  test(`merged: ${what}`, () => {
    assert.deepEqual(merged(file, from, run), to);
    assert.deepEqual(merged(to, run, run), to, 'nothing is added twice');
  });

test('an inventory of another person is told by the two names alone', () => {
  const [mary, bob, nobody] = [{ person: 'mary' }, { person: 'bob' }, {}].map((over) => known([], over));
  assert.ok(mary && bob && nobody);
  assert.deepEqual(
    [
      [mary, bob],
      [mary, mary],
      [nobody, mary],
      [mary, nobody],
    ].map(([file, from]) => isOfAnother(file as Inventory, from as Inventory)),
    [true, false, false, false],
  );
});
