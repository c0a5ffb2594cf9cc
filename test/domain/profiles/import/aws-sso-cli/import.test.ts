import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { changeSections } from '../../../../../source/domain/profiles/edit/edit.ts';
import { blocksIn } from '../../../../../source/domain/profiles/import/aws-sso-cli/blocks.ts';
import { readAwsSsoCommand } from '../../../../../source/domain/profiles/import/aws-sso-cli/command.ts';
import { importAwsSso } from '../../../../../source/domain/profiles/import/aws-sso-cli/import.ts';
import { readAwsSsoSettings } from '../../../../../source/domain/profiles/import/aws-sso-cli/settings.ts';
import { resolveChain } from '../../../../../source/domain/profiles/resolve/chain.ts';
import { profilesOf } from '../../files.ts';

const BEGIN = '# BEGIN_AWS_SSO_CLI\n';
const END = '# END_AWS_SSO_CLI\n';
const corp = `[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
sso_region = us-east-1
sso_registration_scopes = sso:account:access
`;
const portal = 'SSOConfig:\n  Default:\n    SSORegion: us-east-1\n    StartUrl: https://corp.awsapps.com/start\n';
const other = '  Other: {SSORegion: eu-west-1, StartUrl: https://other.awsapps.com/start}\n';

const section = (name: string, role = 'Admin', more = '', account = '000000012344') =>
  `[profile ${name}]
credential_process = /usr/local/bin/aws-sso -u open -S "Default" process --arn arn:aws:iam::${account}:role/${role}
${more}`;
const lines = (role = 'Admin', account = '000000012344') =>
  `sso_session = corp\nsso_account_id = ${account}\nsso_role_name = ${role}\n`;

/** @param yaml the settings; null where there are none */
const found = (config: string, yaml: string | null = portal) =>
  importAwsSso(
    profilesOf(config),
    yaml === null ? undefined : readAwsSsoSettings({ path: 'config.yaml', text: yaml, value: Bun.YAML.parse(yaml) }),
    ['~/.config/aws-sso/config.yaml'],
  );
const after = (config: string, yaml?: string) =>
  changeSections({ kind: 'config', path: '~/.aws/config', text: config }, found(config, yaml).changes);
/** Accounts of the portal, as its settings have them. */
const accounts = (text: string) => `${portal}    Accounts:\n${text.replace(/^/gm, '      ')}\n`;
const why = (config: string, yaml?: string) => found(config, yaml).conflicts.map((each) => each.why);

describe('sections become profiles where they stand', () => {
  const done = `[profile a]\nregion = x\n\n[profile 000000012344:Admin]\nregion = eu-west-1\n${lines()}\n[profile b]\nregion = y\n\n${corp}`;
  const block = `[profile a]\nregion = x\n\n${BEGIN}${section('000000012344:Admin', 'Admin', 'region = eu-west-1\n')}${END}\n[profile b]\nregion = y\n`;
  const rows: readonly (readonly [of: string, before: string, after: string])[] = [
    ['a block', block, done],
    ['CRLF', block.replaceAll('\n', '\r\n'), done.replaceAll('\n', '\r\n')],
    ['no marker', block.replace(BEGIN, '').replace(END, ''), done],
    ['a marker twice', block.replace(BEGIN, BEGIN + BEGIN), done],
    [
      'markers with a name',
      block.replace('CLI\n', 'CLI_Default\n').replace('END_AWS_SSO_CLI', 'END_AWS_SSO_CLI_Default'),
      done,
    ],
    ['indented markers', block.replace(BEGIN, `  ${BEGIN}`).replace(END, `\t${END}`), done],
    [
      'an indented section',
      block.replace('credential_process', '  credential_process').replace('region = eu', '  region = eu'),
      done.replace(
        `region = eu-west-1\n${lines()}`,
        `  ${lines().trimEnd().replaceAll('\n', '\n  ')}\n  region = eu-west-1\n`,
      ),
    ],
    ['an end that is missing', block.replace(END, ''), done.replace('[profile 0', `${BEGIN}[profile 0`)],
    ['a beginning that is missing', block.replace(BEGIN, ''), done.replace('\n[profile b]', `${END}\n[profile b]`)],
    [
      'an end without a line end',
      block.slice(0, block.indexOf('\n[profile b]')).trimEnd(),
      `${done.slice(0, done.indexOf('\n[profile b]'))}\n${corp}`,
    ],
    ['the newer command', block.replace('-u open ', '').replace('/usr/local/bin/', ''), done],
    ['the command of Windows', block.replace('/usr/local/bin/aws-sso', 'C:\\Program Files\\aws-sso.exe'), done],
    ['no portal named: the one by default', block.replace('-S "Default" ', ''), done],
  ];
  for (const [of, before, expected] of rows) {
    test(of, () => {
      assert.equal(after(before), expected);
      assert.deepEqual(why(before), []);
      const again = found(expected);
      assert.deepEqual([again.changes, again.conflicts], [[], []], 'the second time there is nothing to do');
    });
  }

  test('markers stay where a section between them stays, and it is said', () => {
    const before = `${BEGIN}${section('one')}${section('two', 'B').replace('Default', 'Gone')}${END}`;
    assert.equal(
      after(before),
      `${BEGIN}[profile one]\n${lines()}${section('two', 'B').replace('Default', 'Gone')}${END}\n${corp}`,
    );
    assert.match(found(before).notes.join(), /config:1 and :6 still mark the sections of aws-sso-cli, for two/);
  });

  test('a marker without its counterpart is named', () => {
    assert.match(found(`${section('a')}${BEGIN}`).notes.join(), /config:3 marks .* without its counterpart/);
  });

  test('an own section between the markers is no reason to leave them', () => {
    const own = '[profile mine]\nregion = x\n';
    assert.equal(after(`${BEGIN}${own}${section('one')}${END}`), `${own}[profile one]\n${lines()}\n${corp}`);
  });

  test('a colour and a group from the tags, where the section has none', () => {
    const tags = accounts('000000012344:\n  Tags: {Color: red, Team: Core}\n  Roles: {B: {Tags: {Team: "# no"}}}');
    assert.equal(
      after(section('one'), tags).split('\n\n')[0],
      `[profile one]\n${lines()}color = ff0000\nrolecall_group = Core`,
    );
    assert.equal(
      after(section('one', 'Admin', 'color = blue\n'), tags).split('\n\n')[0],
      `[profile one]\ncolor = blue\n${lines()}rolecall_group = Core`,
    );
    assert.equal(
      after(section('one', 'B'), tags).split('\n\n')[0],
      `[profile one]\n${lines('B')}color = ff0000`,
      'what cannot be written is left out',
    );
  });
});

