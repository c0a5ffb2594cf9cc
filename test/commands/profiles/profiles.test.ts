import assert from 'node:assert/strict';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { makeDemoHome, makeHome } from '../../helpers/home.ts';
import { runProgram } from '../../helpers/program.ts';
import { noReadOnly, whileReadOnly } from '../../helpers/read-only.ts';

const link = 'https://signin.aws.amazon.com/switchrole?account=444455556666&roleName=team/walk';
const config = `# mine
[profile mary] # me
region = eu-west-1

[profile prod]
role_arn = arn:aws:iam::444455556666:role/Admin
source_profile = mary
color = d13212
`;
const keys = '[mary]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = hush\n';

test('add by flags: one section at the end, every value normalised, and how to switch', async (context) => {
  const home = await makeHome(context, { config, credentials: keys });
  const flags = ['--role-arn', 'arn:aws:iam::444455556666:role/walk', '--source-profile', 'mary', '--color', 'Tomato'];
  const more = [
    '--duration',
    '90m',
    '--display-name',
    'My walk',
    '--group',
    'Walks',
    '--confirm',
    '--region',
    'us-east-1',
  ];
  const ran = await runProgram(['add', 'list', ...flags, ...more], home);
  assert.equal(ran.code, 0, ran.err);
  assert.equal(ran.out, '');
  assert.match(ran.err, /^Added list\. .*config:10\nSwitch to it: rolecall switch list\n$/);
  const lines = [
    '[profile list]',
    'role_arn = arn:aws:iam::444455556666:role/walk',
    'source_profile = mary',
    'region = us-east-1',
    'duration_seconds = 5400',
    'color = ff6347',
    'rolecall_display_name = My walk',
    'rolecall_group = Walks',
    'rolecall_confirm = true',
  ];
  assert.equal(await readFile(home.config, 'utf8'), `${config}\n${lines.join('\n')}\n`);
});

test('add from a link: account, role, colour and display name come from it', async (context) => {
  const home = await makeHome(context, { config, credentials: keys });
  const look = `${link}&displayName=Team%20walk&color=B7CA9D`;
  const ran = await runProgram(['add', 'walk', '--source-profile', 'mary', '--link', look], home);
  assert.equal(ran.code, 0, ran.err);
  const written = (await readFile(home.config, 'utf8')).slice(config.length);
  assert.equal(
    written,
    '\n[profile walk]\nrole_arn = arn:aws:iam::444455556666:role/team/walk\nsource_profile = mary\ncolor = b7ca9d\nrolecall_display_name = Team walk\n',
  );
  const back = await runProgram(['link', 'walk'], home);
  assert.equal(back.out, `${link}&displayName=Team%20walk&color=b7ca9d\n`);
});

test('add --switch goes to the role at once', async (context) => {
  const home = await makeDemoHome(context);
  const role = ['--role-arn', 'arn:aws:iam::444455556666:role/ystataws', '--source-profile', 'mary'];
  const env = { ...home.env, SHELL: '/bin/sh' };
  const ran = await runProgram(['add', 'walk', ...role, '--switch'], { env, input: 'echo "in $ROLECALL_PROFILE"\n' });
  assert.match(ran.err, /Added walk.*\n.*mary \(111122223333\) is now walk \(ystataws in 444455556666\)/, ran.err);
  assert.match(ran.out, /in walk/);
});

