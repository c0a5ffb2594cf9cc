import assert from 'node:assert/strict';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { type Home, makeHome } from '../../helpers/home.ts';
import { program, runProgram } from '../../helpers/program.ts';
import { Terminal } from '../../helpers/terminal.ts';

const granted = `# mine
[profile prod/Admin]
granted_sso_start_url      = https://corp.awsapps.com/start
granted_sso_region         = eu-west-1
granted_sso_account_id     = 000000012344
granted_sso_role_name      = Admin
granted_color              = red
common_fate_generated_from = aws-sso
credential_process         = granted credential-process --profile prod/Admin

[profile bob]
credential_process = granted credential-process --profile=bob

[profile keys]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = hush
`;
const converted = `# mine
[profile prod/Admin]
granted_color              = red
sso_session = corp
sso_account_id = 000000012344
sso_role_name = Admin

[profile bob]
credential_process = granted credential-process --profile=bob

[profile keys]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = hush

[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
sso_region = eu-west-1
sso_registration_scopes = sso:account:access
`;
const block = `# BEGIN_AWS_SSO_CLI
[profile prod]
credential_process = aws-sso -S "Default" process --arn arn:aws:iam::000000012344:role/Admin
# END_AWS_SSO_CLI
`;
const settings = `SSOConfig:
  Default:
    SSORegion: eu-west-1
    StartUrl: https://corp.awsapps.com/start
    Accounts:
      000000012344: {Tags: {Color: red, Team: Core}}
`;

const textOf = ({ config }: Home) => readFile(config, 'utf8');

async function withSettings(context: TestContext, config: string, text: string, folder = '.config/aws-sso') {
  const home = await makeHome(context, { config });
  const path = join(home.directory, folder, 'config.yaml');
  await mkdir(join(home.directory, folder), { recursive: true });
  await writeFile(path, text);
  return { ...home, path };
}