describe('roles of the settings', () => {
  test('Via becomes a chain; what it needs is added; a role that nothing is said of needs no profile', () => {
    const yaml = accounts(`000000012344:
  Roles:
    Admin: {Profile: admin}
    Hub: {}
    Plain: {}
222233334444:
  DefaultRegion: eu-west-1
  Roles:
    Spoke: {Via: arn:aws:iam::000000012344:role/Hub, SourceIdentity: mary}
    Far: {Profile: far, Via: spoke}
    Near: {Via: admin}`);
    const before = section('spoke', 'Spoke', '', '222233334444');
    const text = after(before, yaml);
    assert.equal(
      text,
      `[profile spoke]
role_arn = arn:aws:iam::222233334444:role/Spoke
source_profile = 000000012344:Hub
source_identity = mary

[profile 000000012344:Hub]
${lines('Hub')}
[profile admin]
${lines()}
[profile far]
role_arn = arn:aws:iam::222233334444:role/Far
source_profile = spoke
region = eu-west-1

[profile 222233334444:Near]
role_arn = arn:aws:iam::222233334444:role/Near
source_profile = admin
region = eu-west-1

${corp}`,
    );
    assert.deepEqual(found(before, yaml).notes, [
      'One role of its settings needs no profile: rolecall finds them in the portal.',
    ]);
    const { source, hops } = resolveChain(profilesOf(text), 'far');
    assert.ok(source.kind === 'sso');
    assert.deepEqual([source.accountId, source.roleName, source.ssoSession], ['000000012344', 'Hub', 'corp']);
    assert.deepEqual(
      hops.map(({ accountId, roleName, sourceIdentity }) => [accountId, roleName, sourceIdentity]),
      [
        ['222233334444', 'Spoke', 'mary'],
        ['222233334444', 'Far', undefined],
      ],
    );
    const again = found(text, yaml);
    assert.deepEqual([again.changes, again.conflicts], [[], []], 'the second time there is nothing to do');
  });

  const refused: readonly (readonly [of: string, roles: string, why: RegExp, line: number])[] = [
    [
      'Via that is nothing',
      'A: {Via: arn:aws:iam::111122223333:role/Gone}',
      /Via names arn.*Gone, which is neither/,
      8,
    ],
    ['Via of no such profile', 'A: {Via: gone}', /Via names gone/, 8],
    ['Via of itself', 'A: {Via: arn:aws:iam::000000012344:role/A}', /leads back to itself/, 8],
    ['a name that is taken', 'B: {}\n    A: {Profile: mary}', /already a profile mary/, 9],
    ['a name for two', 'A: {Profile: x}\n    B: {Profile: x}', /another role becomes x too/, 9],
    ['a name that not every tool reads', 'A: {Profile: "x y"}', /not every AWS tool/, 8],
    ['a role that cannot be', '"A b": {Profile: x}', /A b cannot be the name of a role/, 8],
    ['a SourceIdentity that cannot be written', 'A: {Via: mary, SourceIdentity: "a # b"}', /SourceIdentity has a #/, 8],
  ];
  for (const [of, roles, reason, line] of refused) {
    test(`refused with its line: ${of}`, () => {
      const { conflicts } = found('[profile mary]\nregion = x\n', accounts(`000000012344:\n  Roles:\n    ${roles}`));
      assert.equal(conflicts.length, 1);
      assert.match(conflicts[0]?.why ?? '', reason);
      assert.deepEqual(conflicts[0]?.at, { file: 'config.yaml', line });
    });
  }

  test('a circle of several, between sections too', () => {
    const yaml = accounts(
      '000000012344:\n  Roles:\n    A: {Via: arn:aws:iam::000000012344:role/B}\n    B: {Via: arn:aws:iam::000000012344:role/A}',
    );
    assert.deepEqual(why(section('a', 'A') + section('b', 'B'), yaml), Array(2).fill('its Via leads back to itself'));
    assert.deepEqual(why('', yaml), Array(2).fill('its Via leads back to itself'));
  });

  test('a chain without end', () => {
    const roles = Array.from({ length: 30_000 }, (_, at) => `    R${at}: {Profile: r${at}, Via: r${at + 1}}`).join(
      '\n',
    );
    const { conflicts } = found('', accounts(`000000012344:\n  Roles:\n${roles}`));
    assert.match(conflicts[0]?.why ?? '', /more than 20 roles/);
  });

  test('a portal without a profile becomes a session, by the name that the person gave it', () => {
    assert.match(
      after('', portal + other),
      /^\[sso-session corp\]\n[^[]*\n\n\[sso-session Other\]\nsso_start_url = https:\/\/other/,
    );
  });

  test('settings that aws-sso-cli acts on by itself are named', () => {
    assert.match(found('', `AutoConfigCheck: true\n${portal}`).notes.join(), /AutoConfigCheck in config\.yaml/);
  });
});

describe('what stays as it is, with the line and why', () => {
  const rows: readonly (readonly [of: string, config: string, yaml: string | null, why: RegExp])[] = [
    ['no settings', section('a'), null, /start URL of Default is not known, and there is no .*config\.yaml: .*FILE/],
    ['another portal', section('a').replace('Default', 'Else'), portal, /no StartUrl for Else in SSOConfig/],
    ['a portal without a start URL', section('a'), 'SSOConfig: {Default: {SSORegion: x}}', /no StartUrl for Default/],
    ['a region that is none', section('a'), portal.replace('us-east-1', 'us'), /us is not an AWS region/],
    ['no ARN', section('a').replace(/--arn.*/, ''), portal, /names no role/],
    ['an ARN of something else', section('a').replace(':role/', ':user/'), portal, /is not the ARN of a role/],
    ['a section twice', `[profile a]\n${section('a')}`, portal, /twice, also in line 1/],
    ['a header that nothing reads', section('a b'), portal, /no AWS tool reads the header/],
    ['another identity', section('a', 'Admin', 'login_session = x\n'), portal, /also has login_session/],
  ];
  for (const [of, config, yaml, reason] of rows) {
    test(of, () => {
      const [conflict] = found(config, yaml).conflicts;
      assert.match(conflict?.why ?? '', reason);
      assert.equal(conflict?.at.file, '~/.aws/config');
    });
  }
});

test('readAwsSsoCommand: portal and ARN of its command, and of no other', () => {
  const rows: readonly (readonly [command: string, read: unknown])[] = [
    ['aws-sso process --arn x', { instance: undefined, arn: 'x' }],
    ['"/a b/aws-sso" --sso=Corp process --arn=x', { instance: 'Corp', arn: 'x' }],
    ["aws-sso -S 'My Corp' process -a x", { instance: 'My Corp', arn: 'x' }],
    ['aws-sso login', undefined],
    ['my-aws-sso process', undefined],
    ['aws-sso-util credential-process', undefined],
    ['aws-sso -S "Corp process', undefined],
    ['echo aws-sso', undefined],
  ];
  for (const [command, read] of rows) assert.deepEqual(readAwsSsoCommand(command), read, command);
});

test('blocksIn: what has both its ends', () => {
  assert.deepEqual(blocksIn(`${BEGIN}a\n# BEGIN_AWS_SSO_CLI_X\n${END}# END_AWS_SSO_CLI_X\n${END}${BEGIN}`), {
    blocks: [
      { markers: [1, 4], from: 1, to: 4 },
      { markers: [3, 5], from: 3, to: 5 },
    ],
    stray: [6, 7],
  });
});