const refused: readonly (readonly [name: string, argv: readonly string[], says: readonly RegExp[]])[] = [
  ['nothing at all', ['add'], [/3 things/, /NAME: /, /--role-arn: /, /--source-profile: /]],
  [
    'a name that is taken',
    ['add', 'prod', '--role-arn', 'arn:aws:iam::444455556666:role/x', '--source-profile', 'mary'],
    [/NAME: There is already a profile with this name\.\n/, /to do +To change it: rolecall edit prod\n/],
  ],
  [
    'an account with a digit too few',
    ['add', 'x', '--role-arn', 'arn:aws:iam::44445555666:role/x', '--source-profile', 'mary'],
    [/--role-arn: The account 44445555666 has 11 digits, but every account has 12\./],
  ],
  [
    'a name some tools cannot read',
    ['add', 'a b', '--role-arn', 'arn:aws:iam::444455556666:role/x', '--source-profile', 'mary'],
    [/NAME: Use only letters, digits/],
  ],
  [
    'a source there is not',
    ['edit', 'prod', '--source-profile', 'mery'],
    [/--source-profile: There is no profile mery\.\n/, /to do +Did you mean mary\?/],
  ],
  [
    'what AWS would refuse',
    ['edit', 'prod', '--duration', '13h', '--color', 'reddish', '--region', 'europe'],
    [/3 things/, /--duration: It has to be between/, /--color: /, /--region: /],
  ],
  ['a passkey for MFA', ['edit', 'prod', '--mfa-serial', 'arn:aws:iam::111122223333:u2f/user/mary/key'], [/FIDO/]],
  ['a value with a comment in it', ['edit', 'prod', '--description', 'x # y'], [/--description: It has a # or ;/]],
  [
    'an alias in a link',
    [
      'add',
      'x',
      '--source-profile',
      'mary',
      '--link',
      'https://signin.aws.amazon.com/switchrole?account=acme&roleName=x',
    ],
    [/alias acme/, /12 digits/],
  ],
  [
    'a link and another role',
    ['add', 'x', '--source-profile', 'mary', '--link', link, '--role-arn', 'arn:aws:iam::444455556666:role/y'],
    [/--role-arn and the link name different roles/],
  ],
  ['the role of a profile', ['edit', 'prod', '--unset', 'role_arn'], [/no longer a role/, /rolecall remove prod/]],
  ['a key nobody knows', ['edit', 'prod', '--unset', 'colour'], [/--unset does not know colour/, /color/]],
  [
    'a field that is set and taken out, by its flag',
    ['edit', 'prod', '--region', 'eu-west-1', '--unset', 'region'],
    [/--region and --unset region contradict each other/, /Use only one of the two/],
  ],
  [
    'the same, by its key',
    ['edit', 'prod', '--unset', 'rolecall_confirm', '--confirm'],
    [/--confirm and --unset rolecall_confirm contradict/],
  ],
  ['nothing to change and nobody to ask', ['edit', 'prod'], [/Without a terminal/]],
  ['removing without a yes', ['remove', 'prod'], [/no terminal to ask/, /--yes/]],
  ['import of nobody knows what', ['import', '--write'], [/--write needs to know what/]],
];

for (const [name, argv, says] of refused) {
  test(`refused, nothing written: ${name}`, async (context) => {
    const home = await makeHome(context, { config, credentials: keys });
    const ran = await runProgram(argv, home);
    assert.equal(ran.code, 2, ran.err);
    assert.equal(ran.out, '');
    for (const words of says) assert.match(ran.err, words);
    assert.equal(await readFile(home.config, 'utf8'), config);
  });
}

test('edit sets and takes out, keeps every other byte, and is taken back', async (context) => {
  const crlf = config.replaceAll('\n', '\r\n');
  const home = await makeHome(context, { config: crlf, credentials: keys });
  const ran = await runProgram(['edit', 'prod', '--region', 'eu-west-1', '--unset', 'color', '--unset', 'group'], home);
  assert.equal(ran.code, 0, ran.err);
  const after = crlf.replace('color = d13212\r\n', 'region = eu-west-1\r\n');
  assert.equal(await readFile(home.config, 'utf8'), after);
  assert.equal((await stat(home.config)).mode & 0o777, 0o600);
  assert.equal((await runProgram(['edit', '--undo'], home)).code, 0);
  assert.equal(await readFile(home.config, 'utf8'), crlf);
});

test('edit that changes nothing writes nothing; a key is changed in the file it stands in', async (context) => {
  const home = await makeHome(context, { config, credentials: `${keys}[prod]\nregion = us-east-1\n` });
  assert.match((await runProgram(['edit', 'prod', '--color', '#d13212'], home)).err, /is already set that way/);
  assert.equal((await runProgram(['edit', '--undo'], home)).code, 1);
  await runProgram(['edit', 'prod', '--region', 'eu-west-1', '--color', 'black'], home);
  assert.equal(await readFile(home.credentials, 'utf8'), `${keys}[prod]\nregion = eu-west-1\n`);
  assert.equal(await readFile(home.config, 'utf8'), config.replace('d13212', '000000'));
});

test('a loop that an edit makes is said at once', async (context) => {
  const text = `${config}\n[profile ops]\nrole_arn = arn:aws:iam::444455556666:role/Ops\nsource_profile = prod\n`;
  const home = await makeHome(context, { config: text, credentials: keys });
  const ran = await runProgram(['edit', 'prod', '--source-profile', 'ops'], home);
  assert.match(ran.err, /Changed prod/);
  assert.match(ran.err, /prod → ops → prod|ops → prod → ops/);
});

test('remove takes a role out; never what holds keys', async (context) => {
  const home = await makeHome(context, { config, credentials: keys });
  const kept = await runProgram(['remove', 'mary', '--yes'], home);
  assert.equal(kept.code, 1);
  assert.match(kept.err, /removes nothing that holds credentials/);
  await writeFile(home.credentials, `${keys}[prod]\naws_access_key_id = AKIAX\naws_secret_access_key = hush\n`);
  assert.equal((await runProgram(['remove', 'prod', '--yes'], home)).code, 1, 'a role that also holds keys stays');
  await writeFile(home.credentials, keys);
  const ran = await runProgram(['remove', 'prod', '--yes'], home);
  assert.equal(ran.code, 0, ran.err);
  assert.equal(await readFile(home.config, 'utf8'), '# mine\n[profile mary] # me\nregion = eu-west-1\n');
});

test('remove takes an empty profile out; one that is no role, and holds no credentials, is called that', async (context) => {
  const home = await makeHome(context, { config: `${config}\n[profile neu]\n\n[profile place]\nregion = eu-west-1\n` });
  const ran = await runProgram(['remove', 'neu', '--yes'], home);
  assert.equal(ran.code, 0, ran.err);
  assert.equal(await readFile(home.config, 'utf8'), `${config}\n[profile place]\nregion = eu-west-1\n`);
  const kept = await runProgram(['remove', 'place', '--yes'], home);
  assert.equal(kept.code, 1);
  assert.match(kept.err, /place is not a role, and rolecall removes only roles and empty profiles\./);
});

test('remove says which profiles no longer work, of one and of several', async (context) => {
  const [arn, source] = ['role_arn = arn:aws:iam::444455556666:role/Ops', 'source_profile = prod'];
  const one = `[profile ops]\n${arn}\n${source}\n`;
  const taker = '[profile taker]\ninclude_profile = prod\n';
  const cases = [
    [one, 'It was the source of ops. ops no longer works.'],
    [`${one}[profile more]\n${arn}\n${source}\n`, 'It was the source of ops, more. They no longer work.'],
    [taker, 'taker took settings from it. taker no longer works.'],
    [`${one}${taker}`, 'It was the source of ops. taker took settings from it. They no longer work.'],
  ] as const;
  for (const [more, said] of cases) {
    const home = await makeHome(context, { config: `${config}${more}`, credentials: keys });
    const { err } = await runProgram(['remove', 'prod', '--yes'], home);
    assert.match(err, /^Removed prod\./);
    assert.equal(err.trimEnd().split('\n').at(-1), said);
  }
});

test('what was not done is not told: a file that cannot be written', { skip: noReadOnly }, async (context) => {
  const more = `[profile ops]\nrole_arn = arn:aws:iam::444455556666:role/Ops\nsource_profile = prod\n`;
  const home = await makeHome(context, { config: `${config}${more}`, credentials: keys });
  const { code, err } = await whileReadOnly(home.config, () => runProgram(['remove', 'prod', '--yes'], home));
  assert.equal(code, 1);
  assert.match(err, /cannot be written, and is as it was/);
  assert.doesNotMatch(err, /no longer work/);
});

test('import: a file of which nothing can be taken says by which flag it could, and ends with 1', async (context) => {
  const home = await makeDemoHome(context);
  const file = join(home.directory, 'extension.ini');
  await writeFile(file, '[prod]\naws_account_id = 111122223333\nrole_name = Admin\n');
  const refused = await runProgram(['import', file], home);
  assert.equal(refused.code, 1);
  assert.match(
    refused.out,
    /✗ prod: it does not say whose credentials to use: name one of yours with --source-profile/,
  );
  const taken = await runProgram(['import', file, '--source-profile', 'mary'], home);
  assert.equal(taken.code, 0, 'what can be taken waits for --write');
  assert.match(taken.out, /\+ \[profile prod\]/);
});

test('import says which keys of a section it does not take over, and takes those that the role needs', async (context) => {
  const home = await makeDemoHome(context);
  const file = join(home.directory, 'extension.ini');
  const more = 'external_id = acme\nmfa_process = oathtool\noutput = json\n';
  await writeFile(file, `[prod]\naws_account_id = 111122223333\nrole_name = Admin\n${more}`);
  const { out } = await runProgram(['import', file, '--source-profile', 'mary', '--write'], home);
  assert.match(out, /^ {2}external_id = acme\n {2}· not taken over: mfa_process, output$/m);
  assert.match(
    await readFile(home.config, 'utf8'),
    /\[profile prod\]\nrole_arn.*\nsource_profile.*\nexternal_id = acme\n$/,
  );
});

test('import: shown first, written with --write, conflicts reported with their lines', async (context) => {
  const home = await makeHome(context, { config, credentials: keys });
  const file = join(home.directory, 'roles.ini');
  await writeFile(
    file,
    '[walk it]\naws_account_id = 444455556666\nrole_name = walk\nsource_profile = mary\ncolor = aabbcc ; note\n\n[prod]\naws_account_id = 444455556666\nrole_name = Other\nsource_profile = mary\n',
  );
  const dry = await runProgram(['import', file], home);
  assert.equal(dry.code, 0, dry.err);
  assert.match(dry.out, /\+ \[profile walk-it\] .*roles\.ini:1\n {2}role_arn = arn:aws:iam::444455556666:role\/walk\n/);
  assert.match(dry.out, /✗ prod: there is already a profile prod, which leads elsewhere\n {4}.*roles\.ini:7/);
  assert.match(dry.err, /Nothing was written/);
  assert.equal(await readFile(home.config, 'utf8'), config);
  const written = await runProgram(['import', file, '--write'], home);
  assert.equal(written.code, 1, 'what had a conflict was left out');
  assert.match(
    await readFile(home.config, 'utf8'),
    /\[profile walk-it\]\n.*\n.*\ncolor = aabbcc\nrolecall_display_name = walk it\n$/,
  );
  await runProgram(['edit', '--undo'], home);
  assert.equal(await readFile(home.config, 'utf8'), config);
});

test('many add at the same time, and each is there', async (context) => {
  const home = await makeHome(context, { config, credentials: keys });
  const names = ['a', 'b', 'c', 'd', 'e'];
  const ran = await Promise.all(
    names.map((name) =>
      runProgram(
        ['add', name, '--role-arn', `arn:aws:iam::444455556666:role/${name}`, '--source-profile', 'mary'],
        home,
      ),
    ),
  );
  assert.deepEqual(
    ran.map(({ code }) => code),
    names.map(() => 0),
  );
  const text = await readFile(home.config, 'utf8');
  for (const name of names)
    assert.match(text, new RegExp(`\\[profile ${name}\\]\nrole_arn = arn:aws:iam::444455556666:role/${name}\n`));
});

test('a link leads nowhere where nobody can be asked, and says how to add it', async (context) => {
  const home = await makeHome(context, { config, credentials: keys });
  const ran = await runProgram([link], home);
  assert.equal(ran.code, 1);
  assert.match(ran.err, /No profile leads to team\/walk in 444455556666/);
  assert.match(ran.err, /rolecall add NAME --source-profile PROFILE --link 'https/);
});

test('a role becomes the profile default only where that is asked for', async (context) => {
  const home = await makeHome(context, { config, credentials: keys });
  const flags = ['--role-arn', 'arn:aws:iam::444455556666:role/walk', '--source-profile', 'mary'];
  const refused = await runProgram(['add', 'default', ...flags], home);
  assert.equal(refused.code, 2);
  assert.match(refused.err, /changes who you are in every AWS program/);
  const file = join(home.directory, 'roles.ini');
  const role = (name: string, role: string) => `[${name}]\naws_account_id = 444455556666\nrole_name = ${role}\n`;
  await writeFile(file, role('default', 'Admin') + role('other', 'Other'));
  const imported = await runProgram(['import', file, '--write', '--source-profile', 'mary'], home);
  const after = await readFile(home.config, 'utf8');
  assert.doesNotMatch(after, /\[default\]/);
  assert.match(after, /\[profile other\]/);
  assert.match(
    imported.err,
    /default was left out\. From then on, every AWS program that is given no profile would act as this role/,
  );
  const added = await runProgram(['add', 'default', ...flags, '--yes'], home);
  assert.equal(added.code, 0, added.err);
  assert.match(await readFile(home.config, 'utf8'), /^\[default\]\nrole_arn/m);
});
