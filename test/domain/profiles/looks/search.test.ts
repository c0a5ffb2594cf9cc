import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { looseScore, wholeScore } from '../../../../source/domain/profiles/looks/score.ts';
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
  ['prod', ['prod-admin', 'prod-readonly', 'legacy-provider']],
  ['prod read', ['prod-readonly']],
  ['read prod', ['prod-readonly']],
  ['  prod   adm ', ['prod-admin']],
  ['4444', ['prod-admin', 'prod-readonly', 'devops']],
  ['777788889999', ['dev']],
  ['sandb', ['dev']],
  ['care', ['prod-admin']],
  ['pra', ['prod-admin', 'prod-readonly']],
  ['lgcy', ['legacy-provider']],
  ['ops', ['legacy-provider', 'devops']],
  ['prod zzz', []],
  ['zzz', []],
];

for (const [query, found] of table) test(`search: “${query}”`, () => assert.deepEqual(names(query), found));

test('search: the whole, the beginning, the beginning of a part, anywhere, scattered', () => {
  const scores = [
    wholeScore('prod', 'prod'),
    wholeScore('production', 'prod'),
    wholeScore('my-prod', 'prod'),
    wholeScore('reprod', 'prod'),
    looseScore('pr-odin', 'prod'),
    looseScore('p-r-o-d', 'prod'),
  ];
  assert.deepEqual(
    scores,
    [...scores].sort((one, other) => other - one),
  );
  assert.equal(new Set(scores).size, scores.length);
  assert.equal(wholeScore('dev', 'prod'), -1);
  assert.equal(looseScore('dorp', 'prod'), -1);
  assert.equal(looseScore('approve-road', 'prod'), -1, 'scattered letters begin at a part');
});

test('search: shorter texts first among equals, then the order of the file', () => {
  const some = [role('prod-long-name'), role('prod-b'), role('prod-a')];
  assert.deepEqual([...search(indexRoles(some), 'prod').roles], [1, 2, 0]);
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

test('search: narrowing step by step finds what searching afresh finds', () => {
  const many = manyRoles(300);
  const all = indexRoles(many);
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z0-9 -]{1,10}$/), (query) => {
      let narrowed = search(all, '');
      for (let length = 1; length <= query.length; length++) narrowed = search(all, query.slice(0, length), narrowed);
      const fresh = search(all, query);
      assert.deepEqual([...narrowed.roles], [...fresh.roles]);
      assert.deepEqual([...narrowed.scores], [...fresh.scores]);
    }),
  );
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
