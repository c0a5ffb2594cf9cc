import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { constants } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { makeDemoHome } from '../../helpers/home.ts';
import { program, programLine, runProgram } from '../../helpers/program.ts';

const run = promisify(execFile);
const printRole = ['--', 'sh', '-c', 'echo "$ROLECALL_PROFILE"; echo oops >&2'];

test('several profiles: labelled lines on their own streams, and a summary', async (context) => {
  const home = await makeDemoHome(context);
  const ran = await runProgram(['exec', 'ystataws', 'audit', ...printRole], home);
  assert.equal(ran.code, 0, ran.err);
  assert.equal(ran.out, 'ystataws │ ystataws\naudit    │ audit\n');
  assert.equal(ran.err, 'ystataws │ oops\naudit    │ oops\n2 of 2 done\n');
});

test('what comes on standard input reaches one command, and of several none, which is said', async (context) => {
  const home = await makeDemoHome(context);
  const both = 'exec ystataws audit -- cat';
  const typed = async (line: string) => {
    const { stdout, stderr } = await run('sh', ['-c', line], { env: home.env });
    return [stdout, stderr.replace(/^· Opened at .*\n/gm, '')];
  };
  const told =
    '2 of 2 done\n· Commands in several roles get no standard input: what was piped in reached none of them.\n';
  assert.deepEqual(await typed(`echo hello | ${programLine} exec ystataws -- cat`), ['hello\n', '']);
  assert.deepEqual(await typed(`echo hello | ${programLine} ${both}`), ['', told]);
  assert.deepEqual(await typed(`${programLine} ${both} < "$HOME/.aws/config"`), ['', told]);
  for (const nothing of ['true |', '< /dev/null', '< /dev/zero'])
    assert.deepEqual(await typed(`${nothing} ${programLine} ${both}`), ['', '2 of 2 done\n'], nothing);
  // What a loop or a shell reads line by line is theirs, and nothing of it is lost.
  const loop = `while read line; do ${programLine} exec ystataws audit -- echo "$line"; done`;
  const lines = ['one', 'two'].map((line) => `ystataws │ ${line}\naudit    │ ${line}\n`).join('');
  const file = join(home.directory, 'lines');
  await writeFile(file, 'one\ntwo\n');
  assert.deepEqual(await typed(`${loop} < '${file}'`), [lines, '2 of 2 done\n'.repeat(2)]);
  await writeFile(file, `${programLine} exec ystataws audit -- echo one\ntrue\n`);
  assert.equal((await typed(`sh -s < '${file}'`))[1], '2 of 2 done\n');
});

test('a glob stands for the profiles it matches, an exact name for itself', async (context) => {
  const home = await makeDemoHome(context);
  const ran = await runProgram(['exec', 'y*', 'staging-dev*', '--parallel', '2', ...printRole], home);
  assert.equal(ran.code, 0, ran.err);
  assert.match(ran.out, /^ystataws {10}│ ystataws$/m);
  assert.match(ran.out, /^staging-developer │ staging-developer$/m);
  const none = await runProgram(['exec', 'nothing*', ...printRole], home);
  assert.equal(none.code, 1);
  assert.match(none.err, /No profile matches nothing\*/);
});

test('the code is the first that is not 0; fail-fast leaves the rest out', async (context) => {
  const home = await makeDemoHome(context);
  const command = ['--', 'sh', '-c', 'test "$ROLECALL_PROFILE" != ystataws || exit 3'];
  const all = await runProgram(['exec', 'ystataws', 'audit', ...command], home);
  assert.deepEqual([all.code, all.err], [3, '1 of 2 done · ystataws: exit code 3\n']);
  const first = await runProgram(['exec', 'ystataws', 'audit', '--fail-fast', ...command], home);
  assert.deepEqual([first.code, first.err], [3, '0 of 2 done · ystataws: exit code 3 · audit: left out\n']);
});

test('a role that refuses does not keep the others from running', async (context) => {
  const home = await makeDemoHome(context);
  const ran = await runProgram(['exec', 'prod-breakglass', 'ystataws', '--', 'true'], home);
  assert.equal(ran.code, 1);
  assert.match(ran.err, /^prod-breakglass │ ✗ AWS does not let you assume BreakGlass/m);
  assert.match(ran.err, /1 of 2 done/);
});

