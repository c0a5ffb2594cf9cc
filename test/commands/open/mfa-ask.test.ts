import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { askBy, isAlive } from '../../helpers/ask-program.ts';
import { makeDemoHome, phone } from '../../helpers/home.ts';
import { program, runProgram } from '../../helpers/program.ts';

/** A home whose settings ask by that script. */
async function homeAsking(context: TestContext, script: string, words: readonly string[] = []) {
  const home = await makeDemoHome(context);
  return { ...home, ...(await askBy(home, script, words)) };
}

const argv = ['credential-process', 'prod-admin', '--debug'];
const printing = (code: string) => `echo ${code}`;

test('without a terminal mfaAsk gives the code, with what it needs to know, and one code serves', async (context) => {
  const home = await homeAsking(context, 'env | grep ^ROLECALL_MFA >"$HOME/env"; cat "$HOME/code"', [
    '--text',
    'code of {device} for {profile}',
    '{serial}',
    '$HOME {',
    '',
  ]);
  await writeFile(join(home.directory, 'code'), ` ${home.aws.code(phone)}\n`);
  const ran = await runProgram(argv, home);
  assert.deepEqual([ran.code, ran.err], [0, '']);
  const again = await runProgram(['credential-process', 'hub'], home);
  assert.equal(again.code, 0);
  const asked = await home.asked();
  assert.equal(asked.length, 1);
  assert.match(asked[0] ?? '', /^\d+ --text code of mary-phone for prod-admin arn:\S+:mfa\/mary-phone \$HOME \{ $/);
  assert.deepEqual((await readFile(join(home.directory, 'env'), 'utf8')).trim().split('\n').sort(), [
    'ROLECALL_MFA_ATTEMPT=1',
    'ROLECALL_MFA_DEVICE=mary-phone',
    'ROLECALL_MFA_PROFILE=prod-admin',
    `ROLECALL_MFA_SERIAL=${phone}`,
  ]);
});

const failures: readonly (readonly [string, string, RegExp])[] = [
  ['refuses', 'echo 123456; echo 123456 >&2; exit 1', /It exited with 1: it was cancelled, or it failed\./],
  ['prints two codes', 'echo 123456; echo 654321', /something other than one six-digit code/],
  ['prints junk', 'echo 123456 is the code', /something other than one six-digit code/],
  ['prints nothing', 'true', /It printed nothing\./],
  ['prints megabytes', 'yes 123456', /It printed too much for an answer\./],
  ['is ended', 'kill -9 $$', /It was killed by a signal\./],
];

for (const [what, script, said] of failures) {
  test(`without a terminal, mfaAsk that ${what} is told, and nothing that it prints`, async (context) => {
    const home = await homeAsking(context, script);
    const ran = await runProgram(argv, home);
    assert.deepEqual([ran.code, ran.out], [1, '']);
    assert.match(ran.err, /mfaAsk gave no code for mary-phone\./);
    assert.match(ran.err, said);
    assert.ok(ran.err.includes(home.settings), ran.err);
    assert.doesNotMatch(ran.err, /123456|654321/);
    assert.equal((await home.asked()).length, 1);
    assert.equal(home.aws.count('GetSessionToken'), 0);
  });
}

test('without a terminal, a program that is not there is told by its name', async (context) => {
  const home = await homeAsking(context, '');
  await home.set(['no-such-program-anywhere']);
  const ran = await runProgram(argv, home);
  assert.equal(ran.code, 1);
  assert.match(ran.err, /There is no program no-such-program-anywhere\./);
  assert.doesNotMatch(ran.err, /ENOENT|spawn/);
});

test('codes that AWS does not take: three in all, none of them twice', async (context) => {
  const home = await homeAsking(context, 'echo 00000$ROLECALL_MFA_ATTEMPT');
  const ran = await runProgram(argv, home);
  assert.equal(ran.code, 1);
  assert.match(ran.err, /AWS did not accept the codes for mary-phone that mfaAsk gave\.[\s\S]*asked 3 times/);
  assert.doesNotMatch(ran.err, /00000[123]/);
  assert.deepEqual([(await home.asked()).length, home.aws.count('GetSessionToken')], [3, 3]);
});

test('standard input goes before it, mfa_process too', async (context) => {
  const home = await homeAsking(context, printing('000000'));
  const given = await runProgram([...argv, '--mfa-code', '-'], { ...home, input: 'none\n' });
  assert.match(given.err, /Standard input is not a code/);
  const config = await readFile(home.config, 'utf8');
  await writeFile(
    home.config,
    config.replace('[profile prod-admin]\n', `[profile prod-admin]\nmfa_process = echo ${home.aws.code(phone)}\n`),
  );
  const ran = await runProgram(argv, home);
  assert.deepEqual([ran.code, ran.err], [0, '']);
  assert.deepEqual(await home.asked(), []);
});

test('settings in doubt run nothing', async (context) => {
  const home = await homeAsking(context, printing('000000'));
  await writeFile(home.settings, (await readFile(home.settings, 'utf8')).replace('{', '{"colour": 1, '));
  const ran = await runProgram(argv, home);
  assert.equal(ran.code, 1);
  assert.match(ran.err, /mfaAsk and consoleIn are ignored/);
  assert.match(ran.err, /there is no terminal to ask for it/);
  assert.deepEqual(await home.asked(), []);
});

test('rolecall that asks rolecall ends at once', async (context) => {
  const home = await homeAsking(context, `exec '${program[0]}' credential-process prod-admin`);
  const ran = await runProgram(argv, home);
  assert.equal(ran.code, 1);
  assert.match(ran.err, /mfaAsk gave no code/);
  assert.equal((await home.asked()).length, 1);
});

test('ten programs at once: one dialog, ten roles', async (context) => {
  const home = await homeAsking(context, 'read code <"$HOME/typed"; echo "$code"');
  const typed = join(home.directory, 'typed');
  const made = spawn('mkfifo', [typed]);
  await once(made, 'exit');
  const profiles = ['prod-admin', 'hub', 'prod-ops'];
  const all = Array.from({ length: 10 }, (_, at) =>
    runProgram(['credential-process', profiles[at % profiles.length] ?? ''], home),
  );
  while ((await home.asked()).length === 0) await sleep(20);
  await writeFile(typed, `${home.aws.code(phone)}\n`);
  const ended = await Promise.all(all);
  assert.deepEqual(
    ended.map(({ code, err }) => `${code} ${err}`),
    ended.map(() => '0 '),
  );
  assert.deepEqual([(await home.asked()).length, home.aws.count('GetSessionToken')], [1, 1]);
});

test('several roles of one exec: one dialog, and one refusal', async (context) => {
  const home = await homeAsking(context, 'cat "$HOME/code"');
  const exec = ['exec', 'prod-ops', 'hub', '--', 'true'];
  const refused = await runProgram(exec, home);
  assert.equal(refused.code, 1);
  assert.equal(refused.err.match(/mfaAsk gave no code/g)?.length, 2, refused.err);
  assert.equal((await home.asked()).length, 1);
  await writeFile(join(home.directory, 'code'), home.aws.code(phone));
  const ran = await runProgram(exec, home);
  assert.deepEqual([ran.code, ran.err], [0, '2 of 2 done\n']);
  assert.equal((await home.asked()).length, 2);
});

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
  test(`${signal} to us ends the dialog and its children`, async (context) => {
    const home = await homeAsking(context, 'sleep 1000 & echo "$!" >"$HOME/child"; wait');
    const child = spawn(program[0], ['credential-process', 'prod-admin'], { env: home.env, detached: true });
    context.after(() => child.kill('SIGKILL'));
    const ended = once(child, 'exit');
    const childFile = join(home.directory, 'child');
    const pidOf = () => readFile(childFile, 'utf8').then(Number, () => 0);
    while ((await pidOf()) === 0) await sleep(20);
    const pids = [Number.parseInt((await home.asked())[0] ?? '', 10), await pidOf()];
    child.kill(signal);
    const [code, by] = await ended;
    assert.ok(code !== 0, `${code} ${by}`);
    for (const pid of pids) while (isAlive(pid)) await sleep(20);
  });
}

