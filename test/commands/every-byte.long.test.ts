import assert from 'node:assert/strict';
import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { commands } from '../../source/commands/registry/commands.ts';
import { makeDemoHome } from '../helpers/home.ts';
import { program, runProgram } from '../helpers/program.ts';
import { Terminal } from '../helpers/terminal.ts';

/** Ends in what an emulator, an 8-bit terminal and a reader of bidirectional text would obey. */
const evil = 'x\u001b]0;T\u0007\u009b2J\u202ey';
const account = '444455556666';
const hostile = `arn:aws:iam::${account}:role/hostile`;
const aRole = `role_arn = arn:aws:iam::${account}:role/ystataws\nsource_profile = mary`;
const link = `https://signin.aws.amazon.com/switchrole?account=${account}&roleName=nobody&displayName=${evil}`;

/** Argument lists by verb. Every verb has some. */
const lines: Readonly<Record<string, readonly (readonly string[])[]>> = {
  switch: [[`${evil}?`], [link], ['--region', evil, 'evil'], ['-']],
  exec: [
    [evil, '--', 'true'],
    [evil, 'nothing'],
    [evil, 'ystataws', '--', 'true'],
    ['broken', '--', 'true'],
    ['process', '--', 'true'],
    ['refused', '--', 'true'],
    ['ystataws', '--', evil],
    ['--role-arn', evil, '--source-profile', 'mary', '--', 'true'],
    ['ystataws', '--tag', evil, '--', 'true'],
    [evil, '--as-file', '--', 'true'],
    ['ystataws', evil, '--as-file', '--', 'true'],
    ['ystataws', '--as-file', '--', evil],
    ['ystataws', '--serve', '--serve-on', evil, '--', 'true'],
    [evil, '--serve', '--', 'true'],
    ['ystataws', evil, '--serve', '--debug', '--', 'true'],
    ['--serve-env'],
  ],
  export: [[evil], [evil, '--format', 'json'], ['ystataws', '--format', evil]],
  console: [
    [evil, '--destination', evil],
    [evil, '--print'],
    [evil, '--in', evil],
    [evil, '--in', 'own-directory'],
    [evil, '--federation', '--print'],
    [evil, '--copy'],
    ['--forget', evil],
    ['--forget', `${evil}?`],
  ],
  'credential-process': [[evil], [`${evil}?`]],
  refresh: [[evil], []],
  region: [[], ['eu-west-1'], [evil], ['eu-wset-1']],
  off: [[evil]],
  renew: [[]],
  forget: [[evil], [`${evil}?`]],
  list: [
    [],
    ['--names'],
    ['--names', '--all'],
    ['--names', '--showable'],
    ['--names', '--services'],
    ['--names', '--keys'],
    ['--json'],
    [evil],
  ],
  show: [[evil], [evil, '--json'], [`${evil}?`], ['looked'], ['looked', '--json']],
  status: [[], ['--json'], ['--format', '{profile} {account} {role}'], ['--format', `{${evil}`], ['--verify']],
  doctor: [['--offline'], ['--offline', '--json']],
  add: [[evil], ['evil', '--link', link], ['new', '--source-profile', evil, '--role-arn', evil]],
  edit: [[evil, '--unset', evil], [evil, '--region', evil], [`${evil}?`]],
  remove: [[evil], [`${evil}?`], ['mary']],
  import: [
    [],
    [evil],
    ['hostile.ini', '--source-profile', 'mary'],
    ['hostile.ini', '--source-profile', evil],
    ['--from', evil],
    ['--from', 'granted', evil],
    ['--from', 'granted', 'hostile.granted'],
    ['--from', 'aws-sso-cli', 'hostile.yaml'],
    ['--from', 'aws-sso-cli', 'hostile.ini'],
    ['--from', 'aws-vault'],
  ],
  link: [[evil], [`${evil}?`]],
  login: [
    [evil],
    [`${evil}?`],
    ['portal'],
    [`https://${evil}`],
    [evil, '--name', evil],
    ['--region', evil],
    ['--console', evil],
    ['--console', '--remote', 'mary'],
  ],
  logout: [[evil], [`${evil}?`], ['portal'], []],
  discover: [[evil], [], ['--json']],
  keep: [[evil], [], [evil, '--name', evil], ['*/*', '--yes'], [evil, '--region', evil]],
  sync: [[evil], [], ['--include', evil, '--exclude', evil], ['--name', evil], ['--region', evil], ['--check']],
  'role create': [
    [evil, '--trust', evil],
    ['new', '--trust', account, '--print', 'terraform', '--description', evil],
  ],
  'role show': [
    [evil, '--profile', 'admin'],
    ['hostile', '--profile', 'admin'],
    ['hostile', '--profile', 'admin', '--json'],
  ],
  'role list': [
    ['--profile', 'admin', '--all'],
    ['--profile', 'admin', '--all', '--json'],
    ['--profile', evil],
  ],
  'role trust': [
    ['hostile', '--show', '--profile', 'admin'],
    ['hostile', '--file', 'hostile.json', '--profile', 'admin'],
    ['hostile', '--file', evil, '--profile', 'admin'],
  ],
  'key import': [
    [],
    ['--from', evil],
    ['--from', 'credentials'],
    ['--from', 'credentials', evil],
    ['--from', 'credentials', '--in', evil],
    ['--from', 'credentials', '--in', 'file', '--write'],
    ['--from', 'aws-vault', evil],
  ],
  'key add': [
    [evil],
    [evil, '--in', 'file'],
    ['evil', '--in', evil],
    ['evil', '--command', `printf '%s' '${evil}'`],
    ['evil', '--command', `printf '%s' '${evil}' >&2; exit 1`],
    ['process'],
  ],
  'key list': [[], ['--json'], ['--offline'], [evil]],
  'key rotate': [[evil], [evil, '--keep-old', evil], ['stored'], ['stored', '--delete', evil], ['stored', '--yes']],
  'key export': [[evil], [evil, '--yes'], ['stored', '--yes']],
  'key remove': [[evil], [evil, '--yes'], ['stored']],
  'mfa add': [[], [evil], ['evil', '--name', evil], ['process', '--name', 'ok']],
  'mfa list': [[], [evil], ['--offline'], ['--json'], ['--offline', '--json']],
  'mfa remove': [[], [evil], [evil, '--profile', evil], [evil, '--yes']],
  'key unlock': [[], [evil]],
  'key lock': [[], [evil]],
  init: [[evil], ['bash']],
  completion: [[evil], ['bash'], ['fish']],
  help: [[evil], ['exec'], ['licenses'], ['manual']],
  update: [[], [evil]],
  demo: [
    ['show', evil],
    ['exec', evil, '--', 'true'],
    ['list', evil],
    ['shell', evil],
  ],
};

