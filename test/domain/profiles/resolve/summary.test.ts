import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { roleSummaries } from '../../../../source/domain/profiles/resolve/summary.ts';
import { profilesOf } from '../files.ts';

const KEYS = 'aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = hush\n';

describe('roleSummaries', () => {
  test('role profiles only, in file order', () => {
    const names = roleSummaries(
      profilesOf(
        '[default]\nregion = a\n[profile r]\nrole_arn = arn:aws:iam::444455556666:role/x\nsource_profile = k\n' +
          '[profile p]\ncredential_process = x\n[profile s]\nsso_session = c\nsso_account_id = 111122223333\nsso_role_name = D\n' +
          '[profile w]\nrole_arn = arn:aws:iam::444455556666:role/x\nweb_identity_token_file = /t\n',
        `[k]\n${KEYS}`,
      ),
    ).map(({ name, kind }) => `${name} ${kind}`);
    assert.deepEqual(names, ['r role', 's sso', 'w web-identity']);
  });

  test('every field', () => {
    const [summary] = roleSummaries(
      profilesOf(
        `[profile r]\nrole_arn = arn:aws:iam::444455556666:role/a/Admin\nsource_profile = k\nregion = eu-west-1\n` +
          'mfa_serial = arn:aws:iam::111122223333:mfa/m\nrolecall_display_name = Production\nrolecall_group = Prod\n' +
          'granted_description = Careful\nrolecall_confirm = yes\nrolecall_hidden = off\n' +
          `[profile k]\n${KEYS}`,
      ),
    );
    assert.match(summary?.color ?? '', /^#[0-9a-f]{6}$/);
    assert.deepEqual(
      { ...summary, color: '' },
      {
        name: 'r',
        kind: 'role',
        displayName: 'Production',
        accountId: '444455556666',
        partition: 'aws',
        roleName: 'Admin',
        region: 'eu-west-1',
        color: '',
        group: 'Prod',
        description: 'Careful',
        source: 'k',
        mfa: true,
        confirm: true,
        hidden: false,
      },
    );
  });

  test('broken profiles are listed too', () => {
    const [summary] = roleSummaries(profilesOf('[profile r]\nrole_arn = nonsense\nsource_profile = r\n'));
    assert.deepEqual([summary?.accountId, summary?.roleName, summary?.mfa], [undefined, 'nonsense', false]);
  });

  const role = 'role_arn = arn:aws:iam::444455556666:role/x\n';
  const serial = 'mfa_serial = arn:aws:iam::111122223333:mfa/m\n';
  const rows: [string, string, boolean][] = [
    [
      'a serial on a later hop only',
      `[profile r]\n${role}${serial}source_profile = h\n[profile h]\n${role}source_profile = k\n[profile k]\n${KEYS}`,
      false,
    ],
    [
      'a serial on the first hop',
      `[profile r]\n${role}source_profile = h\n[profile h]\n${role}${serial}source_profile = k\n[profile k]\n${KEYS}`,
      true,
    ],
    ['a serial on the keys', `[profile r]\n${role}source_profile = k\n[profile k]\n${KEYS}${serial}`, true],
    [
      'temporary keys',
      `[profile r]\n${role}${serial}source_profile = k\n[profile k]\n${KEYS}aws_session_token = t\n`,
      false,
    ],
    ['a process', `[profile r]\n${role}${serial}source_profile = k\n[profile k]\ncredential_process = x\n`, false],
    ['a loop', `[profile r]\n${role}${serial}source_profile = h\n[profile h]\n${role}source_profile = r\n`, false],
  ];
  for (const [name, text, mfa] of rows) {
    test(`a code will be asked for: ${name}: ${mfa}`, () => {
      assert.equal(roleSummaries(profilesOf(text))[0]?.mfa, mfa);
    });
  }
});
