import assert from 'node:assert/strict';
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { type TestContext, test } from 'node:test';
import { makeDemoHome, makeHome } from '../helpers/home.ts';
import { runProgram } from '../helpers/program.ts';

const role = (name: string, more: string) =>
  `[profile ${name}]\nrole_arn = arn:aws:iam::444455556666:role/${name}\n${more}\n`;

type Case = {
  readonly name: string;
  readonly config?: string;
  readonly credentials?: string;
  readonly argv: readonly string[];
  readonly says: readonly RegExp[];
  readonly code?: number;
};

const cases: readonly Case[] = [
  { name: 'no files', argv: ['list'], says: [/no AWS profiles on this machine yet/, /rolecall demo/] },
  {
    name: 'no role profiles',
    config: '[profile mary]\nregion = eu-west-1\n',
    argv: ['list'],
    says: [/None of the 1 profiles .* ends in a role/, /role_arn = /],
  },
  {
    name: 'no role profiles, and headers that nothing reads',
    config: `[dev]\nregion = eu-west-1\n[Profile prod]\n[profile my dev]\n[profile open\n[profile x]\n`,
    argv: ['list'],
    says: [
      /None of the 1 profiles .* ends in a role, and 4 headers cannot be read\./,
      /to do +Line 1: \[dev\] is missing the word profile: nothing reads it\. Write \[profile dev\], if/,
      /Line 3: .*Write \[profile prod\]\.\n/,
      /Line 4: .*Write \[profile "my dev"\]\.\n/,
      /rolecall doctor shows them all\./,
      /config:1/,
    ],
  },
  {
    name: 'a header that nothing reads, and no profile at all',
    config: '[Profile prod]\n',
    argv: ['list'],
    says: [/contain no profile, and one header cannot be read\./, /Line 1: .*Write \[profile prod\]\.\n/],
  },
  {
    name: 'a loop, with every member and line',
    config: `${role('a', 'source_profile = b')}${role('b', 'source_profile = a')}`,
    argv: ['exec', 'a', '--', 'true'],
    says: [/a → b → a/, /config:3/, /config:6/],
  },
  {
    name: 'a missing source',
    config: role('a', 'source_profile = mery'),
    credentials: '[mary]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = x\n',
    argv: ['exec', 'a', '--', 'true'],
    says: [/source_profile = mery, but there is no such profile/, /Did you mean mary\?/, /config:3/],
  },
  {
    name: 'an unknown profile, never another one',
    config: `[default]\nregion = us-east-1\n${role('prod-admin', 'source_profile = default')}`,
    argv: ['exec', 'prod-adnim', '--', 'true'],
    says: [/There is no profile prod-adnim/, /Did you mean prod-admin\?/],
  },
  {
    name: 'an unknown profile to switch to, without a terminal',
    config: role('prod-admin', 'source_profile = default'),
    argv: ['prod-admn'],
    says: [/There is no profile prod-admn/, /prod-admin/],
  },
  {
    name: 'a profile with a slip that is nearly a verb too',
    config: role('ystataws', 'source_profile = default'),
    argv: ['ystatws'],
    says: [/There is no profile ystatws/, /Did you mean ystataws\?/],
  },
  {
    name: 'two kinds of source',
    config: role('a', 'source_profile = b\ncredential_source = Environment'),
    argv: ['exec', 'a', '--', 'true'],
    says: [/both source_profile and credential_source/, /config:3/],
  },
  {
    name: 'a time that STS does not take',
    config: `[profile mary]\naws_access_key_id=AKIAIOSFODNN7EXAMPLE\naws_secret_access_key=x\n${role('a', 'source_profile = mary\nduration_seconds = 60')}`,
    argv: ['exec', 'a', '--', 'true'],
    says: [/duration_seconds = 60/, /config:7/],
  },
  {
    name: 'a chain longer than any that works',
    config: Array.from({ length: 3_000 }, (_, at) => role(`p${at}`, `source_profile = p${at + 1}`)).join(''),
    argv: ['exec', 'p0', '--', 'true'],
    says: [/p0 is more than 20 source_profile lines away/, /config:1/],
  },
  {
    name: 'a region of no shape that AWS has',
    config: role('a', 'source_profile = b'),
    argv: ['exec', 'a', '--region', 'mars-1', '--', 'true'],
    says: [/--region = mars-1 cannot be an AWS region/, /like eu-west-1/],
    code: 2,
  },
  {
    name: 'a region that would lead elsewhere',
    config: role('a', 'source_profile = b'),
    argv: ['exec', 'a', '--region', 'eu-west-1#', '--', 'true'],
    says: [/--region = eu-west-1# cannot be an AWS region/, /like eu-west-1/],
    code: 2,
  },
  {
    name: 'a word too many',
    argv: ['refresh', 'prod'],
    says: [/refresh takes no arguments, but was given: prod/],
    code: 2,
  },
  { name: 'an unknown flag', argv: ['list', '--jsn'], says: [/no flag --jsn/, /--json/], code: 2 },
  { name: 'exec without a command', argv: ['exec', 'a'], says: [/needs a command/], code: 2 },
  {
    name: 'the picker without a terminal',
    config: role('a', 'source_profile = b'),
    argv: [],
    says: [/needs a terminal/],
    code: 2,
  },
];

async function check(context: TestContext, { config, credentials, argv, says, code = 1 }: Case): Promise<void> {
  const home = await makeHome(context, { ...(config && { config }), ...(credentials && { credentials }) });
  const ran = await runProgram(argv, home);
  assert.equal(ran.out, '');
  assert.equal(ran.code, code, ran.err);
  for (const words of says) assert.match(ran.err, words);
  assert.doesNotMatch(ran.err, /\n\s+at .*:\d+:\d+|Error:/, 'no stack trace');
}

for (const each of cases) test(`bad input: ${each.name}`, (context) => check(context, each));

test('bad input: a directory in place of the file', async (context) => {
  const home = await makeHome(context);
  await mkdir(home.config);
  const ran = await runProgram(['list'], home);
  assert.equal(ran.code, 1);
  assert.match(ran.err, /config cannot be read[\s\S]*It is a directory/);
});

test('bad input: the same, where the other file has keys and no role', async (context) => {
  const home = await makeHome(context, {
    credentials: '[mary]\naws_access_key_id = AKIAX\naws_secret_access_key = x\n',
  });
  await mkdir(home.config);
  for (const argv of [['list'], ['list', '--names']]) {
    const ran = await runProgram(argv, home);
    assert.equal(ran.code, 1);
    assert.match(ran.err, /config cannot be read[\s\S]*It is a directory/);
  }
});

test('bad input: a file the user may not read', {
  skip: process.getuid?.() === 0 && 'root may read everything',
}, async (context) => {
  const home = await makeHome(context, { config: role('a', '') });
  await chmod(home.config, 0);
  const ran = await runProgram(['list'], home);
  assert.equal(ran.code, 1);
  assert.match(ran.err, /may not read it/);
});

test('bad input: /dev/null in place of the file', async (context) => {
  const home = await makeHome(context, { config: '' });
  const env = { ...home.env, AWS_CONFIG_FILE: '/dev/null' };
  const listed = await runProgram(['list'], { env });
  assert.equal(listed.code, 1);
  assert.match(
    listed.err,
    /AWS_CONFIG_FILE names \/dev\/null, which cannot hold a profile: unset it, or name a file\./,
  );
  assert.doesNotMatch(listed.err, /add a role to/);
  const role = ['--role-arn', 'arn:aws:iam::444455556666:role/x', '--source-profile', 'mary'];
  await writeFile(home.credentials, '[mary]\naws_access_key_id = A\naws_secret_access_key = s\n');
  const added = await runProgram(['add', 'x', ...role], { env });
  assert.match(added.err, /\/dev\/null cannot be written[\s\S]*Name a file instead: AWS_CONFIG_FILE/);
  const looked = await runProgram(['doctor', '--offline'], { env });
  assert.doesNotMatch(looked.out, /dev\/null/, 'neither chmod nor a first profile');
});

test('bad input: a binary file', async (context) => {
  const home = await makeHome(context);
  await writeFile(home.config, Buffer.from([0, 1, 2, 0xff]));
  const ran = await runProgram(['list'], home);
  assert.equal(ran.code, 1);
  assert.match(ran.err, /not a text file/);
});

test('bad input: keys that AWS does not know, and a secret that is wrong', async (context) => {
  const home = await makeDemoHome(context);
  const good = await import('node:fs/promises').then(({ readFile }) => readFile(home.credentials, 'utf8'));
  await writeFile(home.credentials, good.replace(/AKIA\w{16}/g, 'AKIAIOSFODNN7EXAMPLE'));
  const unknown = await runProgram(['exec', 'ystataws', '--', 'true'], home);
  assert.equal(unknown.code, 1);
  assert.match(unknown.err, /AWS does not know the access key of mary/);
  const other = (_: string, key: string, first: string) => `${key}${first === 'Z' ? 'Y' : 'Z'}`;
  await writeFile(home.credentials, good.replace(/(aws_secret_access_key = )(.)/g, other));
  const wrong = await runProgram(['exec', 'ystataws', '--', 'true'], home);
  assert.equal(wrong.code, 1);
  assert.match(wrong.err, /The secret access key of mary is wrong/);
  const secret = /aws_secret_access_key = (.*)/.exec(good)?.[1]?.slice(1) ?? '';
  assert.equal(secret.length > 20 && wrong.err.includes(secret), false, 'the secret is not repeated');
});

test('bad input: an endpoint that refuses', async (context) => {
  const home = await makeDemoHome(context);
  await home.aws.close();
  const ran = await runProgram(['exec', 'ystataws', '--', 'true'], home);
  assert.equal(ran.code, 1);
  assert.match(ran.err, /http:\/\/127\.0\.0\.1:\d+ cannot be reached/);
  assert.match(ran.err, /connection refused/);
});

test('bad input: a role that does not let the person in', async (context) => {
  const home = await makeDemoHome(context);
  const ran = await runProgram(['exec', 'prod-breakglass', '--', 'true'], home);
  assert.equal(ran.code, 1);
  assert.match(ran.err, /AWS does not let you assume BreakGlass in 555566667777/);
  assert.match(ran.err, /trust policy/);
});

test('bad input: a code is needed and nobody can be asked', async (context) => {
  const home = await makeDemoHome(context);
  const ran = await runProgram(['exec', 'prod-admin', '--', 'true'], home);
  assert.equal(ran.code, 1);
  assert.match(ran.err, /needs an MFA code, and there is no terminal/);
  await rm(home.directory, { recursive: true });
});