/** A home where everything that others can write holds what a terminal would obey, and so does AWS. */
async function hostileHome(context: TestContext) {
  const home = await makeDemoHome(context);
  const role = [...home.aws.world.accounts.values()].flatMap((each) => [...each.roles.values()])[0];
  const owner = home.aws.world.accounts.get(account);
  assert.ok(role && owner);
  owner.roles.set('hostile', {
    ...role,
    name: 'hostile',
    arn: hostile,
    description: evil,
    tags: new Map([[evil, evil]]),
    trust: {
      Version: '2012-10-17',
      Statement: [{ Sid: evil, Effect: 'Allow', Principal: { AWS: evil }, Action: 'sts:AssumeRole' }],
    },
  } as never);
  const at = `endpoint_url = ${home.aws.url}\nregion = eu-west-1`;
  await appendFile(
    home.config,
    `
[profile admin]
aws_access_key_id = ${[...owner.users.values()][0]?.keys[0]?.id ?? ''}
aws_secret_access_key = ${[...owner.users.values()][0]?.keys[0]?.secret ?? ''}
${at}
[profile "${evil}"]
${aRole}
${at}
description = ${evil}
rolecall_display_name = ${evil}
rolecall_group = ${evil}
rolecall_colour = ${evil}
s3 =
  ${evil} = ${evil}
[profile looked]
${aRole}
external_id = ${evil}
mfa_serial = arn:aws:iam::111122223333:mfa/${evil}
session_tags = ${evil}=${evil}
[profile broken]
role_arn = ${evil}
source_profile = ${evil}
region = ${evil}
sso_session = ${evil}
[profile process]
credential_process = sh -c 'printf "%s" "$0" >&2; exit 1' "${evil}"
[profile stored]
credential_process = rolecall credential-process stored
rolecall_key_process = printf '%s' '${evil}'
[profile refused]
role_arn = arn:aws:iam::${account}:role/nobody${evil}
source_profile = mary
${at}
[profile portal]
sso_session = p
sso_account_id = ${evil}
sso_role_name = ${evil}
[sso-session p]
sso_start_url = https://acme.awsapps.com/${evil}
sso_region = eu-west-1
[${evil}]
`,
  );
  await writeFile(
    join(home.directory, 'hostile.ini'),
    `[${evil}]\nrole_arn = ${hostile}${evil}\n[b]\naws_account_id = ${evil}\nrole_name = ${evil}\n`,
  );
  const portal = `granted_sso_start_url = ${evil}\ngranted_sso_region = ${evil}\ngranted_sso_account_id = 1${evil}`;
  await writeFile(
    join(home.directory, 'hostile.granted'),
    `[profile ${evil}]\n${portal}\n[profile b]\n${portal}\ngranted_sso_role_name = ${evil}\n[profile c]\ncredential_process = granted credential-process --profile ${evil}\n`,
  );
  const text = JSON.stringify(evil);
  await writeFile(
    join(home.directory, 'hostile.yaml'),
    `SSOConfig: {${text}: {StartUrl: "https://x.awsapps.com/start", SSORegion: eu-west-1, Accounts: {111122223333: {Roles: {${text}: {Profile: ${text}}, a: {Profile: ${text}}, b: {Via: ${text}}, c: {Tags: {Team: ${text}}}}}}}}\nDefaultSSO: ${text}\n`,
  );
  await writeFile(
    join(home.directory, 'hostile.json'),
    `{"Statement": [{"Sid": "${evil}", "${evil}": 1}], "Version": "${evil}"}`,
  );
  const settings = join(home.directory, '.config', 'rolecall');
  await mkdir(settings, { recursive: true, mode: 0o700 });
  const known = { place: 'file', accessKeyId: evil, user: `arn:aws:iam::${account}:user/${evil}`, storedAt: 0 };
  const keys = { [evil]: known, stored: { ...known, place: 'command' } };
  await writeFile(join(settings, 'access-keys.json'), JSON.stringify({ version: 1, keys }));
  const inRole = {
    ROLECALL_PROFILE: evil,
    ROLECALL_ROLE_ARN: evil,
    ROLECALL_DISPLAY_NAME: evil,
    ROLECALL_ACCOUNT_ID: evil,
    ROLECALL_CALLER_ARN: evil,
    ROLECALL_SESSION: evil,
    AWS_ACCESS_KEY_ID: evil,
    AWS_SECRET_ACCESS_KEY: 'x',
    AWS_SESSION_TOKEN: 'x',
    AWS_ENDPOINT_URL: `http://127.0.0.1:9/${evil}`,
  };
  return { ...home, inRole };
}

