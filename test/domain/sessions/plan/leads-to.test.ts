import assert from 'node:assert/strict';
import { test } from 'node:test';
import { roleSummaries } from '../../../../source/domain/profiles/resolve/summary.ts';
import {
  changeOfRole,
  changesOfRoles,
  leadsElsewhere,
  leadsTo,
  planLeadsTo,
} from '../../../../source/domain/sessions/plan/leads-to.ts';
import { planRequest } from '../../../../source/domain/sessions/plan/plan.ts';
import { plainRequest, type SwitchRequest } from '../../../../source/domain/sessions/plan/request.ts';
import { profilesOf } from '../../profiles/files.ts';

const credentials =
  '[mary]\naws_access_key_id = AKIA1\naws_secret_access_key = s\n[eve]\naws_access_key_id = AKIA2\naws_secret_access_key = s\n';
const prod = 'arn:aws:iam::444455556666:role/prod';
const role = `role_arn = ${prod}\nsource_profile = mary\n`;
const sso = 'sso_start_url = https://acme.awsapps.com/start\nsso_region = eu-west-1\n';

/** The plan of a profile `it` with those lines. */
const planOf = (lines: string, more: Partial<SwitchRequest> = {}) =>
  planRequest(profilesOf(`[profile it]\n${lines}`, credentials), { ...plainRequest('it'), ...more });

for (const [what, lines, expected] of [
  ['a role', role, prod],
  ['a role of a portal', `${sso}sso_account_id = 444455556666\nsso_role_name = ReadOnly\n`, '444455556666/ReadOnly'],
  ['a role of a web identity', `role_arn = ${prod}\nweb_identity_token_file = /token\n`, '444455556666/prod'],
  ['keys', 'aws_access_key_id = AKIA3\naws_secret_access_key = s\n', undefined],
] as const) {
  test(`where ${what} leads`, () => assert.equal(planLeadsTo(planOf(lines)), expected));
}

test('a session tells the same of itself as its plan does', () => {
  assert.equal(leadsTo({ roleArn: prod, accountId: '444455556666', roleName: 'prod' }), prod);
  assert.equal(leadsTo({ accountId: '444455556666', roleName: 'ReadOnly' }), '444455556666/ReadOnly');
  assert.equal(leadsTo({ accountId: '111122223333' }), undefined, 'a user has no role');
});

for (const [what, lines, more] of [
  ['another source', role.replace('mary', 'eve'), {}],
  [
    'an external ID, a length and a region',
    `${role}external_id = x\nduration_seconds = 900\nregion = eu-north-1\n`,
    {},
  ],
  ['a device', `${role}mfa_serial = arn:aws:iam::111122223333:mfa/phone\n`, {}],
  ['a session policy', role, { policy: '{}' }],
] as const) {
  test(`${what} leads to the same role`, () => assert.equal(leadsElsewhere(planOf(lines, more), prod), undefined));
}

test('another role, account, portal role or no role at all is elsewhere, and it is said where, and what to type', () => {
  const elsewhere = (lines: string) => leadsElsewhere(planOf(lines), prod)?.text;
  const other = 'arn:aws:iam::555566667777:role/prod';
  const found = elsewhere(role.replace(prod, other));
  assert.equal(found?.code, 'leads-elsewhere');
  assert.equal(found?.title, `it led to ${prod} when it was opened here, and now leads to ${other}.`);
  assert.deepEqual(found?.todo, ['To go where it leads now: rolecall it']);
  assert.match(elsewhere(role.replace('role/prod', 'role/admin'))?.title ?? '', /now leads to \S+role\/admin\./);
  const portal = elsewhere(`${sso}sso_account_id = 444455556666\nsso_role_name = prod\n`);
  assert.match(portal?.title ?? '', /now leads to 444455556666\/prod/);
  const keys = elsewhere('aws_access_key_id = AKIA3\naws_secret_access_key = s\n');
  assert.match(keys?.title ?? '', /now leads to no role/);
});

test('where a request of an older version led is not known, and nothing is said against it', () =>
  assert.equal(leadsElsewhere(planOf(role), undefined), undefined));

/** The row of a profile `it` with those lines. */
const rowOf = (lines: string) => {
  const [row] = roleSummaries(profilesOf(`[profile it]\n${lines}`, credentials));
  return row ?? assert.fail('it is no role');
};

for (const [what, lines, expected] of [
  ['as it was', role, undefined],
  [
    'another source, region and colour',
    `${role.replace('mary', 'eve')}region = eu-north-1\ncolor = ff0000\n`,
    undefined,
  ],
  [
    'another account',
    role.replace('444455556666', '555566667777'),
    'it now leads to 555566667777/prod, not to 444455556666/prod.',
  ],
  ['another role', role.replace('/prod', '/admin'), 'it now leads to 444455556666/admin, not to 444455556666/prod.'],
  ['guarded', `${role}rolecall_confirm = true\n`, 'it now has to be confirmed.'],
] as const) {
  test(`what has become of a role since a list showed it: ${what}`, () =>
    assert.equal(changeOfRole(rowOf(role), rowOf(lines)), expected));
}

test('what has become of a role since a list showed it: no role, or no guard any more', () => {
  assert.equal(changeOfRole(rowOf(role), undefined), 'The role it no longer exists.');
  assert.equal(changeOfRole(rowOf(`${role}rolecall_confirm = true\n`), rowOf(role)), undefined);
});

test('all of several roles that have changed are found, in their order, and no other', () => {
  const listed = ['a', 'b', 'c'].map((name) => ({ ...rowOf(role), name, displayName: name }));
  const [a, b] = listed;
  assert.ok(a && b);
  const now = [a, { ...b, roleName: 'admin' }];
  const changes = changesOfRoles(['c', 'a', 'b', 'c', 'nobody'], listed, now);
  assert.deepEqual(
    changes.map(({ role: { name }, says }) => [name, says]),
    [
      ['c', 'The role c no longer exists.'],
      ['b', 'b now leads to 444455556666/admin, not to 444455556666/prod.'],
    ],
  );
});