test('a guarded profile that only a glob named needs somebody to confirm it', async (context) => {
  const home = await makeDemoHome(context);
  const ran = await runProgram(['exec', 'prod-a*', '--', 'true'], home);
  assert.equal(ran.code, 2);
  assert.match(ran.err, /prod-admin needs to be confirmed/);
  assert.equal(home.aws.calls.length, 0);
});

test('a role without a profile: --role-arn with --source-profile', async (context) => {
  const home = await makeDemoHome(context);
  const flags = ['--role-arn', 'arn:aws:iam::777788889999:role/Auditor', '--source-profile', 'mary'];
  const endpoint = await import('node:fs/promises').then(({ appendFile }) =>
    appendFile(home.config, `\n[profile mary]\nendpoint_url = ${home.aws.url}\n`),
  );
  assert.equal(endpoint, undefined);
  const ran = await runProgram(
    ['exec', ...flags, '--external-id', 'audit-7f3e91', '--', 'printenv', 'ROLECALL_PROFILE'],
    home,
  );
  assert.equal(ran.code, 0, ran.err);
  assert.equal(ran.out, '777788889999/Auditor\n');
});

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT'] as const) {
  test(`${signal} reaches every command that runs, starts no other, and is told when they have ended`, async (context) => {
    const home = await makeDemoHome(context);
    const script = `trap 'sleep 0.3; echo "ended $ROLECALL_PROFILE"; exit 7' TERM INT HUP QUIT; echo "began $ROLECALL_PROFILE"; while :; do sleep 0.05; done`;
    const [file, ...words] = program;
    const profiles = ['ystataws', 'audit', 'staging-developer'];
    const argv = [...words, 'exec', ...profiles, '--parallel', '2', '--', 'bash', '-c', script];
    const child = spawn(file, argv, { env: home.env, detached: true });
    context.after(() => child.kill('SIGKILL'));
    let out = '';
    const began = Promise.withResolvers<void>();
    child.stdout.on('data', (text) => {
      out += text;
      if (out.split('began').length === 3) began.resolve();
    });
    await began.promise;
    child.kill(signal);
    const [code] = await once(child, 'close');
    assert.equal(code, 128 + constants.signals[signal]);
    assert.equal(out.split('ended').length, 3, out);
    assert.equal(out.split('began').length, 3, 'the third is not started');
  });
}

// Where the reader of a command of one role is gone, the command itself is told so by SIGPIPE. Several are no worse off.
for (const [name, flags, redirection, command] of [
  ['one after another', '', '2> errors', 'yes'],
  ['side by side', '--parallel 2', '2> errors', 'yes'],
  ['of errors either', '--parallel 2', '2>&1', "sh -c 'yes >&2'"],
  ['of what comes now and then', '', '2> errors', "sh -c 'while sleep 0.05; do echo tick; done'"],
] as const) {
  test(`no reader is left, ${name}: the commands end, and no other is started`, async (context) => {
    const home = await makeDemoHome(context);
    const exec = `timeout -s KILL 30 ${programLine} exec ystataws audit staging-developer ${flags} -- ${command}`;
    const line = `${exec} ${redirection} | head -n 1; exit $PIPESTATUS`;
    const ended = run('bash', ['-c', line], { env: home.env, cwd: home.directory });
    await assert.rejects(ended, { code: 141 });
    if (redirection === '2>&1') return;
    // A command that is ahead of us may get ECONNRESET first, and end by itself.
    const ends = [
      'ystataws: exit code (141|1)',
      flags === '' ? 'audit: left out' : 'audit: (exit code 141|exit code 1|left out)',
      'staging-developer: left out',
    ];
    const told = await readFile(join(home.directory, 'errors'), 'utf8');
    assert.match(told, new RegExp(`^0 of 3 done · ${ends.join(' · ')}$`, 'm'));
  });
}

