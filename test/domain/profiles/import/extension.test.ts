import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { importExtension } from '../../../../source/domain/profiles/import/extension.ts';
import { profilesOf } from '../files.ts';

const fixture = readFileSync(new URL('../../../fixtures/profiles/extend-switch-roles.ini', import.meta.url), 'utf8');

describe('importExtension', () => {
  test('a configuration as people have it', () => {
    const existing = profilesOf(
      '[profile org]\nregion = eu-west-1\n[profile same]\nrole_arn = arn:aws:iam::111111111111:role/Dev\n[profile other]\nregion = x\n',
    );
    assert.deepEqual(importExtension(fixture, existing), {
      add: [
        {
          name: 'org-prod',
          line: 8,
          settings: {
            role_arn: 'arn:aws:iam::222222222222:role/OrgRole',
            source_profile: 'org',
            region: 'ap-northeast-1',
            color: 'ff0000',
            rolecall_display_name: undefined,
          },
        },
        {
          name: 'Org-Dev-team',
          line: 14,
          settings: {
            role_arn: 'arn:aws-cn:iam::333333333333:role/team/Dev',
            source_profile: 'org',
            region: 'cn-north-1',
            color: undefined,
            rolecall_display_name: 'Org Dev (team)',
          },
        },
      ],
      same: ['same'],
      conflicts: [
        { name: 'by-alias', line: 25, why: 'its account is the alias corp, but STS accepts only numbers' },
        {
          name: 'other',
          line: 30,
          why: 'there is already a profile other, which leads elsewhere',
          settings: {
            role_arn: 'arn:aws:iam::111111111111:role/Dev',
            source_profile: 'org',
            region: 'ap-northeast-1',
            color: undefined,
            rolecall_display_name: undefined,
          },
        },
        {
          name: 'lonely',
          line: 35,
          why: 'it does not say whose credentials to use: name one of yours with --source-profile',
        },
        {
          name: 'roleless',
          line: 39,
          why: 'there is no profile nobody to start from: name one of yours with --source-profile',
        },
      ],
    });
  });

  test('a source for those who name none', () => {
    const { add } = importExtension(
      '[lonely]\naws_account_id = 111111111111\nrole_name = R\n',
      profilesOf('[profile me]\n'),
      'me',
    );
    assert.equal(add[0]?.settings.source_profile, 'me');
  });

  test('the word profile in a header counts in any case, as in the extension', () => {
    const text = '[Profile Upper]\naws_account_id = 111111111111\nrole_name = R\n';
    assert.equal(importExtension(text, profilesOf('[profile me]\n'), 'me').add[0]?.name, 'Upper');
  });

  test('what the role asks for comes along; credentials, commands and what cannot be are named', () => {
    const section = (keys: string) => `[a]\nrole_arn = arn:aws:iam::111111111111:role/R\n${keys}`;
    const rows: [keys: string, more: Readonly<Record<string, string>>, left?: readonly string[]][] = [
      ['mfa_serial = arn:aws:iam::111111111111:mfa/me\n', { mfa_serial: 'arn:aws:iam::111111111111:mfa/me' }],
      ['external_id = acme-1\nduration_seconds = 7200\n', { external_id: 'acme-1', duration_seconds: '7200' }],
      ['duration_seconds = 1h\n', { duration_seconds: '3600' }],
      ['role_session_name = me\nsession_tags = Team=core\n', { role_session_name: 'me', session_tags: 'Team=core' }],
      ['rolecall_group = Ours\nrolecall_confirm = true\n', { rolecall_group: 'Ours', rolecall_confirm: 'true' }],
      ['rolecall_display_name = The A\n', { rolecall_display_name: 'The A' }],
      ['image = "https://example.com/a.png"\naws_account_alias = corp\n', {}],
      ['external_id = a b\nduration_seconds = 99h\n', {}, ['external_id', 'duration_seconds']],
      ['mfa_process = oathtool\ncredential_process = x\n', {}, ['mfa_process', 'credential_process']],
      ['aws_secret_access_key = hush\nhide = true\n', {}, ['aws_secret_access_key', 'hide']],
    ];
    for (const [keys, more, left] of rows) {
      const [added] = importExtension(section(keys), profilesOf('[profile me]\n'), 'me').add;
      const { role_arn: _arn, source_profile: _source, ...rest } = added?.settings ?? {};
      const written = Object.entries(rest).filter(([, value]) => value !== undefined);
      assert.deepEqual(Object.fromEntries(written), more, keys);
      assert.deepEqual(added?.left, left, keys);
    }
  });

  const broken: [of: string, text: string, line: number, why: RegExp][] = [
    ['a profile twice', '[a]\naws_account_id = 1\n[a]\n', 3, /twice/],
    ['a key twice', '[a]\nregion = x\nregion = y\n', 3, /region is defined twice/],
    ['a key without a value', '[a]\nregion = # x\n', 2, /no key and value/],
    ['a colour behind a comment', '[a]\ncolor = #00ff00\n', 2, /no key and value: what is after # is a comment$/],
    [
      'a number that is no account',
      '[a]\naws_account_id = 2222-3333-4444\nrole_name = x\n',
      1,
      /is not an account: every account has 12 digits$/,
    ],
    ['no account', '[a]\nrole_name = x\n', 1, /no aws_account_id/],
    ['no role', '[a]\naws_account_id = 111111111111\n', 1, /no role_name/],
    ['a role that cannot be', '[a]\naws_account_id = 111111111111\nrole_name = a<b\n', 1, /cannot be the name/],
    [
      'names that become one',
      '[a b]\naws_account_id = 111111111111\nrole_name = x\n[a-b]\naws_account_id = 111111111111\nrole_name = y\n',
      4,
      /becomes a-b too/,
    ],
  ];
  for (const [of, text, line, why] of broken) {
    test(`names ${of}`, () => {
      const [conflict] = importExtension(text, profilesOf('[profile me]\n'), 'me').conflicts;
      assert.equal(conflict?.line, line);
      assert.match(conflict?.why ?? '', why);
    });
  }
});
