import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fold } from '../../../../source/domain/profiles/looks/folded.ts';
import { guessed, holds, humps } from '../../../../source/domain/profiles/looks/score.ts';
import { highlights, indexRoles, search } from '../../../../source/domain/profiles/looks/search.ts';
import { manyRoles, role } from '../../../ui/helpers/roles.ts';

const roles = [
  role('prod-admin', { displayName: 'Production', accountId: '444455556666', description: 'Handle with care' }),
  role('prod-readonly', { accountId: '444455556666', roleName: 'ReadOnly' }),
  role('dev', { accountId: '777788889999', group: 'Sandbox' }),
  role('devops', { accountId: '222233334444', roleName: 'DevOps' }),
  role('legacy-provider', { accountId: '123456789012', roleName: 'Ops' }),
];
const index = indexRoles(roles);
const names = (query: string) => Array.from(search(index, query).roles, (at) => roles[at]?.name);

const table: readonly [query: string, found: readonly string[]][] = [
  ['', ['prod-admin', 'prod-readonly', 'dev', 'devops', 'legacy-provider']],
  ['dev', ['dev', 'devops']],
  ['DEV', ['dev', 'devops']],
  ['prod', ['prod-admin', 'prod-readonly']],
  ['prod read', ['prod-readonly']],
  ['read prod', ['prod-readonly']],
  ['  prod   adm ', ['prod-admin']],
  ['4444', ['prod-admin', 'prod-readonly', 'devops']],
  ['777788889999', ['dev']],
  ['sandb', ['dev']],
  ['care', ['prod-admin']],
  ['pra', ['prod-admin']],
  ['lgcy', ['legacy-provider']],
  ['ops', ['legacy-provider', 'devops']],
  ['prod zzz', []],
  ['zzz', []],
];

for (const [query, found] of table) test(`search: “${query}”`, () => assert.deepEqual(names(query), found));

test('search: a whole word, initials, the beginning, a hump, its beginning, the middle, a slip, gaps', () => {
  const scores = [
    holds(fold('prod'), 'prod', true),
    humps(fold('PlatformRoleOfDev'), 'prod')?.score ?? -1,
    holds(fold('prodAdmin'), 'prod', true),
    holds(fold('production'), 'prod', true),
    holds(fold('myProd'), 'prod', true),
    holds(fold('myProduction'), 'prod', true),
    holds(fold('reprod'), 'prod', true),
    guessed(fold('prood'), 'prod')?.score ?? -1,
    guessed(fold('proond'), 'prod')?.score ?? -1,
    guessed(fold('pronoxd'), 'prd')?.score ?? -1,
  ];
  assert.deepEqual(
    scores,
    [...scores].sort((one, other) => other - one),
  );
  assert.equal(holds(fold('dev'), 'prod', true), -1);
  assert.equal(guessed(fold('dorp'), 'prod'), undefined);
  assert.equal(guessed(fold('reproved'), 'rd'), undefined);
});

test('search: among equals the recent ones, then the order of the file, never the shorter', () => {
  const some = [role('prod-long-name'), role('prod-b'), role('prod-a')];
  assert.deepEqual([...search(indexRoles(some), 'prod').roles], [0, 1, 2]);
  assert.deepEqual([...search(indexRoles(some), 'prod', ['prod-a', 'gone', 'prod-b']).roles], [2, 1, 0]);
});

test('highlights: the letters that answer, wherever the word stands, else where it is scattered least', () => {
  assert.deepEqual(highlights(index, 0, 'prod'), { displayName: [0, 1, 2, 3], name: [0, 1, 2, 3] });
  assert.deepEqual(highlights(index, 0, 'adm'), { name: [5, 6, 7], roleName: [0, 1, 2] });
  assert.deepEqual(highlights(index, 1, 'prod readonly').roleName, [0, 1, 2, 3, 4, 5, 6, 7]);
  assert.deepEqual(highlights(index, 1, 'od prod').displayName, [0, 1, 2, 3]);
  assert.deepEqual(highlights(index, 0, '5555'), { accountId: [4, 5, 6, 7] });
  assert.deepEqual(highlights(index, 4, 'lgcy'), { displayName: [0, 2, 4, 5] });
  assert.deepEqual(highlights(index, 99, 'prod'), {});
});

test('highlights: places hold where lower case is longer', () => {
  const odd = indexRoles([role('İİ-prod')]);
  assert.deepEqual(highlights(odd, 0, 'prod').displayName, [3, 4, 5, 6]);
});

test('highlights: every word of the query is spelt out by marked letters', () => {
  const many = manyRoles(200);
  const all = indexRoles(many);
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z0-9]{1,6}$/), (word) => {
      for (const at of search(all, word).roles) {
        const [field, places] = Object.entries(highlights(all, at, word))[0] as ['name', number[]];
        const text = (many[at]?.[field] ?? '').toLowerCase();
        assert.equal(places.map((place) => text[place]).join(''), word);
      }
    }),
  );
});

test('search: ten thousand roles answer a word of a hundred thousand letters', () => {
  assert.deepEqual([...search(indexRoles(manyRoles(10_000)), 'x'.repeat(100_000)).roles], []);
});
