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
  ranked,
  roleAt,
  scrolled,
  windowOf,
} from '../../../../source/ui/screens/picker/list.ts';
import { noPreferences } from '../../helpers/ports.ts';
import { companyRoles, role } from '../../helpers/roles.ts';

const roles = companyRoles();
const named = (list: List) => list.sections.map(({ title, roles: at }) => [title, at.map((one) => roles[one]?.name)]);

test('browse: favourites, recent ones newest first, groups in the order of the file', () => {
  const preferences = { ...noPreferences, favourites: ['dev-mary'], recents: ['data-lake', 'dev-mary', 'prod-admin'] };
  assert.deepEqual(named(browse(roles, preferences, false)), [
    ['Favourites', ['dev-mary']],
    ['Recent', ['data-lake', 'prod-admin']],
    ['Production', ['prod-readonly', 'billing']],
    ['Staging', ['staging-admin', 'staging-deploy']],
    ['Development', ['dev-shared']],
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

test('browse: hidden ones only when asked for', () => {
  const preferences = { ...noPreferences, hidden: ['billing'] };
  const some = [role('billing'), role('old', { hidden: true }), role('new')];
  assert.equal(browse(some, preferences, false).count, 1);
  assert.equal(browse(some, preferences, true).count, 3);
});

test('ranked: the best match first, its section with it', () => {
  const preferences = { ...noPreferences, favourites: ['staging-deploy'] };
  const index = indexRoles(roles);
  const list = ranked(roles, search(index, 'staging-admin'), preferences, false);
  assert.equal(roles[roleAt(list, 0) ?? -1]?.name, 'staging-admin');
  const tie = ranked(roles, search(index, 'staging'), preferences, false);
  assert.deepEqual(
    tie.sections.map(({ title }) => title),
    ['Favourites', 'All'],
  );
  assert.deepEqual(ranked(roles, search(index, 'zzz'), preferences, false), { sections: [], count: 0 });
});

test('roleAt and cursorOf: each the other’s inverse', () => {
  const list = browse(roles, { ...noPreferences, favourites: ['billing'] }, false);
  for (let cursor = 0; cursor < list.count; cursor++) assert.equal(cursorOf(list, roleAt(list, cursor) ?? -1), cursor);
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
  assert.deepEqual(windowOf(list, top, 4, true)[0], { kind: 'title', title: 'Production' });
});

test('windowOf: does not end on a title', () => {
  const list = browse(roles, noPreferences, false);
  assert.deepEqual(
    windowOf(list, 0, 6, true).map(({ kind }) => kind),
    ['title', 'role', 'role', 'role'],
  );
});
