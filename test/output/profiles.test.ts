import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RoleSummary } from '../../source/domain/profiles/profile.ts';
import { rolesAsTable } from '../../source/output/profiles.ts';
import { cellWidth, cutMiddle } from '../../source/output/width.ts';

const ordinary = {
  name: 'prod-admin',
  displayName: 'Production',
  roleName: 'Administrator',
  accountId: '444455556666',
  region: 'eu-central-1',
  source: 'company-hub-account',
  group: 'customers',
  mfa: true,
} as RoleSummary;

const long = (end: string): RoleSummary => ({
  ...ordinary,
  name: `customer-${'x'.repeat(60 - end.length)}-${end}`,
  displayName: `customer-${'x'.repeat(60 - end.length)}-${end}`,
});

const known = { favourites: new Set(['prod-admin']), colorOf: () => '#ff0000', ends: new Map() };

const table = (roles: readonly RoleSummary[], columns: number): string[] =>
  rolesAsTable(roles, known, { canvas: undefined, now: 0, columns }).trimEnd().split('\n');

test('a narrow list keeps profile, account and role; source, region, group and name go before them', () => {
  const heads = (columns: number) => table([ordinary], columns)[0]?.trim().split(/\s+/).join(' ');
  assert.equal(heads(200), 'PROFILE NAME GROUP ACCOUNT ROLE REGION SOURCE MFA');
  assert.equal(heads(90), 'PROFILE NAME GROUP ACCOUNT ROLE REGION MFA');
  assert.equal(heads(74), 'PROFILE NAME GROUP ACCOUNT ROLE MFA');
  assert.equal(heads(60), 'PROFILE NAME ACCOUNT ROLE MFA');
  assert.equal(heads(50), 'PROFILE ACCOUNT ROLE MFA');
});

test('names that do not fit are cut in the middle, so that every row is one line and names stay apart', () => {
  const roles = [ordinary, long('reader'), long('admin')];
  const lines = table(roles, 80);
  assert.ok(
    lines.every((line) => line.length <= 80),
    lines.join('\n'),
  );
  assert.match(lines[0] ?? '', /PROFILE +ACCOUNT +ROLE +MFA$/);
  assert.match(lines[1] ?? '', /prod-admin +444455556666 +Administrator +mfa$/);
  assert.match(lines[2] ?? '', /customer-x+…x+-reader +444455556666 +Administrator/);
  assert.match(lines[3] ?? '', /customer-x+…x+-admin +444455556666 +Administrator/);
});

test('a role with a long name is cut before its column goes, and the account goes last', () => {
  const role = { ...long('admin'), roleName: `Read${'y'.repeat(50)}Billing` };
  const lines = table([ordinary, role], 66);
  assert.ok(
    lines.every((line) => line.length <= 66),
    lines.join('\n'),
  );
  assert.match(lines[2] ?? '', /customer-.*….*-admin +444455556666 +Ready+…y+Billing +mfa$/);
  assert.deepEqual(table([ordinary, role], 45)[0]?.trim().split(/\s+/), ['PROFILE', 'ACCOUNT', 'MFA']);
});

test('nothing is cut where no terminal reads the list', () => {
  const role = long('admin');
  assert.ok(table([ordinary, role], Number.POSITIVE_INFINITY)[2]?.includes(role.name));
});

test('names of wide characters are cut by cells', () => {
  const role = { ...ordinary, name: `顧客${'漢'.repeat(60)}管理者` };
  const lines = table([ordinary, role], 80);
  assert.ok(
    lines.every((line) => cellWidth(line) <= 80),
    lines.join('\n'),
  );
  assert.match(lines[2] ?? '', /^ +顧客漢+…漢+管理者 +444455556666/);
});

test('a text is cut in its middle to so many cells, and stays whole where it fits', () => {
  assert.equal(cutMiddle('abcdefgh', 8), 'abcdefgh');
  assert.equal(cutMiddle('abcdefgh', 5), 'ab…gh');
  assert.equal(cutMiddle('abcdefgh', 4), 'ab…h');
  assert.equal(cutMiddle('漢字漢字漢字', 6), '漢…字');
});
