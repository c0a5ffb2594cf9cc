import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RoleSummary } from '../../source/domain/profiles/profile.ts';
import { whoHere } from '../../source/domain/shells/current.ts';
import { banner } from '../../source/output/banner.ts';
import { rolesAsJson, rolesAsTable } from '../../source/output/profiles.ts';
import { statusFormat, statusJson, statusText } from '../../source/output/status.ts';
import { exampleRole, noon } from '../domain/shells/example.ts';

const roleName = 'AWSReservedSSO_Administrator_0123456789abcdef';
const roleArn = `arn:aws:iam::444455556666:role/aws-reserved/sso.amazonaws.com/${roleName}`;
const hash = /0123456789abcdef|AWSReservedSSO/;

test('a role of Identity Center is its permission set to a person, and itself to a program', () => {
  const role = {
    name: 'prod',
    displayName: 'prod',
    roleName,
    accountId: '444455556666',
    color: '#ff0000',
  } as RoleSummary;
  const known = { favourites: new Set<string>(), colorOf: () => role.color, ends: new Map() };
  const who = whoHere({ ROLECALL_PROFILE: 'prod', ROLECALL_ACCOUNT_ID: '444455556666', ROLECALL_ROLE_ARN: roleArn });
  assert.ok(who.tag === 'role');
  const { session } = exampleRole();
  const said = [
    rolesAsTable([role], known, { canvas: undefined, now: noon, columns: 80 }),
    banner({ ...exampleRole(), session: { ...session, roleName, roleArn } }, { canvas: undefined, now: noon }),
    statusText(who, { canvas: undefined, now: noon }),
    statusFormat('{role}', who, noon),
  ];
  for (const text of said) {
    assert.match(text, /Administrator/);
    assert.doesNotMatch(text, hash);
  }
  assert.equal(statusJson(who, noon).roleName, roleName);
  assert.equal(JSON.parse(rolesAsJson([role], known, noon, () => undefined))[0].roleName, roleName);
});