test('a full disk ends the run in words, when what runs has ended', {
  skip: !existsSync('/dev/full'),
}, async (context) => {
  const home = await makeDemoHome(context);
  const command = `sh -c 'echo hi; until test -e told; do sleep 0.05; done; echo >> ended'`;
  const exec = `timeout -s KILL 30 ${programLine} exec ystataws audit -- ${command}`;
  const child = spawn('sh', ['-c', `exec ${exec} > /dev/full`], { env: home.env, cwd: home.directory, detached: true });
  context.after(() => child.kill('SIGKILL'));
  let err = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    err += text;
  });
  await writeFile(join(home.directory, 'told'), '');
  const [code] = await once(child, 'close');
  assert.equal(code, 1, err);
  assert.match(err, /^1 of 2 done · audit: left out\n✗ The output could not be written completely\.\n/);
  assert.match(err, /ENOSPC.*\n.*the disk may be full/);
  assert.equal(await readFile(join(home.directory, 'ended'), 'utf8'), '\n', 'it was waited for');
});

test('off in a command that exec has started says that there is no shell to leave', async (context) => {
  const home = await makeDemoHome(context);
  const { code, err } = await runProgram(['exec', 'ystataws', '--', ...program, 'off'], home);
  assert.equal(code, 1);
  assert.match(err, /What runs in ystataws here was started by rolecall exec\./);
  assert.doesNotMatch(err, /a subshell for|Leave it with exit/);
});

test('what a command leaves behind with its output is not waited for, and its lines are told as long as there are some', async (context) => {
  const home = await makeDemoHome(context);
  const left = join(home.directory, 'left');
  const leaving = `(echo later; exec sleep 1000) & echo $! >> ${left}; echo now`;
  const ran = await runProgram(['exec', 'ystataws', 'audit', '--', 'sh', '-c', leaving], home);
  for (const pid of (await readFile(left, 'utf8')).trim().split('\n')) process.kill(Number(pid), 'SIGKILL');
  assert.equal(ran.code, 0, ran.err);
  assert.deepEqual(ran.out.trim().split('\n').sort(), [
    'audit    │ later',
    'audit    │ now',
    'ystataws │ later',
    'ystataws │ now',
  ]);
  assert.match(ran.err, /2 of 2 done/);
});

test('SIGUSR1 reaches every command, and ends nothing', async (context) => {
  const home = await makeDemoHome(context);
  const script = `trap 'echo told; exit 0' USR1; echo began; while :; do sleep 0.05; done`;
  const [file, ...words] = program;
  const child = spawn(file, [...words, 'exec', 'ystataws', 'audit', '--parallel', '2', '--', 'bash', '-c', script], {
    env: home.env,
    detached: true,
  });
  context.after(() => child.kill('SIGKILL'));
  let out = '';
  const began = Promise.withResolvers<void>();
  child.stdout.on('data', (text) => {
    out += text;
    if (out.split('began').length === 3) began.resolve();
  });
  await began.promise;
  child.kill('SIGUSR1');
  const [code] = await once(child, 'close');
  assert.deepEqual([code, out.split('told').length], [0, 3]);
});

test('a line without an end comes in pieces, and takes no memory', async (context) => {
  const home = await makeDemoHome(context);
  const ran = await runProgram(
    ['exec', 'ystataws', 'audit', '--', 'sh', '-c', 'head -c 5000000 /dev/zero | tr "\\0" x'],
    home,
  );
  assert.equal(ran.code, 0, ran.err);
  const lines = ran.out.split('\n');
  assert.equal(Math.max(...lines.map(({ length }) => length)) <= 1024 * 1024 + 20, true);
  assert.equal(ran.out.split('x').length - 1, 10_000_000);
});

test('--live: no command of several has keys in its environment, and each has a profile of its own', async (context) => {
  const home = await makeDemoHome(context);
  const ran = await runProgram(['exec', 'ystataws', 'audit', '--live', '--', 'env'], home);
  assert.equal(ran.code, 0, ran.err);
  assert.doesNotMatch(ran.out, /ASIA|SESSION_TOKEN|SECRET/);
  const profiles = [...ran.out.matchAll(/AWS_PROFILE=(rolecall-live-[0-9a-f]+)/g)].map(([, name]) => name);
  assert.equal(new Set(profiles).size, 2);
});
