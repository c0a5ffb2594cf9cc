import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findPolicy, type ManagedPolicy, searchPolicies } from '../../../source/domain/roles/managed-policies.ts';

const aws = (name: string, path = ''): ManagedPolicy => ({
  arn: `arn:aws:iam::aws:policy/${path}${name}`,
  name,
  owner: 'aws',
});
const policies: readonly ManagedPolicy[] = [
  aws('AmazonEC2ReadOnlyAccess'),
  aws('IAMReadOnlyAccess'),
  aws('ReadOnlyAccess'),
  aws('Billing', 'job-function/'),
  { arn: 'arn:aws:iam::444455556666:policy/Billing', name: 'Billing', owner: 'account' },
];

const queries: readonly (readonly [query: string, names: readonly string[]])[] = [
  ['readonlyaccess', ['ReadOnlyAccess', 'IAMReadOnlyAccess', 'AmazonEC2ReadOnlyAccess']],
  ['read ec2', ['AmazonEC2ReadOnlyAccess']],
  ['job-function', ['Billing']],
  ['nothing', []],
];

for (const [query, names] of queries) {
  test(`search: ${query}`, () =>
    assert.deepEqual(
      searchPolicies(policies, query).map(({ name }) => name),
      names,
    ));
}

test('without a query the account’s own come first', () => {
  assert.equal(searchPolicies(policies, ' ')[0]?.owner, 'account');
});

test('a name means the account’s own policy before AWS’s', () => {
  assert.equal(findPolicy(policies, 'Billing')?.arn, 'arn:aws:iam::444455556666:policy/Billing');
  assert.equal(findPolicy(policies, 'billing'), undefined);
});
