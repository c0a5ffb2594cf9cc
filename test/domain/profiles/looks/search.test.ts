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

const company = [
  role('Catalog-Prod/ReadOnlyAccess', { roleName: 'ReadOnlyAccess' }),
  role('Reading-Prod/Admin', { roleName: 'Admin' }),
  role('power-reader', { roleName: 'PowerReader' }),
  role('viewers', { roleName: 'Ops' }),
  role('prod-readonly', { roleName: 'Viewer' }),
  role('live', { displayName: 'Production Ad Server', roleName: 'Ops' }),
  role('ad-production', { roleName: 'Ops' }),
  role('prod-readonly-eu', { roleName: 'Viewer' }),
];
const literal: readonly [query: string, first: string][] = [
  ...['pr', 'prod-', 'prod-r', 'prod-rea', 'prod-read', 'prod-reado', 'prod-readonly', 'PROD-READ'].map(
    (query) => [query, 'prod-readonly'] as [string, string],
  ),
  ['prod-readonly-', 'prod-readonly-eu'],
  ['production ad', 'live'],
  ['production ad ', 'live'],
  ['ad-', 'ad-production'],
  ['catalog-prod/read', 'Catalog-Prod/ReadOnlyAccess'],
  // Whole words count more than the beginning of one.
  ['viewer', 'prod-readonly'],
];
for (const [query, first] of literal) {
  test(`search: what a name begins with, letter by letter, finds it: “${query}”`, () => {
    const [found = -1] = search(indexRoles(company), query, ['prod-readonly', 'gone']).roles;
    assert.equal(company[found]?.name, first);
  });
}

test('search: the beginning of a name over two parts or more finds a name that begins so, whatever else there is', () => {
  const part = fc.constantFrom(
    'prod',
    'production',
    'read',
    'readonly',
    'ReadOnly',
    'ad',
    'admin',
    'pr',
    'dev',
    'a',
    'r',
  );
  const name = fc.tuple(fc.array(part, { minLength: 2, maxLength: 4 }), fc.constantFrom('-', '/', ' ', '_'));
  fc.assert(
    fc.property(fc.uniqueArray(name, { minLength: 2, maxLength: 12 }), fc.nat(), fc.nat(), (made, which, length) => {
      const all = made.map(([parts, sign], at) => role(`p${at}`, { displayName: parts.join(sign) }));
      const meant = all[which % all.length]?.displayName ?? '';
      const [begun = ''] = /^[a-z]+[-/ _]/i.exec(meant) ?? [];
      const query = meant.slice(0, begun.length + (length % (meant.length - begun.length)) + 1);
      const [found = -1] = search(indexRoles(all), query).roles;
      assert.ok(all[found]?.displayName.toLowerCase().startsWith(query.toLowerCase()), `${query}: ${all[found]?.name}`);
    }),
  );
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

test('highlights: every word of the query is spelt out by marked letters; but for one letter, where it is guessed', () => {
  const many = manyRoles(200);
  const all = indexRoles(many);
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z0-9]{1,6}$/), (word) => {
      for (const at of search(all, word).roles) {
        const spelt = Object.entries(highlights(all, at, word)).map(([field, places]) => {
          const text = (many[at]?.[field as 'name'] ?? '').toLowerCase();
          return places.map((place) => text[place]).join('');
        });
        const near = (text: string) => Math.abs(text.length - word.length) <= 1 && word.length > 3;
        assert.ok(spelt.includes(word) || spelt.some(near), `${word}: ${spelt}`);
      }
    }),
  );
});

test('search: letter by letter finds what searching afresh finds', () => {
  const many = manyRoles(100);
  const typedIn = indexRoles(many);
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z0-9 /-]{1,8}$/), (query) => {
      for (let length = 1; length < query.length; length++) search(typedIn, query.slice(0, length));
      assert.deepEqual(search(typedIn, query), search(indexRoles(many), query));
    }),
    { numRuns: 30 },
  );
});

test('search: ten thousand roles answer a word of a hundred thousand letters', () => {
  assert.deepEqual([...search(indexRoles(manyRoles(10_000)), 'x'.repeat(100_000)).roles], []);
});

