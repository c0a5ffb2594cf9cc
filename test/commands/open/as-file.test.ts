import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { constants } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { withoutBoto } from '../../helpers/boto.ts';
import { type Home, makeDemoHome } from '../../helpers/home.ts';
import { node } from '../../helpers/node.ts';
import { injectable, injecting, program, programLine, runProgram } from '../../helpers/program.ts';

const fixture = (name: string) => fileURLToPath(new URL(`../../fixtures/${name}`, import.meta.url));
const whoAmI = [node, fixture('who-am-i.ts')] as const;
const arnOfRole = 'arn:aws:sts::444455556666:assumed-role/ystataws/mary';
/** A command that finds the keys in the file or nowhere. */
const withoutKeys = ['env', '-u', 'AWS_ACCESS_KEY_ID', '-u', 'AWS_SECRET_ACCESS_KEY', '-u', 'AWS_SESSION_TOKEN'];

const directoryOf = (home: Home) => join(home.directory, '.cache', 'rolecall', 'as-file');
const filesOf = (home: Home) => readdir(directoryOf(home));
const asFile = ['exec', 'ystataws', '--as-file', '--'] as const;
const shell = (script: string) => [...asFile, 'sh', '-c', script];

/** Starts a script with a file; resolves when it says that it is ready. */
async function started(context: TestContext, home: Home, script: string, argv: readonly string[] = asFile) {
  const [file, ...words] = program;
  const child = spawn(file, [...words, ...argv, 'sh', '-c', script], { env: home.env, detached: true });
  context.after(() => {
    child.kill('SIGKILL');
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => (await lines.next()).value as string | undefined;
  assert.equal(await next(), 'ready');
  return { child, next, end: once(child, 'close').then(([code]) => code as number | null) };
}

test('a program that reads only a credentials file is the role, while the command runs', async (context) => {
  const home = await makeDemoHome(context);
  const own = await readFile(home.credentials, 'utf8');
  const look = 'stat -c "%a %n" "$AWS_SHARED_CREDENTIALS_FILE"; cat "$AWS_CREDENTIAL_PROFILES_FILE"';
  const looked = await runProgram(shell(look), home);
  assert.equal(looked.code, 0, looked.err);
  const [first = '', ...text] = looked.out.split('\n');
  assert.ok(first.startsWith(`600 ${directoryOf(home)}/credentials-`), first);
  assert.deepEqual(
    text.filter((line) => line.startsWith('[')),
    ['[default]', '[ystataws]'],
  );
  assert.deepEqual(await filesOf(home), []);
  const ran = await runProgram([...asFile, ...withoutKeys, ...whoAmI], home);
  assert.equal(ran.out.trim(), arnOfRole, ran.err);
  const beside = await runProgram([...asFile, ...whoAmI], home);
  assert.equal(beside.out.trim(), arnOfRole, 'the environment has the keys as well');
  assert.equal(await readFile(home.credentials, 'utf8'), own);
  assert.deepEqual(await filesOf(home), []);
});

test('boto3 finds the role in the file, as default', {
  skip: withoutBoto,
}, async (context) => {
  const home = await makeDemoHome(context);
  const look = 'import boto3; print(boto3.client("sts").get_caller_identity()["Arn"])';
  const ran = await runProgram([...asFile, ...withoutKeys, 'python3', '-c', look], home);
  assert.equal(ran.out.trim(), arnOfRole, ran.err);
});

test('whatever the command does to its file, the person’s own is as it was', async (context) => {
  const home = await makeDemoHome(context);
  const own = await readFile(home.credentials, 'utf8');
  for (const script of [
    'echo "[x]" >> "$AWS_SHARED_CREDENTIALS_FILE"',
    'chmod 666 "$AWS_SHARED_CREDENTIALS_FILE"',
    'rm "$AWS_SHARED_CREDENTIALS_FILE"',
    'ln -sf "$HOME/.aws/credentials" "$AWS_SHARED_CREDENTIALS_FILE"',
    'ln -f "$HOME/.aws/credentials" "$AWS_SHARED_CREDENTIALS_FILE"',
  ]) {
    const ran = await runProgram(shell(script), home);
    assert.deepEqual([ran.code, ran.err], [0, ''], script);
    assert.equal(await readFile(home.credentials, 'utf8'), own, script);
    assert.deepEqual(await filesOf(home), [], script);
  }
});

test('the exit code is the command’s, and the file is gone however it ended', async (context) => {
  const home = await makeDemoHome(context);
  for (const [script, code] of [
    ['exit 42', 42],
    ['kill -KILL $$', 137],
    ['kill -TERM $$', 143],
    ['kill -SEGV $$', 139],
  ] as const) {
    assert.equal((await runProgram(shell(script), home)).code, code, script);
    assert.deepEqual(await filesOf(home), [], script);
  }
  const missing = await runProgram([...asFile, 'no-such-command'], home);
  assert.equal(missing.code, 127);
  await writeFile(join(home.directory, 'broken'), '\x7fELF', { mode: 0o755 });
  const broken = await runProgram([...asFile, join(home.directory, 'broken')], home);
  assert.equal(broken.code, 126);
  assert.match(broken.err, /not a program for this machine/);
  assert.deepEqual(await filesOf(home), []);
});

for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGUSR1'] as const) {
  test(`${signal} reaches the command, and the file is there until it has ended`, async (context) => {
    const home = await makeDemoHome(context);
    const name = signal.slice(3);
    const traps = `trap 'test -s "$AWS_SHARED_CREDENTIALS_FILE" && echo "told ${name}"; exit 9' ${name}`;
    const { child, next, end } = await started(context, home, `${traps}; echo ready; while :; do sleep 0.05; done`);
    assert.equal((await filesOf(home)).length, 1);
    child.kill(signal);
    assert.equal(await next(), `told ${name}`);
    assert.equal(await end, 9);
    assert.deepEqual(await filesOf(home), []);
    const untrapped = await started(context, home, 'echo ready; while :; do sleep 0.05; done');
    untrapped.child.kill(signal);
    assert.equal(await untrapped.end, 128 + constants.signals[signal]);
    assert.deepEqual(await filesOf(home), []);
  });
}

test('what a killed rolecall left is removed by the next one, and by forget', async (context) => {
  const home = await makeDemoHome(context);
  const left = async () => {
    const { child, next, end } = await started(context, home, 'echo ready; echo $$; exec sleep 60');
    const command = Number(await next());
    child.kill('SIGKILL');
    process.kill(command, 'SIGKILL');
    await end;
  };
  await left();
  assert.equal((await filesOf(home)).length, 1);
  const ran = await runProgram(shell('ls "$(dirname "$AWS_SHARED_CREDENTIALS_FILE")"'), home);
  assert.match(ran.out, /^credentials-\S+\n$/, 'its own alone');
  const { end, child } = await started(context, home, 'echo ready; exec sleep 60');
  await left();
  assert.equal((await filesOf(home)).length, 2);
  const forgot = await runProgram(['forget', 'audit'], home);
  assert.equal(forgot.code, 0, forgot.err);
  assert.equal((await filesOf(home)).length, 1, 'not that of a command that runs');
  child.kill('SIGTERM');
  await end;
  assert.deepEqual(await filesOf(home), []);
});

test('where no file can be written AWS is not asked', async (context) => {
  const home = await makeDemoHome(context);
  await mkdir(join(home.directory, '.cache', 'rolecall'), { recursive: true, mode: 0o700 });
  await writeFile(directoryOf(home), '');
  for (const profiles of [['ystataws'], ['ystataws', 'audit']]) {
    const ran = await runProgram(['exec', ...profiles, '--as-file', '--', 'echo', 'ran'], home);
    assert.deepEqual([ran.code, ran.out], [1, '']);
    assert.match(ran.err, /The command needs a file with the keys, which cannot be written\./);
    assert.match(ran.err, /do without --as-file/);
  }
  assert.deepEqual(home.aws.calls, []);
});

test('in several roles each command has a file of its own', async (context) => {
  const home = await makeDemoHome(context);
  const names = ['ystataws', 'audit', 'staging-developer'];
  const command = ['sh', '-c', 'echo "$AWS_SHARED_CREDENTIALS_FILE"; grep "^\\[" "$AWS_SHARED_CREDENTIALS_FILE"'];
  for (const how of [[], ['--parallel', '3']]) {
    const ran = await runProgram(['exec', ...names, ...how, '--as-file', '--', ...command], home);
    assert.equal(ran.code, 0, ran.err);
    for (const name of names) assert.match(ran.out, new RegExp(`^${name} +│ \\[${name}\\]$`, 'm'));
    assert.equal(new Set(ran.out.match(/\/credentials-\S+/g)).size, 3);
    assert.deepEqual(await filesOf(home), []);
  }
  const whoAreThey = [...withoutKeys, ...whoAmI];
  const ran = await runProgram(['exec', 'ystataws', 'audit', '--as-file', '--', ...whoAreThey], home);
  assert.match(ran.out, /│ \S+assumed-role\/ystataws\/mary\naudit +│ \S+assumed-role\/Auditor\//);
  const argv = ['exec', 'ystataws', 'audit', '--parallel', '2', '--as-file', '--'];
  const [file, ...words] = program;
  const child = spawn(file, [...words, ...argv, 'sh', '-c', 'echo ready; exec sleep 60'], {
    env: home.env,
    detached: true,
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  await lines.next();
  await lines.next();
  assert.equal((await filesOf(home)).length, 2);
  child.kill('SIGTERM');
  assert.deepEqual(await once(child, 'close'), [143, null]);
  assert.deepEqual(await filesOf(home), []);
});

test('rolecall inside reads the person’s own files, and another role has no trace of the file', async (context) => {
  const home = await makeDemoHome(context);
  const elsewhere = join(home.directory, 'elsewhere');
  await writeFile(elsewhere, await readFile(home.credentials));
  await writeFile(home.credentials, '');
  const env = { ...home.env, AWS_SHARED_CREDENTIALS_FILE: elsewhere };
  const ran = await runProgram(shell(`${programLine} exec audit --no-cache -- env`), { env });
  assert.equal(ran.code, 0, ran.err);
  assert.match(ran.out, new RegExp(`^AWS_SHARED_CREDENTIALS_FILE=${elsewhere}$`, 'm'));
  assert.doesNotMatch(ran.out, /^(AWS_CREDENTIAL_PROFILES_FILE|ROLECALL_CREDENTIALS_FILE)=/m);
  const again = await runProgram(
    shell(`${programLine} exec audit --as-file -- ${withoutKeys.join(' ')} ${whoAmI.join(' ')}`),
    { env },
  );
  assert.match(again.out, /assumed-role\/Auditor\//, again.err);
  assert.deepEqual(await filesOf(home), []);
});

test('the command has the descriptors, ignored signals and limits that it has without a file', {
  skip: process.platform !== 'linux' && 'it reads /proc',
}, async (context) => {
  const home = await makeDemoHome(context);
  const look = 'cat <&7; grep "^SigIgn" /proc/$$/status; ulimit -Sn; ulimit -Sc';
  const saw = async (flags: readonly string[]) => {
    const line = `trap '' HUP; ulimit -Sn 256; exec 7<<<through; ${programLine} exec ystataws ${flags.join(' ')} -- bash -c '${look}'; exit $?`;
    const { out, err } = await runProgram([], { env: home.env, program: ['bash', '-c', line] });
    const [, mask = '', limits = ''] = /^through\nSigIgn:\s*(\S+)\n(256\n\S+\n)$/.exec(out) ?? [];
    assert.notEqual(mask, '', out + err);
    // The C library ignores its own two signals in every child that it starts, the 32nd and 33rd.
    const ignored = BigInt(`0x${mask}`) & 0x7fff_ffffn;
    assert.equal(ignored & 1n, 1n, 'HUP');
    return `${ignored} ${limits}`;
  };
  assert.equal(await saw(['--as-file']), await saw([]));
});

test('where the program cannot become another one it is the same', async (context) => {
  const home = await makeDemoHome(context);
  const env = { ...home.env, ...injecting(fixture('no-execve.mjs')) };
  const ran = await runProgram(shell('cat "$AWS_SHARED_CREDENTIALS_FILE"; exit 3'), { env, program: injectable });
  assert.equal(ran.code, 3, ran.err);
  assert.match(ran.out, /\[ystataws\]/);
  assert.deepEqual(await filesOf(home), []);
});
