import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import { badgeName, isOnlyNameIn } from '../../../../source/domain/profiles/looks/badge-name.ts';

const role = (name: string, displayName = name, group?: string) => ({ name, displayName, group });

describe('badgeName', () => {
  for (const [what, own, others, shown] of [
    ['a name', role('prod'), [role('dev')], 'prod'],
    ['its display name', role('prod-admin', 'Production admin', 'Production'), [role('dev')], 'Production admin'],
    [
      'its group too, where others are called the same',
      role('payments-prod-Admin', 'Admin', 'payments prod'),
      [role('payments-dev-Admin', 'Admin', 'payments dev')],
      'payments prod Admin',
    ],
    ['its profile, where the group does not tell', role('a', 'Admin', 'g'), [role('b', 'Admin', 'g')], 'a'],
    ['its profile, where there is no group', role('a', 'Admin'), [role('b', 'Admin')], 'a'],
    ['nothing that a profile is called', role('a', 'b', 'g'), [role('b', 'Admin')], 'g b'],
    [
      'beginning and end of a long name',
      role('acme-payments-platform-production-eu-administrator'),
      [role('acme-payments-platform-production-eu-readonly')],
      'acme-payments-platfo…on-eu-administrator',
    ],
    [
      'what differs, in the middle as well',
      role('acme-payments-platform-production-eu-west-administrator'),
      [role('acme-payments-platform-dev-eu-west-administrator')],
      'acme-payme…duction-eu-west-administrator',
    ],
    ['no control', role('a\u001b[31mb\n'), [], 'a [31mb'],
  ] as const)
    it(`is ${what}`, () => assert.equal(badgeName(own, [own, ...others]), shown));
});

test('badgeName: no two of 1,980 roles have one badge, nor of names that differ in one place', () => {
  const envs = ['dev', 'staging', 'production', 'dr'];
  const company = Array.from({ length: 15 }, (_, team) => `team-with-quite-a-long-name-${team}`).flatMap((team) =>
    envs.flatMap((env) =>
      Array.from({ length: 33 }, (_, at) => role(`${team}-${env}-Role${at}`, `Role${at}`, `${team} ${env}`)),
    ),
  );
  const some = company.filter((_, at) => at % 33 < 3);
  assert.equal(new Set(some.map((each) => badgeName(each, company))).size, some.length);
  const long = 'x'.repeat(90);
  const near = Array.from({ length: 90 }, (_, at) => role(`${long.slice(0, at)}y${long.slice(at + 1)}`));
  assert.equal(new Set(near.map((each) => badgeName(each, near))).size, 90);
});

test('a display name is looked for where roles are named, not in what they are', () => {
  const own = '[profile a]\nrole_arn = arn:aws:iam::111122223333:role/Admin\nrolecall_display_name = Admin\n';
  for (const [what, config, credentials, isOnce] of [
    ['alone', own, undefined, true],
    ['of a role in AWS, too', `${own}[profile b]\nrole_name = Admin\n`, undefined, true],
    ['a part of another name', `${own}[profile Admin-b]\nrolecall_display_name = Admin of b\n`, undefined, true],
    ['a group', `${own}rolecall_group = Admin\n`, undefined, true],
    ['of another profile', `${own}[profile Admin]\n`, undefined, false],
    ['of another profile, in quotes', `${own}[profile "Admin"] # x\n`, undefined, false],
    ['of a section of keys', own, '[Admin]\r\n', false],
    ['the display name of another', `${own}[profile b]\nRolecall_Display_Name: Admin # x\n`, undefined, false],
    [
      'of the first profile, with lone carriage returns',
      `[profile Admin]\r${own.replaceAll('\n', '\r')}`,
      undefined,
      false,
    ],
    ['on a line of its own', own.replace('= Admin', '=\n  Admin'), undefined, true],
    [
      'on a line of its own, of another profile, too',
      `${own}[profile b]\nrolecall_display_name =\n  Admin\n`,
      undefined,
      false,
    ],
    ['in no file', '[profile a]\n', undefined, false],
  ] as const)
    assert.equal(isOnlyNameIn([config, credentials], { displayName: 'Admin', isFound: false }), isOnce, what);
  const inFile = (text: string, isFound: boolean) => isOnlyNameIn([text], { displayName: 'corp/Admin', isFound });
  assert.equal(inFile('[profile corp/Admin]\n', false), false, 'a found role may be called so');
  assert.equal(inFile('[profile corp/Admin of b]\n', true), true, 'a found role is in no file');
  assert.equal(inFile('[profile b]\nrolecall_display_name = corp/Admin\n', true), false, 'a found role, and a profile');
  for (const said of ['= corp/Admin', '=\n  corp/Admin', '= \u0001corp/Admin', '= corp/Admin # x'])
    for (const end of ['\n', '\r\n', '\r']) {
      const text = `[profile b]\nregion = eu-west-1\nrolecall_display_name ${said}\n`.replaceAll('\n', end);
      assert.equal(inFile(text, true), false, `a found role, and a profile: ${JSON.stringify(text)}`);
    }
});
