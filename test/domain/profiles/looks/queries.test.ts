import assert from 'node:assert/strict';
import { test } from 'node:test';
import { companyConfig } from '../../../../scripts/company.ts';
import { indexRoles, search } from '../../../../source/domain/profiles/looks/search.ts';
import { roleSummaries } from '../../../../source/domain/profiles/resolve/summary.ts';
import { profilesOf } from '../files.ts';
import { queries, richQueries } from './queries.ts';

/** Asks every query of one form of the company. @returns those that are answered otherwise, with the answer */
function wrongIn(config: string, asked: typeof queries): readonly string[] {
  const roles = roleSummaries(profilesOf(config));
  const index = indexRoles(roles);
  return asked.flatMap(([query, first]) => {
    const found = roles[search(index, query).roles[0] ?? -1]?.name ?? 'nothing';
    const meant = new RegExp(`^${first.replaceAll('*', '.*')}$`);
    return meant.test(found) ? [] : [`${query}: ${found} instead of ${first}`];
  });
}

const forms: readonly [form: string, config: string, asked: typeof queries][] = [
  ['plain', companyConfig(), queries],
  ['rich', companyConfig({ rich: true }), [...queries, ...richQueries]],
  [
    'plain, `production` written out,',
    companyConfig({ environments: ['dev', 'staging', 'production', 'dr'] }),
    queries.map(([query, first]) => [query, first.replace('-prod-', '-production-')]),
  ],
];

for (const [form, config, asked] of forms) {
  test(`search: the first row of ${asked.length} everyday queries over the ${form} company is the role that is meant`, () => {
    const wrong = wrongIn(config, asked);
    assert.ok(wrong.length <= asked.length * 0.05, `${wrong.length} are not:\n${wrong.join('\n')}`);
  });
}
