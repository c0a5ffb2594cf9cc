import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { Problem } from '../../../source/problem.ts';
import { importWorld } from './import-world.ts';

// The programs answer as the real ones did. What they say on stderr is the person's, and is not looked at here.

type Pair = { readonly id: string; readonly secret: string };

/** As aws-vault prints it: JSON over four lines. */
const exported = ({ id, secret }: Pair) =>
  `{\n  "Version": 1,\n  "AccessKeyId": "${id}",\n  "SecretAccessKey": "${secret}"\n}`;

/** Its file back end, with a passphrase in the environment. Notes how it was called. */
const awsVault = (keys: Readonly<Record<string, Pair>>) => `
echo "$*" >> "$HOME/calls"
env > "$HOME/vault-environment"
if [ -n "$AWS_VAULT" ]; then exit 1; fi
case "$*" in
'list --credentials') printf '%s\\n' ${Object.keys(keys)
  .map((name) => `'${name}'`)
  .join(' ')} ;;
${Object.entries(keys)
  .map(([name, key]) => `'export --no-session --format=json ${name}') cat <<'END'\n${exported(key)}\nEND\n;;`)
  .join('\n')}
*) exit 1 ;;
esac
`;

const granted = (keys: Readonly<Record<string, string>>, listed = Object.keys(keys)) => `
echo "$*" >> "$HOME/calls"
case "$*" in
'credentials list') ${listed.map((name) => `echo '${name}'`).join('; ') || ':'} ;;
${Object.entries(keys)
  .map(([name, json]) => `'credential-process --profile ${name}') echo '${json}' ;;`)
  .join('\n')}
*) exit 1 ;;
esac
`;

const printed = ({ id, secret }: Pair) => JSON.stringify({ Version: 1, AccessKeyId: id, SecretAccessKey: secret });

const config = (url: string) =>
  `[profile mary]\nregion = eu-west-1\nendpoint_url = ${url}\nmfa_serial = arn:aws:iam::111122223333:mfa/m\n`;

const argv = (vault: string, ...more: readonly string[]) => ['key', 'import', '--from', vault, '--in', 'file', ...more];

const worldOf = (context: TestContext, more = '') =>
  importWorld(context, (_, url) => ({ config: config(url) + more, credentials: '' }));

test('aws-vault: its keys are copied, with its line, and nothing is taken from it', async (context) => {
  const world = await worldOf(context);
  const bob = world.user('bob');
  await world.program('aws-vault', awsVault({ bob, 'bob two': bob, mary: world.mary }));
  const before = await world.text();
  const inside = {
    AWS_VAULT: 'other',
    AWS_VAULT_BACKEND: 'file',
    AWS_PROFILE: 'other',
    AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/a',
    AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  };
  const dry = await world.run(argv('aws-vault'), {}, inside);
  assert.match(dry.out, /^\+ {2}bob {2,}aws-vault {2}store it, write its line\n\+ {2}mary/);
  assert.match(dry.out, /· bob two: not every AWS tool would read its name\n$/);
  assert.deepEqual(await world.text(), before);
  assert.equal(await readFile(join(world.directory, 'calls'), 'utf8'), 'list --credentials\n', 'no key is asked for');

  const ran = await world.run(argv('aws-vault', '--write'), {}, inside);
  assert.deepEqual(ran.outcome, { tag: 'done' }, ran.error);
  assert.deepEqual(await world.stored('mary'), { id: world.mary.id, secret: world.mary.secret });
  assert.deepEqual(await world.stored('bob'), { id: bob.id, secret: bob.secret });
  assert.equal(
    (await world.text()).config,
    `${before.config}credential_process = /opt/rolecall credential-process mary\n\n[profile bob]\ncredential_process = /opt/rolecall credential-process bob\n`,
  );
  assert.match(ran.error, /aws-vault still has them\..*aws-vault remove bob, aws-vault remove mary\n$/);
  const around = await readFile(join(world.directory, 'vault-environment'), 'utf8');
  assert.deepEqual(around.match(/^AWS_\w+=.*$/gm)?.sort(), ['AWS_CONFIG_FILE=/dev/null', 'AWS_VAULT_BACKEND=file']);
  for (const { out, error } of [dry, ran]) {
    for (const { secret } of [bob, world.mary]) assert.ok(!`${out}${error}`.includes(secret));
  }
  const again = await world.run(argv('aws-vault', '--write', 'mary'));
  assert.deepEqual(again.outcome, { tag: 'done' });
  assert.equal(again.out, '= mary is already stored\n');
});

test('aws-vault: one key that it does not give stops no other one', async (context) => {
  const world = await worldOf(context);
  const script = awsVault({ mary: world.mary }).replace("printf '%s\\n'", "printf '%s\\n' gone");
  await world.program('aws-vault', script);
  const ran = await world.run(argv('aws-vault', '--write'));
  assert.deepEqual(ran.outcome, { tag: 'done', exitCode: 1 });
  assert.match(ran.error, /✗ gone: aws-vault gave no key for gone\. The key stays where it is\./);
  assert.deepEqual(await world.stored('mary'), { id: world.mary.id, secret: world.mary.secret });
});

