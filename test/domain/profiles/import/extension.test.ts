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
        { name: 'by-alias', line: 25, why: 'its account is the alias corp, and STS takes numbers only' },
        {
          name: 'other',
          line: 30,
          why: 'there is a profile other already, which leads elsewhere',
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
          why: 'it does not say whose credentials to use: name one of yours by --source-profile',
        },
        {
          name: 'roleless',
          line: 39,
          why: 'there is no profile nobody to start from: name one of yours by --source-profile',
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

  const broken: [of: string, text: string, line: number, why: RegExp][] = [
    ['a profile twice', '[a]\naws_account_id = 1\n[a]\n', 3, /twice/],
    ['a key twice', '[a]\nregion = x\nregion = y\n', 3, /region stands there twice/],
    ['a key without a value', '[a]\nregion = # x\n', 2, /no key and value/],
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
