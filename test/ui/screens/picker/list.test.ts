import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { indexRoles, search } from '../../../../source/domain/profiles/looks/search.ts';
import {
  browse,
  cursorOf,
  hasTitles,
  type List,
  lineCount,
  outOfSight,
  positionOf,
  ranked,
  recentOnly,
  roleAt,
  scrolled,
  titleAt,
  windowOf,
} from '../../../../source/ui/screens/picker/list.ts';
import { noPreferences } from '../../helpers/ports.ts';
import { companyRoles, role } from '../../helpers/roles.ts';

const roles = companyRoles();
const named = (list: List) => list.sections.map(({ title, roles: at }) => [title, at.map((one) => roles[one]?.name)]);

test('browse: favourites and recent ones above, newest first; the groups stay whole, in the order of the file', () => {
  const preferences = { ...noPreferences, favourites: ['dev-mary'], recents: ['data-lake', 'dev-mary', 'prod-admin'] };
  assert.deepEqual(named(browse(roles, preferences, false)), [
    ['Favourites', ['dev-mary']],
    ['Recent', ['data-lake', 'prod-admin']],
    ['Production', ['prod-admin', 'prod-readonly', 'billing']],
    ['Staging', ['staging-admin', 'staging-deploy']],
    ['Development', ['dev-mary', 'dev-shared', 'data-lake']],
    ['Old', ['legacy-ops', 'ystataws']],
  ]);
});

test('browse: five recent ones', () => {
  const list = browse(roles, { ...noPreferences, recents: roles.map(({ name }) => name) }, false);
  assert.equal(list.sections[0]?.roles.length, 5);
});

test('browse: by whose keys are used, where there are no groups', () => {
  const some = [role('a', { source: 'mary' }), role('b', { source: 'hub' }), role('c', { source: undefined })];
  assert.deepEqual(
    browse(some, noPreferences, false).sections.map(({ title }) => title),
    ['via mary', 'via hub', 'Other'],
  );
  const same = browse([role('a'), role('b')], noPreferences, false);
  assert.equal(hasTitles(same), false);
});

test('browse: by account, where accounts have several roles each', () => {
  const some = ['111111111111', '222222222222'].flatMap((accountId) =>
    ['Admin', 'Audit'].map((roleName) => role(`${accountId}-${roleName}`, { accountId, roleName })),
  );
  assert.deepEqual(
    browse(some, noPreferences, false).sections.map(({ title, roles: { length } }) => [title, length]),
    [
      ['111111111111', 2],
      ['222222222222', 2],
    ],
  );
});

test('recentOnly: those alone, the last one first, and no hidden one', () => {
  const preferences = {
    ...noPreferences,
    recents: ['data-lake', 'gone', 'billing', 'prod-admin'],
    hidden: ['billing'],
  };
  assert.deepEqual(named(recentOnly(roles, preferences, false)), [['Recent', ['data-lake', 'prod-admin']]]);
});

test('positionOf: each role counted once; a shortcut has no place of its own', () => {
  const list = browse(roles, { ...noPreferences, favourites: ['billing'], recents: ['dev-mary'] }, false);
  assert.equal(list.total, roles.length);
  assert.equal(list.count, roles.length + 2);
  assert.deepEqual(
    Array.from({ length: list.count }, (_, cursor) => positionOf(list, cursor)),
    [undefined, undefined, ...roles.map((_, at) => at + 1)],
  );
});

test('browse: hidden ones only when asked for', () => {
  const preferences = { ...noPreferences, hidden: ['billing'] };
  const some = [role('billing'), role('old', { hidden: true }), role('new')];
  assert.equal(browse(some, preferences, false).count, 1);
  assert.equal(browse(some, preferences, true).count, 3);
});

test('ranked: one list, the best match first, wherever it stands without a search', () => {
  const preferences = { ...noPreferences, favourites: ['staging-deploy'] };
  const index = indexRoles(roles);
  const list = ranked(roles, search(index, 'staging-admin'), preferences, false);
  assert.equal(roles[roleAt(list, 0) ?? -1]?.name, 'staging-admin');
  const tie = ranked(roles, search(index, 'staging'), preferences, false);
  assert.deepEqual(
    tie.sections.map(({ title }) => title),
    ['All'],
  );
  assert.deepEqual(ranked(roles, search(index, 'zzz'), preferences, false), { sections: [], count: 0, total: 0 });
});

test('roleAt and cursorOf: each the other’s inverse', () => {
  const list = browse(roles, { ...noPreferences, favourites: ['billing'] }, false);
  for (let cursor = 0; cursor < list.count; cursor++)
    assert.equal(cursorOf(list, roleAt(list, cursor) ?? -1, titleAt(list, cursor)), cursor);
  assert.equal(roleAt(list, list.count), undefined);
  assert.equal(cursorOf(list, 999), -1);
});

test('windowOf: the focus is always in it, and it is never too long', () => {
  const list = browse(roles, { ...noPreferences, favourites: ['billing'], recents: ['dev-mary'] }, false);
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 20 }),
      fc.boolean(),
      fc.array(fc.integer({ min: 0, max: list.count - 1 }), { minLength: 1, maxLength: 20 }),
      (height, airy, cursors) => {
        let top = 0;
        for (const cursor of cursors) {
          top = scrolled(list, cursor, top, height, airy);
          const lines = windowOf(list, top, height, airy);
          assert.ok(lines.length <= height);
          assert.ok(lines.some((line) => line.kind === 'role' && line.cursor === cursor));
          assert.ok(top <= Math.max(0, lineCount(list, airy) - height));
        }
      },
    ),
  );
});

test('scrolled: the title of a section is seen with its first role', () => {
  const list = browse(roles, noPreferences, false);
  const top = scrolled(list, 0, 5, 4, true);
  assert.equal(top, 0);
  assert.deepEqual(windowOf(list, top, 4, true)[0], { kind: 'title', title: 'Production', count: 3 });
});

test('windowOf: does not end on a title', () => {
  const list = browse(roles, noPreferences, false);
  assert.deepEqual(
    windowOf(list, 0, 6, true).map(({ kind }) => kind),
    ['title', 'role', 'role', 'role'],
  );
});

test('windowOf: the title stays on the first line while its roles are scrolled, and covers none in focus', () => {
  const many = Array.from({ length: 40 }, (_, at) => role(`r${at}`, { group: at < 20 ? 'one' : 'two' }));
  const list = browse(many, noPreferences, false);
  const seen = (cursor: number, before: number) => {
    const top = scrolled(list, cursor, before, 6, false);
    const lines = windowOf(list, top, 6, false);
    assert.ok(lines.some((line) => line.kind === 'role' && line.cursor === cursor));
    return lines;
  };
  for (const [cursor, title] of [
    [10, 'one'],
    [19, 'one'],
    [30, 'two'],
    [39, 'two'],
  ] as const) {
    const lines = seen(cursor, 0);
    assert.deepEqual(lines[0], { kind: 'title', title, count: 20 });
    seen(Math.max(0, cursor - 6), cursor);
  }
  assert.deepEqual(outOfSight(list, seen(30, 0)), { above: 26, below: 9 });
});
