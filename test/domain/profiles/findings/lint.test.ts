import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { lint } from '../../../../source/domain/profiles/findings/lint.ts';
import { profilesOf } from '../files.ts';

const KEYS = 'aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = hush\n';
const ROLE = 'role_arn = arn:aws:iam::444455556666:role/Admin\n';
const MARY = `[mary]\n${KEYS}`;

/** The findings as `severity code line`, those of the credentials file marked with a c. */
function codes(config: string | undefined, credentials: string | undefined): string[] {
  return lint(profilesOf(config, credentials)).map(
    ({ severity, code, at }) => `${severity} ${code} ${at.file === '~/.aws/config' ? '' : 'c'}${at.line}`,
  );
}

describe('lint: a credential_process that leads back to itself', () => {
  const run = (profile: string) => `credential_process = /usr/bin/rolecall credential-process ${profile}\n`;
  const rows: [of: string, config: string, found: string[]][] = [
    ['to the key that is stored for it', `[profile a]\n${run('a')}`, []],
    ['to itself, by another program', '[profile a]\ncredential_process = aws --profile a\n', ['error process-loop 2']],
    [
      'by another',
      `[profile a]\n${run('b')}[profile b]\n${run('a')}`,
      ['error process-loop 2', 'error process-loop 4'],
    ],
    ['by a role', `[profile a]\n${run('r')}[profile r]\n${ROLE}source_profile = a\n`, ['error process-loop 2']],
    [
      'by the AWS CLI',
      '[profile a]\ncredential_process = aws configure export-credentials --profile a\n',
      ['error process-loop 2'],
    ],
    ['to keys', `[profile a]\n${run('k')}[profile k]\n${KEYS}`, []],
    ['to a vault', '[profile a]\ncredential_process = vault a\n', []],
  ];
  for (const [of, config, found] of rows) {
    test(of, () => {
      const loops = codes(config, undefined).filter((code) => code.includes('process-loop'));
      assert.deepEqual(loops, found);
    });
  }
});