/** What steers a terminal or turns the direction of reading, as a sentence with its place; undefined without any. */
function steering(text: string): string | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for
  const found = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]/.exec(
    text,
  );
  if (found === null) return undefined;
  return `U+${found[0].charCodeAt(0).toString(16)} in ${JSON.stringify(text.slice(Math.max(0, found.index - 60), found.index + 40))}`;
}

/** What only a program reads, as it is. */
const isForPrograms = ({ argv }: { readonly argv: readonly string[] }) =>
  // A template of the person's own may colour a prompt.
  (argv[0] === 'status' && argv.includes('--format')) ||
  (argv[0] === 'list' && argv.includes('--names') && !argv.includes('--showable'));

test('every verb has a line here', () => {
  const verbs = commands.flatMap(({ name, verbs: own = [] }) =>
    own.length === 0 ? [name] : own.map((verb) => verb.name),
  );
  assert.deepEqual(Object.keys(lines).sort(), [...verbs].sort());
});

const places = Object.entries(lines).flatMap(([verb, all]) =>
  all.map((words) => ({ argv: [...(verb === 'switch' ? [] : verb.split(' ')), ...words] })),
);

test('no byte of what any verb writes into a pipe or a file steers a terminal', async (context) => {
  const home = await hostileHome(context);
  const faults: string[] = [];
  for (const place of places) {
    for (const role of [{}, home.inRole]) {
      const { out, err } = await runProgram(place.argv, { env: { ...home.env, ...role }, cwd: home.directory });
      const found = steering(err) ?? (isForPrograms(place) ? undefined : steering(out));
      // Texts of the shells' own files are ours.
      if (found !== undefined && !['init', 'completion'].includes(place.argv[0] ?? '')) {
        faults.push(`${JSON.stringify(place.argv)}: ${found}`);
      }
    }
  }
  assert.deepEqual(faults, []);
});

/** What puts a text on the clipboard, and does nothing else. */
const copied = new RegExp(`${String.fromCharCode(27)}\\]52;c;[A-Za-z0-9+/=]+${String.fromCharCode(7)}`);

test('no byte of what any verb writes to a terminal without colours steers it', async (context) => {
  const home = await hostileHome(context);
  const faults: string[] = [];
  const drawn = (argv: readonly string[]) =>
    // These draw a screen or ask on one, with escape sequences of their own: the look of those is tested with the screens.
    ['-', 'add', 'import', 'demo'].includes(argv[0] ?? '') ||
    argv[0] === `${evil}?` ||
    argv[0] === link ||
    (argv[0] === 'role' && argv[1] === 'create') ||
    (argv[0] === 'edit' && argv.length < 3) ||
    argv[0] === 'remove' ||
    argv[0] === 'login' ||
    (argv[0] === 'key' && ['add', 'export', 'import', 'remove'].includes(argv[1] ?? '')) ||
    (argv[0] === 'mfa' && argv[1] !== 'list') ||
    // Without a portal it asks which.
    (argv[0] === 'sync' && argv[1] !== evil);
  for (const { argv } of places.filter((each) => !drawn(each.argv))) {
    await using terminal = new Terminal({
      file: program[0],
      args: [...program.slice(1), ...argv],
      env: { ...home.env, ...(argv[0] === 'status' ? home.inRole : {}), NO_COLOR: '1', BROWSER: 'true' },
      cwd: home.directory,
      columns: 500,
    });
    await terminal.exit;
    const said = argv.includes('--copy') ? terminal.output.replace(copied, '') : terminal.output;
    const found = steering(said.replaceAll('\r\n', '\n'));
    if (found !== undefined) faults.push(`${JSON.stringify(argv)}: ${found}`);
  }
  assert.deepEqual(faults, []);
});
