import assert from 'node:assert/strict';
import { test } from 'node:test';
import { columnsFor, measure, total } from '../../../../source/ui/screens/picker/columns.ts';
import { companyRoles, manyRoles, role } from '../../helpers/roles.ts';

test('columnsFor: a row is never wider than its room', () => {
  for (const natural of [measure(companyRoles()), measure(manyRoles(50)), measure([role('a')])])
    for (let cells = 18; cells <= 400; cells++) assert.ok(total(columnsFor(natural, cells)) <= cells, String(cells));
});

test('columnsFor: what goes first where there is little room', () => {
  const natural = measure(companyRoles());
  const kept = (cells: number) =>
    Object.entries(columnsFor(natural, cells))
      .filter(([, width]) => width > 0)
      .map(([column]) => column);
  assert.deepEqual(kept(118), ['name', 'profile', 'account', 'role', 'region', 'state']);
  assert.deepEqual(kept(78), ['name', 'account', 'role', 'region', 'state']);
  assert.deepEqual(kept(60), ['name', 'account', 'role', 'state']);
  assert.deepEqual(kept(46), ['name', 'account', 'state']);
  assert.deepEqual(kept(38), ['name', 'state']);
  assert.deepEqual(kept(20), ['name']);
});

test('measure: wide characters count double, and nothing needs more than its share', () => {
  assert.equal(measure([role('a', { displayName: '共有開発環境' })]).name, 12);
  assert.equal(measure([role('x'.repeat(200))]).name, 34);
  assert.equal(measure([role('same')]).profile, 0);
});