describe('lint: grammar', () => {
  const rows: [of: string, config: string, found: string[]][] = [
    [
      'a clean file',
      '# mine\n[default]\nregion = eu-west-1\n\n[profile a]\nregion = us-gov-west-1\ns3 =\n  max = 1\n',
      [],
    ],
    ['both defaults', '[default]\na = 1\n[profile default]\na = 2\n', ['warning replaced-section 3']],
    ['a header without its bracket', '[profile a]\na = 1\n[profile b\na = 2\n', ['error header-open 3']],
    ['the same, first of all', '[profile b\na = 2\n[profile a]\na = 1\n', ['error header-open 1']],
    ['the same below a role', `[profile b]\n${ROLE}source_profile = mary\n[profile c\n`, ['error header-open 4']],
    ['brackets and no name', '[profile a]\na = 1\n[]\n', ['error header-open 3']],
    ['no prefix', '[foo]\na = 1\n', ['warning missing-prefix 1']],
    ["other tools' sections", '[plugins]\na = 1\n[granted_registry_start x]\n[granted_registry_end x]\n', []],
    ['a space in quotes', '[profile "x y"]\na = 1\n', ['warning header-name 1']],
    ['a space without quotes', '[profile x y]\na = 1\n', ['error header-unreadable 1']],
    ['needless quotes', '[profile "xy"]\na = 1\n', []],
    ['two spaces', '[profile  foo]\na = 1\n', ['warning header-space 1']],
    ['a tab', '[profile\tfoo]\na = 1\n', []],
    ['spaces inside the brackets', '[ profile foo ]\na = 1\n', ['error header-spelling 1']],
    ['a space at the end', '[profile foo ]\na = 1\n', ['warning header-space 1']],
    ['an indented header, harmless', '[profile foo]\n  [profile bar]\na = 1\n', ['note empty-section 1']],
    ['an indented header, swallowed', '[profile foo]\na = 1\n  [profile bar]\nb = 2\n', ['error indented-header 3']],
    ['an indented header, no deeper than the key above', '[profile a]\n  x = v\n  [profile b]\n  x = v\n', []],
    ['a comment after the header', '[profile foo] # c\na = 1\n', []],
    ['a bracket in a comment after the header', '[profile foo] # [c]\na = 1\n', ['error header-bracket 1']],
    ['junk after the header', '[profile foo] junk\na = 1\n', ['warning header-junk 1']],
    ['characters', '[profile é]\na = 1\n', ['warning header-name 1']],
    ['an unclosed quote', '[profile "foo]\na = 1\n', ['error header-unreadable 1']],
    ['no name', '[profile]\na = 1\n', ['error header-unreadable 1']],
    ['a wrong word', '[profiles foo]\na = 1\n', ['warning header-word 1']],
    [
      'capitals',
      '[Profile a]\nx = 1\n[Default]\nx = 1\n[SSO-session s]\n',
      ['error header-spelling 1', 'error header-spelling 3', 'error header-spelling 5'],
    ],
    ['[DEFAULT]', '[DEFAULT]\nregion = eu-west-1\n', ['warning defaults-leak 1']],
    ['a header twice', '[profile a]\nx = 1\n[profile a]\ny = 1\n', ['error duplicate-section 3']],
    ['a key twice', '[profile a]\nx = 1\nX = 1\n', ['error duplicate-key 3', 'warning key-capitals 3']],
    ['a name twice', '[profile a]\nx = 1\n[profile "a"]\ny = 1\n', ['warning replaced-section 3']],
    ['a comment after a value', '[profile a]\nx = v # c\n', ['warning comment 2']],
    ['a hash first', '[profile a]\ncolor = #ff0000\n', ['warning hash-value 2']],
    ['a colon', '[profile a]\nx: v\n', ['warning colon 2']],
    ['an indented key', '[profile a]\nx = v\n  y = v\n', ['error indented-key 3']],
    ['an indented key twice', '[profile a]\nx = v\n  x = v\n', ['error indented-key 3']],
    ['a continued value', '[profile a]\nx = v\n  more\n', ['warning continued 2']],
    ['an indented body', '[profile a]\n  x = v\n  y = v\n', []],
    ['an empty value', '[profile a]\nx =\ny = 1\n', ['warning empty-value 2']],
    ['a word alone', '[profile a]\nword\nx = 1\n', ['error no-key 2']],
    ['a word in a block', '[profile a]\ns3 =\n  word\n', ['warning empty-value 2', 'error no-key 3']],
    ['text before the first section', 'x = 1\n[profile a]\ny = 1\n', ['error text-before-section 1']],
    ['a byte order mark', '\ufeff[profile a]\ny = 1\n', ['error byte-order-mark 1']],
    ['CRLF', '[profile a]\r\nx = 1\r\n', []],
    ['CR alone', '[profile a]\rx = 1\r', ['warning carriage-return 1']],
    ['invalid UTF-8', '[profile a]\nx = \ufffd\n', ['error invalid-utf8 2']],
    ['quotes around a value', '[profile a]\nx = "v"\n', ['warning quoted-value 2']],
    ['quotes in a command', '[profile a]\ncredential_process = "/a b/tool"\n', []],
    ['__proto__', '[profile __proto__]\nx = 1\n', ['error header-name 1']],
    ['an empty section', '[profile a]\n', ['note empty-section 1']],
    ['a binary file', '[profile a]\n\0', ['error binary-file 1']],
    ['an empty file', '', ['note empty-file 1']],
  ];
  for (const [of, config, found] of rows) test(of, () => assert.deepEqual(codes(config, undefined), found));

  const credentials: [of: string, text: string, found: string[]][] = [
    ['a profile prefix', `[profile bar]\n${KEYS}`, ['error profile-prefix c1']],
    [
      'sections of the config file',
      '[sso-session s]\na = 1\n[services s]\na = 1\n',
      ['warning wrong-file c1', 'warning wrong-file c3'],
    ],
    ['white space in the brackets', `[ bar ]\n${KEYS}`, ['warning header-space c1']],
    ['bare names', `[default]\n${KEYS}[bar]\n${KEYS}`, []],
  ];
  for (const [of, text, found] of credentials) {
    test(`credentials: ${of}`, () => assert.deepEqual(codes(undefined, text), found));
  }
});

