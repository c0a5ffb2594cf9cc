import assert from 'node:assert/strict';
import { test } from 'node:test';
import { consoleRole } from '../../../source/domain/console/role.ts';
import { roleSummaries } from '../../../source/domain/profiles/resolve/summary.ts';
import { profilesOf } from '../profiles/files.ts';

const section = (name: string, account: string, more = '') =>
  `[profile ${name}]\nrole_arn = arn:aws:iam::${account}:role/Admin\nsource_profile = mary\n${more}\n`;
const summaries = roleSummaries(
  profilesOf(
    [
      section('prod', '111122223333', 'rolecall_display_name = Admin\nrolecall_confirm = true\ncolor = ff0000'),
      section('staging', '444455556666', 'rolecall_display_name = admin'),
      section('audit', '444455556666', 'rolecall_display_name = Audit'),
      '[profile mary]\naws_access_key_id = AKIA\naws_secret_access_key = s\n',
    ].join('\n'),
  ),
);

test('a role is named and coloured as in the list', () => {
  assert.deepEqual(consoleRole('audit', summaries, { audit: '#123456' }, undefined), {
    profile: 'audit',
    name: 'Audit',
    color: '#123456',
    isGuarded: false,
    partition: 'aws',
    account: '444455556666',
    role: 'Admin',
  });
});

test('two roles with one display name never share a container', () => {
  const names = ['prod', 'staging'].map((name) => consoleRole(name, summaries, {}, undefined).name);
  assert.deepEqual(names, ['Admin (prod)', 'admin (staging)']);
  assert.ok(consoleRole('prod', summaries, {}, undefined).isGuarded);
});

test('a role without a profile is known by its ARN', () => {
  const role = consoleRole('1/x', summaries, {}, 'arn:aws-cn:iam::777788889999:role/team/x');
  assert.deepEqual([role.name, role.partition, role.account, role.role], ['1/x', 'aws-cn', '777788889999', 'x']);
});