test('aws-vault: the key of a role under its own name', async (context) => {
  const world = await worldOf(context, '\n[profile a-role]\nrole_arn = arn:aws:iam::111122223333:role/a\n');
  await world.program('aws-vault', awsVault({ 'a-role': world.mary }));
  const before = await world.text();
  const ran = await world.run(argv('aws-vault', '--write'));
  assert.deepEqual(ran.outcome, { tag: 'done' }, ran.error);
  assert.deepEqual(await world.stored('a-role'), { id: world.mary.id, secret: world.mary.secret });
  assert.deepEqual(await world.text(), before, 'its role finds the key by its name: no line is needed');
  const again = await world.run(argv('aws-vault', '--write'));
  assert.match(again.error, /nothing to do/i);
});

test('aws-vault: the key of a role that names its source', async (context) => {
  const more = '\n[profile a-role]\nrole_arn = arn:aws:iam::111122223333:role/a\nsource_profile = mary\n';
  const world = await worldOf(context, more);
  await world.program('aws-vault', awsVault({ 'a-role': world.mary }));
  const before = await world.text();
  const ran = await world.run(argv('aws-vault', '--write'));
  assert.deepEqual(ran.outcome, { tag: 'done', exitCode: 1 });
  assert.match(ran.out, /^✗ a-role: .*cannot be both/);
  assert.deepEqual(await world.text(), before);
});

test('granted: its line goes for ours', async (context) => {
  const world = await worldOf(context, 'credential_process = /usr/bin/dgranted credential-process --profile=mary\n');
  await world.program('granted', granted({ mary: printed(world.mary) }));
  const before = await world.text();
  const ran = await world.run(argv('granted', '--write'));
  assert.deepEqual(ran.outcome, { tag: 'done' }, ran.error);
  assert.deepEqual(await world.stored('mary'), { id: world.mary.id, secret: world.mary.secret });
  assert.equal(
    (await world.text()).config,
    before.config.replace(/^credential_process = .*$/m, 'credential_process = /opt/rolecall credential-process mary'),
  );
  assert.match(ran.error, /granted credentials remove mary/);
  assert.match(ran.error, /rolecall edit --undo removes the lines again/);
});

test('granted: a session is no key', async (context) => {
  const world = await worldOf(context);
  const session = { Version: 1, AccessKeyId: 'ASIAIOSFODNN7EXAMPLE', SecretAccessKey: 'hush', SessionToken: 'token' };
  await world.program('granted', granted({ mary: JSON.stringify(session) }));
  const before = await world.text();
  const ran = await world.run(argv('granted', '--write'));
  assert.deepEqual(ran.outcome, { tag: 'done', exitCode: 1 });
  assert.match(ran.error, /✗ mary: .*temporary.*\n.*granted credentials export-plaintext mary\n$/);
  assert.doesNotMatch(ran.error, /hush|token/);
  assert.deepEqual(await world.text(), before);
});

test('granted: a wrong passphrase looks like no key', async (context) => {
  const world = await worldOf(context);
  await world.program('granted', granted({}, ['mary']));
  const ran = await world.run(argv('granted', '--write'));
  assert.deepEqual(ran.outcome, { tag: 'done', exitCode: 1 });
  assert.match(ran.error, /✗ mary: granted gave no key for mary\. .*passphrase/);
  await world.program('granted', granted({}));
  const none = await world.run(argv('granted', '--write'));
  assert.match(none.error, /^granted names no access key\. .*passphrase/);
  await assert.rejects(world.run(argv('granted', '--write', 'mary')), (error) => {
    return error instanceof Problem && error.text.exitCode === 2 && /passphrase/.test(error.text.means ?? '');
  });
});

test('what is no key is not shown', async (context) => {
  const world = await worldOf(context);
  await world.program('granted', granted({ mary: 'hush hush' }));
  const ran = await world.run(argv('granted', '--write'));
  assert.deepEqual(ran.outcome, { tag: 'done', exitCode: 1 });
  assert.doesNotMatch(ran.error + ran.out, /hush/);
});

test('a program that is not there, or does not list', async (context) => {
  const world = await worldOf(context);
  const code = (expected: string) => (error: unknown) => error instanceof Problem && error.text.code === expected;
  const nowhere = { PATH: join(world.directory, 'bin') };
  await assert.rejects(world.run(argv('aws-vault'), {}, nowhere), code('vault-missing'));
  await assert.rejects(world.run(argv('granted'), {}, nowhere), code('vault-missing'));
  await world.program('aws-vault', 'exit 1\n');
  await assert.rejects(world.run(argv('aws-vault')), code('vault-failed'));
});