test('--from granted: shown first, written with --write, opened as a role of the portal, and taken back', async (context) => {
  const home = await makeHome(context, { config: granted });
  const dry = await runProgram(['import', '--from', 'granted'], home);
  assert.equal(dry.code, 0, dry.err);
  assert.match(
    dry.out,
    /^\[profile prod\/Admin\] .*config:3\n- granted_sso_start_url {6}= https.*\n- [^+]*\+ sso_session = corp\n\+ sso_account_id = 000000012344\n/,
  );
  assert.match(dry.out, /· bob: its keys are in Granted's own store.* .*config:11\n$/);
  assert.doesNotMatch(dry.out, /hush|granted_color/);
  assert.match(dry.err, /^Nothing was written\. Add --write to write it\.\n$/);
  assert.equal(await textOf(home), granted);
  const written = await runProgram(['import', '--from', 'granted', '--write'], home);
  assert.equal(written.code, 0, written.err);
  assert.equal(written.out, dry.out);
  assert.equal(
    written.err,
    'Changed one profile, added one session. rolecall edit --undo puts everything back.\nSign in: rolecall login corp\n',
  );
  assert.equal(await textOf(home), converted);
  const [shown] = JSON.parse((await runProgram(['list', '--json'], home)).out);
  assert.deepEqual(
    [shown.profile, shown.kind, shown.accountId, shown.roleName],
    ['prod/Admin', 'sso', '000000012344', 'Admin'],
  );
  const again = await runProgram(['import', '--from', 'granted', '--write'], home);
  assert.deepEqual([again.code, again.err], [0, 'There is nothing to import from granted.\n']);
  assert.equal((await runProgram(['edit', '--undo'], home)).code, 0);
  assert.equal(await textOf(home), granted);
});

test('--from granted FILE: new profiles from another file; its own file is changed where it stands', async (context) => {
  const home = await makeHome(context, { config: '[profile mary]\nregion = x\n' });
  const file = join(home.directory, 'other');
  await writeFile(file, granted);
  const ran = await runProgram(['import', '--from', 'granted', file, '--write'], home);
  assert.equal(ran.code, 0, ran.err);
  assert.match(ran.err, /^Added one profile, added one session\./);
  assert.match(
    await textOf(home),
    /^\[profile mary\]\nregion = x\n\n\[profile prod\/Admin\]\ngranted_color = red\nsso_session = corp\n/,
  );
  const own = await makeHome(context, { config: granted });
  const link = join(own.directory, 'link');
  await symlink(own.config, link);
  await runProgram(['import', '--from', 'granted', link, '--write'], own);
  assert.equal(await textOf(own), converted);
  const copy = join(own.directory, 'copy');
  await writeFile(copy, `${granted}# a copy\n`);
  assert.match((await runProgram(['import', '--from', 'granted', copy], own)).out, /^= prod\/Admin is already in /m);
});

test('--from aws-sso-cli: its settings are found, the block goes, and it is taken back', async (context) => {
  for (const [folder, env] of [
    ['.config/aws-sso', {}],
    ['.aws-sso', {}],
    ['xdg/aws-sso', { XDG_CONFIG_HOME: 'xdg' }],
  ] as const) {
    const home = await withSettings(context, block, settings, folder);
    const named = 'XDG_CONFIG_HOME' in env ? { XDG_CONFIG_HOME: join(home.directory, env.XDG_CONFIG_HOME) } : {};
    const at = { ...home, env: { ...home.env, ...named } };
    const ran = await runProgram(['import', '--from', 'aws-sso-cli', '--write'], at);
    assert.equal(ran.code, 0, ran.err);
    assert.match(ran.out, /^\S*config:1\n- # BEGIN_AWS_SSO_CLI\n\[profile prod\] .*config:3\n- credential_process/);
    assert.match(
      await textOf(home),
      /^\[profile prod\]\nsso_session = corp\n.*\n.*\ncolor = ff0000\nrolecall_group = Core\n\n\[sso-session corp\]\n/,
    );
    await runProgram(['edit', '--undo'], at);
    assert.equal(await textOf(home), block);
  }
});

test('--from aws-sso-cli: without settings, what is needed is said, and FILE gives it', async (context) => {
  const home = await makeHome(context, { config: block });
  const without = await runProgram(['import', '--from', 'aws-sso-cli', '--write'], home);
  assert.equal(without.code, 1);
  assert.match(without.out, /✗ prod: the start URL of Default is not known, .*FILE .*config:2\n$/);
  assert.equal(without.err, 'Nothing else can be imported.\n');
  assert.equal(await textOf(home), block);
  await writeFile(join(home.directory, 'mine.yaml'), settings);
  const given = await runProgram(['import', '--from', 'aws-sso-cli', 'mine.yaml', '--write'], {
    ...home,
    cwd: home.directory,
  });
  assert.equal(given.code, 0, given.err);
  assert.match(await textOf(home), /^\[profile prod\]\nsso_session/);
});

test('a conflict leaves the rest, and --write ends with 1', async (context) => {
  const home = await makeHome(context, { config: `${granted}[profile b c]\ngranted_sso_region = x\n` });
  const dry = await runProgram(['import', '--from', 'granted'], home);
  assert.equal(dry.code, 0);
  const ran = await runProgram(['import', '--from', 'granted', '--write'], home);
  assert.equal(ran.code, 1);
  assert.match(ran.out, /✗ profile b c: no AWS tool reads the header \[profile b c\] .*config:17\n/);
  assert.match(await textOf(home), /sso_session = corp/);
});

test('a line that may hold a secret is not shown', async (context) => {
  const home = await makeHome(context, {
    config: granted.replace('= Admin\n', '= Admin ; aws_secret_access_key = hush\n'),
  });
  const ran = await runProgram(['import', '--from', 'granted'], home);
  assert.match(ran.out, /^- \(line not shown: it may hold a secret\)$/m);
  assert.doesNotMatch(ran.out + ran.err, /hush/);
  assert.match(ran.out, /^! This cannot be undone: a line may hold a secret, and rolecall stores no secrets\.$/m);
});

test('a role becomes the profile default only where that is asked for', async (context) => {
  const roles = 'A: {Profile: default}, B: {Profile: b}, C: {Profile: c, Via: default}, D: {Profile: d, Via: c}';
  const text = settings.replace('{Tags', `{Roles: {${roles}}, Tags`);
  const home = await withSettings(context, '', text);
  const ran = await runProgram(['import', '--from', 'aws-sso-cli', '--write'], home);
  assert.match(ran.err, /^default was left out\./);
  assert.doesNotMatch(await textOf(home), /\[default\]/);
  assert.match(await textOf(home), /\[profile b\]/);
  assert.doesNotMatch(await textOf(home), /\[profile [cd]\]/, 'nothing to start from');
  assert.match(ran.err, /^c was also left out: it starts from default\.\nd was also left out: it starts from c\.$/m);
  await runProgram(['import', '--from', 'aws-sso-cli', '--write', '--yes'], home);
  assert.match(await textOf(home), /\[default\]\nsso_session[\s\S]*source_profile = default[\s\S]*source_profile = c/);
});

test('with a default that is left out goes the session that was for it alone', async (context) => {
  const home = await makeHome(context, { config: '' });
  const file = join(home.directory, 'g.ini');
  const section = (name: string) => granted.split('\n\n')[0]?.replaceAll('profile prod/Admin', name) ?? '';
  const write = ['import', '--from', 'granted', file, '--write'];
  await writeFile(file, section('default').replaceAll('prod/Admin', 'default'));
  const alone = await runProgram(write, home);
  assert.match(alone.err, /^default was left out\./);
  assert.doesNotMatch(alone.err, /Sign in/);
  assert.equal(await textOf(home), '');
  await writeFile(
    file,
    `${section('default').replaceAll('prod/Admin', 'default')}\n${section('profile prod/Admin')}\n`,
  );
  const both = await runProgram(write, home);
  assert.match(both.err, /Added one profile, added one session\.[\s\S]*Sign in: rolecall login corp/);
  assert.match(await textOf(home), /^\[profile prod\/Admin\][\s\S]*\[sso-session corp\]/);
});

const bad: readonly (readonly [of: string, text: string])[] = [
  ['no YAML', 'SSOConfig: ['],
  ['no settings', 'a: 1'],
  ['a nesting without an end', `a: ${'['.repeat(100_000)}`],
  [
    'a bomb of aliases',
    Array.from(
      { length: 30 },
      (_, at) =>
        `a${at}: &a${at} [${Array(10)
          .fill(at === 0 ? 'x' : `*a${at - 1}`)
          .join(', ')}]`,
    ).join('\n'),
  ],
  ['a circle', 'SSOConfig: &a {Default: *a}'],
];
for (const [of, text] of bad) {
  test(`settings that are none are a clear problem, and nothing is written: ${of}`, async (context) => {
    const home = await withSettings(context, block, text);
    const ran = await runProgram(['import', '--from', 'aws-sso-cli', '--write'], home);
    assert.equal(ran.code, 1, ran.err);
    if (of !== 'a circle') assert.match(ran.err, /^✗ .*config\.yaml cannot be read as the settings of aws-sso-cli\.\n/);
    assert.equal(await textOf(home), block);
  });
}

test('a tool that there is not, a file that there is not', async (context) => {
  const home = await makeHome(context, { config: granted });
  const tool = await runProgram(['import', '--from', 'leapp'], home);
  assert.equal(tool.code, 2);
  assert.match(tool.err, /leapp cannot be imported from\.\n.*granted, aws-sso-cli/);
  for (const from of ['granted', 'aws-sso-cli']) {
    const file = await runProgram(['import', '--from', from, 'gone'], home);
    assert.equal(file.code, 1);
    assert.match(file.err, /gone cannot be read\.\n.*There is no such file/);
  }
});

test('at a terminal it is asked first', async (context) => {
  const home = await makeHome(context, { config: granted });
  for (const [answer, after] of [
    ['n', granted],
    ['y', converted],
  ] as const) {
    await using terminal = new Terminal({
      file: program[0],
      args: [...program.slice(1), 'import', '--from', 'granted'],
      env: home.env,
      columns: 200,
    });
    await terminal.until(/Write that to .*config\? \[y\/N\]/);
    terminal.type(`${answer}\r`);
    await terminal.exit;
    assert.equal(await textOf(home), after);
  }
});
