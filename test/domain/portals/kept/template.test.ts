import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readTemplate } from '../../../../source/domain/portals/kept/template.ts';
import { Problem } from '../../../../source/problem.ts';

const pair = {
  portal: 'corp',
  accountId: '111122223333',
  accountName: 'Data Platform (EU)',
  roleName: 'AWSAdministratorAccess',
};

const rows: readonly (readonly [
  template: string,
  name: string,
  over?: Partial<typeof pair> | { accountName: undefined },
])[] = [
  ['{account}/{role}', 'Data-Platform-EU/AWSAdministratorAccess'],
  ['{account|lower}-{role|short}', 'data-platform-eu-Admin'],
  ['{portal}:{account_id}/{role|short|lower}', 'corp:111122223333/admin'],
  ['{ account | lower }', 'data-platform-eu'],
  ['{role|short}', 'ReadOnly', { roleName: 'ReadOnlyAccess' }],
  ['{role|short}', 'PowerUser', { roleName: 'AWSPowerUserAccess' }],
  ['{role|short}', 'Access', { roleName: 'Access' }],
  ['{role|short}', 'AWSome', { roleName: 'AWSome' }],
  ['{role|short}', 'Ops', { roleName: 'Ops' }],
  ['{account}', '111122223333', { accountName: undefined }],
  ['{account}', '111122223333', { accountName: '本番' }],
  ['{account}', 'Prufung', { accountName: 'Prüfung' }],
  ['{account}', 'a-b', { accountName: 'a/b' }],
  ['plain', 'plain'],
];

for (const [template, name, over = {}] of rows) {
  test(`${template} of ${JSON.stringify(over)} is ${name}`, () =>
    assert.equal(readTemplate(template)({ ...pair, ...over }), name));
}

for (const [template, why] of [
  ['{acount}', /There is no \{acount\}; did you mean account\?/],
  ['{constructor}', /There is no \{constructor\}/],
  ['{role|upper}', /There is no \|upper/],
  ['{role|__proto__}', /There is no \|__proto__/],
  ['{role', /Its \{ belongs to no variable/],
  ['role}', /Its \} belongs to no variable/],
  ['{}', /There is no \{\}/],
] as const) {
  test(`${template} is no template, and why is said`, () =>
    assert.throws(
      () => readTemplate(template),
      (error) => error instanceof Problem && error.text.exitCode === 2 && why.test(error.text.title),
    ));
}
