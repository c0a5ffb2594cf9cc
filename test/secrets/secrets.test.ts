import assert from 'node:assert/strict';
import { lstat, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { commands } from '../../source/commands/registry/commands.ts';
import { makeDemoHome, modeOfOwn, phone } from '../helpers/home.ts';
import { type Ran, runProgram } from '../helpers/program.ts';
import { watchArguments } from './argv-watch.ts';

/** Where the secrets of this home may be read: on stdout of what was asked to print them, and in the cache. */
async function vaultHome(context: TestContext) {
  const home = await makeDemoHome(context);
  const temporary = join(home.directory, 'tmp');
  await mkdir(temporary);
  const env = { ...home.env, TMPDIR: temporary };
  const longTerm = [...(await readFile(home.credentials, 'utf8')).matchAll(/secret_access_key = (\S+)/g)].map(
    ([, secret = '']) => secret,
  );
  assert.ok(longTerm.length > 0 && longTerm.every((secret) => secret.length === 40));
  // Behind the verb: what stands at the end of `exec` is the command's.
  const run = ([verb = '', ...rest]: readonly string[], input?: string) =>
    runProgram([verb, ...(verb === 'demo' ? [] : ['--debug']), ...rest], {
      env,
      cwd: home.directory,
      ...(input !== undefined && { input }),
    });
  return { ...home, env, temporary, longTerm, run };
}

/** Every secret that a session was made of, out of what `export` prints. */
async function borrowed(run: (argv: readonly string[]) => Promise<Ran>, role: string): Promise<readonly string[]> {
  const { out } = await run(['export', role, '--format', 'json']);
  const { SecretAccessKey, SessionToken } = JSON.parse(out);
  return [SecretAccessKey, SessionToken];
}

function assertNoneIn(secrets: readonly string[], text: string, where: string): void {
  for (const secret of secrets) assert.ok(!text.includes(secret), `${where} holds a secret`);
}

/** Every file below a directory, with its mode. */
async function filesBelow(directory: string) {
  const names = await readdir(directory, { recursive: true });
  return Promise.all(
    names.map(async (name) => {
      const found = await lstat(join(directory, name));
      const text = found.isFile() ? await readFile(join(directory, name), 'latin1') : '';
      return { name, mode: found.mode & 0o777, isDirectory: found.isDirectory(), text };
    }),
  );
}

/** How each verb is called: where it does its work, and where it fails. */
const calls: readonly (readonly string[])[] = [
  ['region'],
  ['region', 'eu-west-1'],
  ['list'],
  ['list', '--json'],
  ['exec', 'ystataws', 'true'],
  ['exec', 'prod-admin', 'true'],
  ['exec', 'prod-breakglass', 'true'],
  ['exec', '--as-file', 'ystataws', 'true'],
  ['exec', '--serve', 'ystataws', '--', 'sh', '-c', 'curl -s "$AWS_CONTAINER_CREDENTIALS_FULL_URI"'],
  ['exec', '--serve', '--parallel', '2', '*readonly*', '--', 'true'],
  ['exec', '--serve', 'mary', 'true'],
  ['exec', '--serve-env'],
  ['exec', '--as-file', '--parallel', '2', '*readonly*', '--', 'true'],
  ['exec', 'no-such', 'true'],
  ['exec', '--parallel', '2', '*readonly*', '--', 'true'],
  ['export', 'prod-breakglass'],
  ['export', 'ystataws', '--format', 'nonsense'],
  ['credential-process', 'prod-breakglass'],
  ['credential-process', 'prod-admin'],
  ['prod-admin'],
  ['-'],
  ['https://signin.aws.amazon.com/switchrole?account=444455556666'],
  ['refresh'],
  ['off'],
  ['forget', 'no-such'],
  ['login', 'mary'],
  ['login', '--console', 'mary', '--region', 'eu-west-1'],
  ['logout', 'mary'],
  ['discover'],
  ['keep', '*/*', '--yes'],
  ['sync', '--write'],
  // What they do with a key that is stored: access-keys.test.ts.
  ['key', 'list'],
  ['key', 'rotate', 'mary'],
  ['key', 'add', 'mary', '--in', 'file'],
  // The secret of a new device: journeys/new-device.test.ts.
  ['mfa', 'list', '--json'],
  ['mfa', 'add', 'mary'],
  ['mfa', 'remove', 'mary-phone'],
  ['init', 'bash'],
  ['demo', 'list'],
  ['console', '--print', 'ystataws'],
  ['role', 'list', '--profile', 'account-b-admin'],
  ['role', 'show', 'no-such', '--profile', 'account-b-admin'],
  ['completion', 'bash'],
  ['help', 'exec'],
  ['show', 'prod-ops'],
  ['status', '--verify'],
  ['doctor'],
  ['add', 'ystataws', '--role-arn', 'arn:aws:iam::444455556666:role/x', '--source-profile', 'mary'],
  ['edit', 'mary', '--region', 'eu-west-1'],
  ['remove', 'no-such', '--yes'],
  ['import', 'no-such-file'],
  ['import'],
  ['update'],
  ['import', '--from', 'granted'],
  ['import', '--from', 'aws-sso-cli'],
  ['import', '--from', 'aws-vault'],
  ['key', 'import', '--from', 'credentials'],
  ['key', 'import', '--from', 'credentials', '--in', 'file', '--write'],
  ['key', 'import', '--from', 'aws-vault'],
  ['link', 'audit'],
  ['exec', '--duration', 'soon', 'ystataws', 'true'],
  ['exec', '--mfa-code', '123456', 'ystataws', 'true'],
];

test('what a verb says on its way holds no secret, and no process is given one in its arguments', {
  skip: process.platform !== 'linux' && 'there is no /proc',
}, async (context) => {
  const home = await vaultHome(context);
  const watch = watchArguments(home.directory);
  const secrets = [...home.longTerm, ...(await borrowed(home.run, 'ystataws'))];
  // Wrong, and never to be seen again.
  const wrong = '918273';
  const refused = await home.run(['exec', '--mfa-code', '-', 'hub', 'true'], `${wrong}\n`);
  assert.match(refused.err, /did not accept the code/);
  const code = home.aws.code(phone);
  const opened = await home.run(['exec', '--mfa-code', '-', 'hub', 'env'], `${code}\n`);
  assert.equal(opened.code, 0, opened.err);
  const inChild = /AWS_SECRET_ACCESS_KEY=(\S+)[\s\S]*AWS_SESSION_TOKEN=(\S+)/.exec(
    opened.out.split('\n').sort().join('\n'),
  );
  secrets.push(...(inChild?.slice(1) ?? []));
  assert.equal(secrets.length, home.longTerm.length + 4);
  assertNoneIn([wrong, code], refused.err + opened.err, 'stderr');
  for (const argv of calls) {
    const { out, err } = await home.run(argv);
    assertNoneIn(secrets, out + err, `rolecall ${argv.join(' ')}`);
  }
  const seen = watch.stop();
  assert.match(seen, /rolecall(\.c?js)? exec --debug/, 'the watch has seen something');
  assertNoneIn([...secrets, code, wrong], seen, 'an argument');
  // None of these takes a verb from the list without being tried.
  const tried = new Set([...calls.map(([verb]) => verb), 'export', 'switch', 'renew']);
  const quiet = commands.filter(({ name }) => !tried.has(name)).map(({ name }) => name);
  assert.deepEqual(quiet, []);
});

describe('on disk', () => {
  test('the cache is ours alone, and nothing else that is written holds a secret', async (context) => {
    const home = await vaultHome(context);
    const before = new Set((await filesBelow(home.directory)).map(({ name }) => name));
    const secrets = [...home.longTerm, ...(await borrowed(home.run, 'ystataws'))];
    const code = home.aws.code(phone);
    await home.run(['exec', '--mfa-code', '-', 'hub', 'true'], `${code}\n`);
    const live = await home.run(['exec', '--live', 'ystataws', 'env']);
    assert.match(live.out, /AWS_CONFIG_FILE=/);
    assertNoneIn(secrets, live.out, 'the environment of a live role');
    const served = await home.run(['exec', '--serve', 'ystataws', 'env']);
    assert.match(served.out, /AWS_CONTAINER_AUTHORIZATION_TOKEN=/);
    assertNoneIn(secrets, served.out, 'the environment of a served role');
    const token = /^AWS_CONTAINER_AUTHORIZATION_TOKEN=(.+)$/m.exec(served.out)?.[1] ?? '-';
    assertNoneIn([token], served.err, 'stderr');
    const held = await home.run(['exec', '--as-file', 'ystataws', 'sh', '-c', 'cat "$AWS_SHARED_CREDENTIALS_FILE"']);
    assert.ok(held.out.includes(secrets.at(-1) ?? '-'), 'the file of a command had it, and is gone');
    const written = (await filesBelow(home.directory)).filter(({ name }) => !before.has(name));
    const inCache = written.filter(({ name }) => name.startsWith(join('.cache', 'rolecall')));
    assert.ok(inCache.filter(({ name }) => /(session|mfa)-/.test(name)).length >= 3);
    // What Node compiles it files by its own modes, inside a directory that nobody else may enter.
    const ours = inCache.filter(({ name }) => !name.includes(join('compiled', '')));
    for (const { name, mode, isDirectory } of ours) assert.equal(mode, isDirectory ? 0o700 : modeOfOwn(name), name);
    for (const { name, text } of written) {
      const mayHold = /^\.cache\/rolecall\/(session|mfa)-[0-9a-f]+\.json$/.test(name);
      if (!mayHold) assertNoneIn([...secrets, code], text, name);
      assertNoneIn([token], text, name);
      assertNoneIn(home.longTerm, text, name);
    }
    assert.deepEqual(await readdir(home.temporary), [], 'no temporary file stays');
  });

  test('sessionStore none keeps no credentials, and every call still works', async (context) => {
    const home = await vaultHome(context);
    await mkdir(join(home.directory, '.config', 'rolecall'), { recursive: true });
    await writeFile(join(home.directory, '.config', 'rolecall', 'settings.json'), '{"sessionStore":"none"}');
    const secrets = [...(await borrowed(home.run, 'ystataws')), ...(await borrowed(home.run, 'ystataws'))];
    assert.equal(home.aws.count('AssumeRole'), 2);
    for (const { name, text } of await filesBelow(join(home.directory, '.cache'))) assertNoneIn(secrets, text, name);
  });
});
