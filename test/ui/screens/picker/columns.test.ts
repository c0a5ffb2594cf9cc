import assert from 'node:assert/strict';
import { test } from 'node:test';
import { columnsFor, inShortcut, type Listed, measure, total } from '../../../../source/ui/screens/picker/columns.ts';
import { companyRoles, manyRoles, role } from '../../helpers/roles.ts';

/** Roles of one name in one group: two accounts of a team. */
const alike = ['one', 'two'].map((account) => role(`${account}-admin`, { displayName: 'Admin', group: 'team' }));

test('columnsFor: a row is never wider than its room', () => {
  for (const natural of [measure(companyRoles()), measure(manyRoles(50)), measure(alike), measure([role('a')])])
    for (let cells = 18; cells <= 400; cells++)
      for (const listed of ['found', 'groups', 'groups and shortcuts'] as const) {
        const columns = columnsFor(natural, cells, listed);
        assert.ok(total(columns) <= cells, String(cells));
        if (listed !== 'found') assert.equal(total(inShortcut(columns, natural)), total(columns));
      }
});

test('columnsFor: what goes first where there is little room', () => {
  const natural = measure(companyRoles());
  const kept = (cells: number, listed: Listed = 'groups') =>
    Object.entries(columnsFor(natural, cells, listed))
      .filter(([, width]) => width > 0)
      .map(([column]) => column);
  assert.deepEqual(kept(118), ['name', 'profile', 'account', 'role', 'region', 'state']);
  assert.deepEqual(kept(78), ['name', 'account', 'role', 'region', 'state']);
  assert.deepEqual(kept(60), ['name', 'account', 'role', 'state']);
  assert.deepEqual(kept(46), ['name', 'account', 'state']);
  assert.deepEqual(kept(38), ['name', 'state']);
  assert.deepEqual(kept(20), ['name']);
  assert.deepEqual(kept(118, 'found'), ['name', 'group', 'profile', 'account', 'role', 'region', 'state']);
  assert.deepEqual(kept(46, 'found'), ['name', 'account', 'state']);
});

test('columnsFor: the group stays where names repeat in several', () => {
  const teams = ['pay', 'search'].map((group) => role(`${group}-admin`, { displayName: 'Admin', group }));
  const natural = measure(teams);
  assert.deepEqual(natural.telling, { group: true, profile: false });
  for (const cells of [30, 38, 46, 60, 78]) assert.ok(columnsFor(natural, cells, 'found').group > 0, String(cells));
  const browsed = columnsFor(natural, 46, 'groups and shortcuts');
  assert.equal(browsed.group, 0);
  assert.ok(inShortcut(browsed, natural).group > 0);
});

test('columnsFor: no name is cut where a region has room', () => {
  const teams = ['payments', 'search'].map((team) => {
    return role(`${team}-admin`, { displayName: 'DatabaseAdministrator', group: `${team} staging` });
  });
  for (const natural of [measure(teams), measure(alike), measure(companyRoles()), measure([role('x'.repeat(38))])])
    for (let cells = 18; cells <= 200; cells++)
      for (const listed of ['found', 'groups', 'groups and shortcuts'] as const) {
        const { name, region, group } = columnsFor(natural, cells, listed);
        if (region === 0) continue;
        assert.ok(name >= natural.columns.name, `${cells} ${listed}`);
        if (group > 0) assert.equal(group, natural.columns.group, `${cells} ${listed}`);
      }
});

test('columnsFor: the profile stays where only it tells rows apart', () => {
  assert.deepEqual(measure(companyRoles()).telling, { group: false, profile: false });
  const natural = measure(alike);
  assert.deepEqual(natural.telling, { group: false, profile: true });
  for (const cells of [38, 46, 60, 78]) assert.ok(columnsFor(natural, cells, 'found').profile > 0, String(cells));
});

test('measure: wide characters count double, and nothing needs more than its share', () => {
  const columns = (...roles: Parameters<typeof measure>[0]) => measure(roles).columns;
  assert.equal(columns(role('a', { displayName: '共有開発環境' })).name, 12);
  assert.equal(columns(role('x'.repeat(200))).name, 40);
  assert.equal(columns(role('same')).profile, 0);
  assert.equal(columns(role('pay-dev-Admin', { roleName: 'Admin' })).role, 0);
});