test('one that listens to no signal ends with us all the same, and its children', async (context) => {
  const home = await homeAsking(
    context,
    'trap "" TERM INT HUP; sleep 1000 & echo "$!" >"$HOME/child"; wait; sleep 1000',
  );
  const child = spawn(program[0], ['credential-process', 'prod-admin'], { env: home.env, detached: true });
  context.after(() => child.kill('SIGKILL'));
  const ended = once(child, 'exit');
  const pidOf = () => readFile(join(home.directory, 'child'), 'utf8').then(Number, () => 0);
  while ((await pidOf()) === 0) await sleep(20);
  const pids = [Number.parseInt((await home.asked())[0] ?? '', 10), await pidOf()];
  child.kill('SIGTERM');
  await ended;
  for (const pid of pids) while (isAlive(pid)) await sleep(20);
});

test('a caller that dies takes us and the dialog with it', async (context) => {
  const home = await homeAsking(context, 'sleep 1000 & wait');
  const line = `'${program[0]}' credential-process prod-admin & echo $! >"$HOME/ours"; wait`;
  const caller = spawn('sh', ['-c', line], { env: home.env, detached: true, stdio: ['ignore', 'ignore', 'ignore'] });
  while ((await home.asked()).length === 0) await sleep(20);
  caller.kill('SIGKILL');
  const dialog = Number.parseInt((await home.asked())[0] ?? '', 10);
  const ours = Number(await readFile(join(home.directory, 'ours'), 'utf8'));
  for (const pid of [dialog, ours]) while (isAlive(pid)) await sleep(20);
});