const account = '201254214910';
const some = [
  role('pay-prod', {
    displayName: 'Paiement Créteil',
    accountId: account,
    roleName: 'AWSReservedSSO_ReadOnlyAccess_0123456789abcdef',
    region: 'us-east-1',
    source: 'audit-hub',
    description: 'Invoices, é accents and all',
    group: 'Zürich',
  }),
  role('dev-Route53Admin', { accountId: '999900001111', roleName: 'Route53Admin', source: 'mary' }),
  role('dr-EKSViewer', { accountId: '888800001111', roleName: 'EKSViewer', source: 'mary' }),
  role('legacy-provider', { accountId: '777700001111', roleName: 'RDSOperator', source: 'mary' }),
];
const someIndex = indexRoles(some);
const first = [...'paiement'].map((_, at) => at);

const kinds: readonly [kind: string, query: string, field: keyof ReturnType<typeof highlights>, places: number[]][] = [
  ['a slip', 'paimeent', 'displayName', first],
  ['initials of humps', 'roa', 'roleName', [15, 19, 23]],
  ['no accent typed', 'creteil', 'displayName', [9, 10, 11, 12, 13, 14, 15]],
  ['an accent typed', 'páiement', 'displayName', first],
  ['a group', 'zurich', 'group', [0, 1, 2, 3, 4, 5]],
  ['account and role', `${account}/readonlyaccess`, 'accountId', [...account].map((_, at) => at)],
  ['an account with dashes', '2012-5421-4910', 'accountId', [...account].map((_, at) => at)],
  ['the end of an account', '4910', 'accountId', [8, 9, 10, 11]],
  ['a region', 'us-east-1', 'region', [0, 1, 3, 4, 5, 6, 8]],
  ['a region, short', 'use1', 'region', [0, 1, 3, 8]],
  ['a source', 'audit', 'source', [0, 1, 2, 3, 4]],
  ['a description', 'invoices', 'description', [0, 1, 2, 3, 4, 5, 6, 7]],
  ['gaps', 'pmnt', 'displayName', [0, 4, 6, 7]],
];

for (const [kind, query, field, places] of kinds) {
  test(`search: ${kind} finds the role, and is marked: “${query}”`, () => {
    assert.equal(search(someIndex, query).roles[0], 0);
    assert.deepEqual(highlights(someIndex, 0, query)[field], places);
  });
}

test('search: an ARN finds its role alone, and is marked', () => {
  const arn = 'arn:aws:iam::999900001111:role/team/Route53Admin';
  assert.deepEqual([...search(someIndex, arn).roles], [1]);
  assert.deepEqual([...search(someIndex, 'arn:aws:sts::999900001111:assumed-role/Route53Admin/mary').roles], [1]);
  assert.deepEqual([...search(someIndex, 'arn:aws:iam::999900001111:role/Route53').roles], []);
  assert.deepEqual([...search(someIndex, 'arn:aws:iam::9999').roles], [1]);
  assert.equal(highlights(someIndex, 1, arn).roleName?.length, 12);
});

const strangers: readonly [query: string, stranger: string][] = [
  ['prod', 'dev-Route53Admin'],
  ['prod', 'legacy-provider'],
  ['dev', 'dr-EKSViewer'],
  ['ro', 'legacy-provider'],
  ['0123456789abcdef', 'pay-prod'],
  ['route54', 'dev-Route53Admin'],
  ['reserved', 'pay-prod'],
  ['arn', 'dev-Route53Admin'],
  ['role', 'dev-Route53Admin'],
  ['mry', 'dev-Route53Admin'],
  ['rd', 'dr-EKSViewer'],
];

for (const [query, stranger] of strangers) {
  test(`search: nobody who types “${query}” means ${stranger}`, () => {
    const found = Array.from(search(someIndex, query).roles, (at) => some[at]?.name);
    assert.ok(!found.includes(stranger));
  });
}

test('search: text of any length answers at once, whatever it looks like', () => {
  for (const text of ['signin', 'a-', 'x/', '1234-', 'é', 'arn:']) {
    const begun = performance.now();
    search(someIndex, text.repeat(20_000));
    assert.ok(performance.now() - begun < 2_000, text);
  }
});

test('search: an accent by itself and half of a character are words that no role has, and end', () => {
  const index = indexRoles([role('prod'), role('\u07af')]);
  for (const query of ['\u0301', '\u07af', '\u07af\ud83b', '\ud83b', 'prod \u0301'])
    assert.ok(search(index, query).roles.length <= 2, JSON.stringify(query));
  assert.equal(search(index, 'prod \u0301').roles[0], 0);
});