describe('lint: meaning', () => {
  const role = `[profile a]\n${ROLE}source_profile = mary\n`;
  const rows: [of: string, config: string, found: string[]][] = [
    ['a good role', `${role}mfa_serial = arn:aws:iam::111122223333:mfa/mary\nregion = eu-west-1\ncolor = red\n`, []],
    ['a missing source', `[profile a]\n${ROLE}source_profile = Mary\n`, ['error source-missing 3']],
    [
      'a broken source, found once',
      `${role}[profile b]\n${ROLE}source_profile = x\n[profile c]\n${ROLE}source_profile = b\n`,
      ['error source-missing 6'],
    ],
    [
      'a loop, found once',
      `[profile a]\n${ROLE}source_profile = b\n[profile b]\n${ROLE}source_profile = a\n[profile c]\n${ROLE}source_profile = a\n`,
      ['error profile-loop 3'],
    ],
    ['half a key pair', '[profile a]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\n', ['error keys-incomplete 2']],
    ['an empty serial', `${role}mfa_serial =\n`, ['error mfa-empty 4']],
    ['a FIDO serial', `${role}mfa_serial = arn:aws:iam::111122223333:u2f/user/mary/key\n`, ['error mfa-fido 4']],
    ['an SMS serial', `${role}mfa_serial = arn:aws:iam::111122223333:sms-mfa/mary\n`, ['error mfa-sms 4']],
    ['a malformed serial', `${role}mfa_serial = my phone\n`, ['error mfa-serial 4']],
    ['a hardware serial', `${role}mfa_serial = GAHT12345678\n`, []],
    [
      'a serial on a later hop',
      `${role}[profile b]\n${ROLE}source_profile = a\nmfa_serial = arn:aws:iam::111122223333:mfa/m\n`,
      ['warning mfa-later-hop 7'],
    ],
    ['a duration the AWS CLI passes over', `${role}duration_seconds = 1h\n`, ['warning duration-unreadable 4']],
    ['a duration that is none', `${role}duration_seconds = long\n`, ['warning duration-unreadable 4']],
    ['a region of the SDKs', `${role}region = aws-global\n`, []],
    ['a duration out of range', `${role}duration_seconds = 60\n`, ['error duration-out-of-range 4']],
    ['a long duration on one hop', `${role}duration_seconds = 43200\n`, []],
    [
      'a long duration on a chain',
      `${role}[profile b]\n${ROLE}source_profile = a\nduration_seconds = 7200\n`,
      ['warning duration-chained 7'],
    ],
    ['a bad session name', `${role}role_session_name = mary smith\n`, ['error session-name 4']],
    ['a bad external ID', `${role}external_id = a b\n`, ['error external-id 4']],
    ['a bad source identity', `${role}source_identity = aws:mary\n`, ['error source-identity 4']],
    ['a tag too long', `${role}session_tags = ${'k'.repeat(129)}=v\n`, ['error session-tags 4']],
    [
      'a transitive tag that is none',
      `${role}session_tags = a=b\ntransitive_session_tags = a,c\n`,
      ['error transitive-tags 5'],
    ],
    ['an unknown region', `${role}region = eu-west-1a\n`, ['warning region-unknown 4']],
    ['a region that can be none', `${role}region = eu-west-1/\n`, ['error region-unusable 4']],
    ['such a region alone', '[profile a]\nregion = eu_west_1\n', ['error region-unusable 2']],
    ['a region of another partition', `${role}region = cn-north-1\n`, ['error region-partition 4']],
    [
      'an unknown key of ours',
      `${role}rolecall_colour = red\nrolecall_grup = x\n`,
      ['warning unknown-own-key 4', 'warning unknown-own-key 5'],
    ],
    [
      'a key with a slip',
      '[profile a]\nsource_profil = x\nrole_arm = y\n',
      ['warning key-misspelt 2', 'warning key-misspelt 3'],
    ],
    ['a key of another tool', '[profile a]\nrole_arn_prefix = x\nsaml_url = y\n', []],
    ['a region with a slip', `${role}region = eu-wset-1\n`, ['warning region-misspelt 4']],
    ['a region that may be new', `${role}region = eu-east-1\n`, []],
    [
      'sections that no profile uses: a whole session is a portal all the same',
      '[sso-session s]\nsso_region = eu-west-1\n[services x]\n[sso-session t]\nsso_region = eu-west-1\nsso_start_url = https://x/\n',
      ['warning session-incomplete 1', 'note section-unused 3'],
    ],
    ['a portal without a profile', '[sso-session s]\nsso_region = eu-west-1\nsso_start_url = https://x\n', []],
    ['a key nobody reads', `${role}sts_regional_endpoints = legacy\n`, ['note key-not-honoured 4']],
    ['a profile to include that is not there', `${role}include_profile = x\n`, ['warning include-missing 4']],
    [
      'profiles that include one another',
      `${role}include_profile = b\n[profile b]\ninclude_profile = c\n[profile c]\nparent_profile = b\n`,
      ['warning include-loop 4', 'warning include-loop 6', 'warning include-loop 8'],
    ],
    ['a profile that includes itself', `${role}include_profile = a\n`, ['warning include-loop 4']],
    ['settings without a variable', `${role}cli_pager =\ns3 =\n  a = b\n  c = d\n`, ['note setting-stays 6']],
    ['a color that is none', `${role}color = reddish\n`, ['warning color-unreadable 4']],
    ['secrets in the config file', `[profile a]\n${KEYS}`, ['warning secret-in-config 3']],
    ['keys beside a role', `${role}${KEYS}`, ['warning keys-beside-role 4', 'warning secret-in-config 5']],
    [
      'keys beside a web identity that is its own source',
      `[profile a]\nrole_arn = arn:aws:iam::444455556666:role/x\nsource_profile = a\nweb_identity_token_file = /t\n${KEYS}`,
      ['warning keys-beside-role 5', 'warning secret-in-config 6'],
    ],
    ['several sources', '[profile a]\ncredential_process = x\nlogin_session = y\n', ['warning several-sources 3']],
    ['two accounts', `${role}aws_account_id = 111122223333\n`, ['warning account-mismatch 4']],
    ['a missing services section', `${role}services = x\n`, ['error services-missing 4']],
    ['a name like an option', '[profile -x]\nregion = eu-west-1\n', ['warning name-like-option 1']],
    ['a profile with a region only', '[profile a]\nregion = eu-west-1\n', []],
    [
      'a token in the other file than the key',
      '[profile mary]\naws_session_token = STALE\naws_security_token = STALE\n',
      ['warning split-keys 2', 'warning split-keys 3'],
    ],
    ['a session that was left over in a role', `${role}sso_session = gone\n`, ['warning sso-session-missing 4']],
    [
      'the same with its section',
      `${role}sso_session = ok\n[sso-session ok]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-west-1\n`,
      [],
    ],
    ['a key in both files', '[profile mary]\naws_access_key_id = other\n', ['warning shadowed-key 2']],
  ];
  for (const [of, config, found] of rows) test(of, () => assert.deepEqual(codes(config, MARY), found));

  test('half a key pair in each file: the AWS CLI refuses it', () => {
    const id = 'aws_access_key_id = AKIAIOSFODNN7EXAMPLE\n';
    const secret = 'aws_secret_access_key = hush\n';
    assert.deepEqual(codes(`[profile a]\n${secret}`, `[a]\n${id}`), [
      'warning split-keys 2',
      'warning secret-in-config 2',
    ]);
    const found = lint(profilesOf(`[profile a]\n${id}`, `[a]\n${secret}`));
    const [{ what, remedy, at } = assert.fail('no finding')] = found;
    assert.equal(
      what,
      'aws_secret_access_key of a is not in the same file as aws_access_key_id: the AWS CLI refuses half a pair.',
    );
    assert.deepEqual([remedy, at.file, at.line], ['Move it to line 2 of ~/.aws/config.', '~/.aws/credentials', 2]);
  });

  test('keys beside a token file: who takes what', () => {
    const config = `${role}web_identity_token_file = /t\n${KEYS}`;
    const found = lint(profilesOf(config, MARY)).find(({ code }) => code === 'keys-beside-role');
    assert.match(found?.what ?? '', /rolecall and the AWS CLI use the web identity, the JavaScript SDK the keys/);
  });

  test('every finding says what to do, and none holds a secret', () => {
    for (const [, config] of rows) {
      for (const finding of lint(profilesOf(config, MARY))) {
        assert.ok(finding.what.endsWith('.') && finding.remedy.length > 0, JSON.stringify(finding));
        assert.doesNotMatch(JSON.stringify(finding), /hush|AKIAIOSFODNN7EXAMPLE/);
      }
    }
  });

  test('slips are guessed', () => {
    const remedies = lint(profilesOf('[profile a]\nsource_profil = x\nregion = eu-wset-1\n', MARY)).map(
      ({ remedy }) => remedy,
    );
    assert.deepEqual(remedies, ['Did you mean source_profile?', 'Did you mean eu-west-1?']);
  });

  test('unknown keys of ours are guessed', () => {
    const [finding] = lint(profilesOf(`${role}rolecall_grup = x\n`, MARY));
    assert.equal(finding?.remedy, 'Did you mean rolecall_group?');
  });
});

test('a large file that is wrong in every line is told of in a moment, not in an hour', () => {
  const many = (count: number, line: (at: number) => string) =>
    Array.from({ length: count }, (_, at) => line(at)).join('');
  const texts = [
    many(50_000, () => '[profile x]\n'),
    `[profile x]\n${many(150_000, () => '  s3 =\n')}`,
    many(
      3_000,
      (at) => `[profile number-${at}]\nrole_arn = arn:aws:iam::111122223333:role/x\nsource_profile = humber\n`,
    ),
  ];
  for (const text of texts) {
    const before = process.cpuUsage();
    assert.ok(lint(profilesOf(text)).length >= 3_000);
    assert.ok(process.cpuUsage(before).user < 8_000_000, text.slice(0, 60));
  }
});
