import assert from 'node:assert/strict';
import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { awsCli } from '../../helpers/aws-cli.ts';
import { isOpen, listeningOn } from '../../helpers/connections.ts';
import { makeDemoHome, phone } from '../../helpers/home.ts';
import { longRunners, outliveTwoExpiries, shiftedClock, talkTo } from '../../helpers/long-run.ts';
import { injectable, program, runProgram } from '../../helpers/program.ts';

type DemoHome = Awaited<ReturnType<typeof makeDemoHome>>;
const arnOfRole = 'arn:aws:sts::444455556666:assumed-role/ystataws/mary';

/** The person's own [default], with keys: every SDK looks there before it asks a server. */
async function withDefaultKeys(home: DemoHome): Promise<void> {
  const [, lines = ''] = /\[mary\]\n((?:aws_\w+ = .*\n)+)/.exec(await readFile(home.credentials, 'utf8')) ?? [];
  assert.match(lines, /aws_secret_access_key/);
  await appendFile(home.credentials, `\n[default]\n${lines}`);
}

/** A command in a served role that tells where it is served and its process ID, and stays until its input ends. */
const telling = (then = '') => [
  'sh',
  '-c',
  `echo "$AWS_CONTAINER_CREDENTIALS_FULL_URI $AWS_CONTAINER_AUTHORIZATION_TOKEN $$"; cat >/dev/null${then}`,
];

type TalkOptions = { readonly input: string; readonly command: readonly string[]; readonly isRead: boolean };

/** Such a command, and what it is given over HTTP. */
async function served(
  context: TestContext,
  env: Readonly<Record<string, string>>,
  words: readonly string[],
  { input = '', command = telling(), isRead = true }: Partial<TalkOptions> = {},
) {
  const runner = talkTo(context, [...injectable, 'exec', '--serve', ...words, '--', ...command], env, { isRead });
  const [uri = '', token = '', pid] = await runner.ask(input);
  const ask = async () => {
    const response = await fetch(uri, { headers: { authorization: token } });
    const document: Partial<Record<'AccessKeyId' | 'Token' | 'Code' | 'Message', string>> = JSON.parse(
      await response.text(),
    );
    return { status: response.status, ...document };
  };
  return { ...runner, uri, token, port: Number(URL.parse(uri)?.port), commandPid: Number(pid), ask };
}

test('a served role has no keys in its environment, and a profile without any', async (context) => {
  const home = await makeDemoHome(context);
  const ran = await runProgram(['exec', '--serve', 'audit', '--', 'env'], home);
  assert.equal(ran.code, 0, ran.err);
  assert.equal(ran.err, '');
  assert.doesNotMatch(ran.out, /ASIA|AKIA|SESSION_TOKEN|SECRET/);
  assert.match(ran.out, /^AWS_CONTAINER_CREDENTIALS_FULL_URI=http:\/\/127\.0\.0\.1:\d+\/[\w-]{22}$/m);
  assert.match(ran.out, /^AWS_CONTAINER_AUTHORIZATION_TOKEN=[\w-]{43}$/m);
  assert.match(ran.out, new RegExp(`^ROLECALL_CONFIG_FILE=${home.config}$`, 'm'));
  const file = /^AWS_CONFIG_FILE=(.*)$/m.exec(ran.out)?.[1] ?? '';
  const profile = /^AWS_PROFILE=(.*)$/m.exec(ran.out)?.[1] ?? '';
  const text = await readFile(file, 'utf8');
  assert.equal(
    text.replace(/^#.*\n/, '').startsWith(await readFile(home.config, 'utf8')),
    true,
    'all other profiles are there',
  );
  const [, section = ''] = text.split(`[profile ${profile}]\n`);
  assert.match(section, /^region = /m);
  assert.doesNotMatch(section, /credential_process|role_arn|aws_|\[/, 'programs go on to the server');
});

for (const { name, command, skip } of longRunners) {
  test(`${name}: takes its keys from the server, before a [default] with keys, and over two expiries`, {
    skip,
  }, async (context) => {
    const home = await makeDemoHome(context);
    await withDefaultKeys(home);
    const clock = await shiftedClock(home);
    const runner = talkTo(
      context,
      [...injectable, 'exec', '--serve', '--debug', 'ystataws', '--', ...command],
      clock.env,
    );
    await outliveTwoExpiries(home, clock, runner, arnOfRole);
    assert.match(runner.errors(), /^rolecall: \d\d:\d\d ystataws was asked for: 200$/m);
    assert.equal(await runner.end(), 0);
  });
}

test('the AWS CLI v1 takes its keys from the server, hour after hour', async (context) => {
  const home = await makeDemoHome(context);
  await withDefaultKeys(home);
  const found = await runProgram(['exec', 'ystataws', '--', 'aws', '--version'], home);
  if (!found.out.startsWith('aws-cli/1.')) return context.skip('the AWS CLI v1 is not installed: NOT TESTED');
  const clock = await shiftedClock(home);
  const loop = 'while read go; do aws sts get-caller-identity --query Arn --output text; done';
  const words = ['exec', '--serve', 'ystataws', '--', 'sh', '-c', loop];
  const runner = talkTo(context, [...injectable, ...words], clock.env);
  for (let hour = 0; hour < 3; hour += 1) {
    assert.deepEqual(await runner.ask(), [arnOfRole]);
    assert.equal(home.aws.count('AssumeRole'), hour + 1);
    await clock.nextHour();
  }
});

test('the AWS CLI v2 takes its keys from the server, hour after hour', {
  skip: awsCli() === undefined && 'the AWS CLI v2 was not fetched: NOT TESTED',
}, async (context) => {
  const home = await makeDemoHome(context);
  await withDefaultKeys(home);
  const clock = await shiftedClock(home);
  // It brings a Python of its own, which is not to be told another time: it can sign in the first hour alone.
  const loop = `"$0" sts get-caller-identity --query Arn --output text
    while read go; do "$0" configure export-credentials | tr -d ' "\\n'; echo; done`;
  const words = ['exec', '--serve', 'ystataws', '--', 'sh', '-c', loop, awsCli() ?? ''];
  const runner = talkTo(context, [...injectable, ...words], clock.env);
  assert.deepEqual(await runner.ask(), [arnOfRole]);
  const seen = new Set<string | undefined>();
  for (let hour = 0; hour < 3; hour += 1) {
    const [document = ''] = hour === 0 ? await runner.ask('') : await runner.ask();
    seen.add(/AccessKeyId:(ASIA\w+)/.exec(document)?.[1]);
    await clock.nextHour();
  }
  assert.equal(seen.size, 3);
  assert.ok(!seen.has(undefined));
});

test('a renewal has the rights and the length of the first session', async (context) => {
  const home = await makeDemoHome(context);
  const clock = await shiftedClock(home);
  const { ask, end } = await served(context, clock.env, ['ystataws', '--read-only', '--duration', '15m']);
  const first = await ask();
  await clock.nextHour();
  const second = await ask();
  assert.equal(second.status, 200);
  assert.notEqual(second.AccessKeyId, first.AccessKeyId);
  const asked = home.aws.calls.filter(({ action }) => action === 'AssumeRole').map(({ params }) => params);
  assert.equal(asked.length, 2);
  assert.equal(asked[0]?.DurationSeconds, '900');
  assert.match(JSON.stringify(asked[0]), /policy\/ReadOnlyAccess/);
  assert.deepEqual(asked[1], asked[0]);
  assert.equal(await end(), 0);
});

test('where a code is needed nobody is asked: the program is told, the person is, and it goes on when they have given it', async (context) => {
  const home = await makeDemoHome(context);
  const clock = await shiftedClock(home);
  const { ask, end, errors } = await served(context, clock.env, ['hub', '--mfa-code', '-'], {
    input: home.aws.code(phone),
  });
  assert.equal((await ask()).status, 200);
  for (let hour = 0; hour < 13; hour += 1) await clock.nextHour();
  const refused = await ask();
  assert.equal(refused.status, 403);
  assert.equal(refused.Code, 'NotRenewed');
  assert.match(
    refused.Message ?? '',
    /^hub needs an MFA code, .* In another terminal, .*rolecall exec hub --min-remaining 16m -- true$/,
  );
  await ask();
  assert.equal(errors().split('hub needs an MFA code').length, 2, 'told once');
  const opened = await runProgram(['exec', 'hub', '--mfa-code', '-', '--', 'true'], {
    env: clock.env,
    program: injectable,
    input: `${home.aws.code(phone)}\n`,
  });
  assert.equal(opened.code, 0, opened.err);
  assert.equal((await ask()).status, 200);
  assert.equal(await end(), 0);
});

/** ystataws, confirmed and for 15 minutes. */
async function guarded(home: DemoHome): Promise<void> {
  const text = await readFile(home.config, 'utf8');
  await writeFile(
    home.config,
    text.replace('[profile ystataws]', '$&\nrolecall_confirm = true\nduration_seconds = 900'),
  );
}

test('a profile with rolecall_confirm is not renewed automatically, and goes on when the person has opened it', async (context) => {
  const home = await makeDemoHome(context);
  await guarded(home);
  const clock = await shiftedClock(home);
  const open = () => runProgram(['exec', 'ystataws', '--', 'true'], { env: clock.env, program: injectable });
  assert.equal((await open()).code, 0);
  const { ask, errors } = await served(context, clock.env, ['ystataws']);
  assert.equal((await ask()).status, 200);
  assert.equal(errors(), '', 'a cached session of 15 minutes is not about to end');
  await clock.nextHour();
  const refused = await ask();
  assert.equal(refused.status, 403);
  assert.match(
    refused.Message ?? '',
    /^ystataws needs to be confirmed, .* In another terminal, .*exec ystataws --min-remaining 16m -- true$/,
  );
  assert.match(errors(), /ystataws needs to be confirmed/);
  assert.equal(home.aws.count('AssumeRole'), 1);
  assert.equal((await open()).code, 0);
  assert.equal((await ask()).status, 200);
  await clock.nextHour();
  assert.equal((await ask()).status, 403, 'that session has ended as well');
});

test('what the person is told to do while some minutes are left brings other keys', async (context) => {
  const home = await makeDemoHome(context);
  const text = await readFile(home.config, 'utf8');
  await writeFile(home.config, text.replace('[profile ystataws]', '$&\nrolecall_confirm = true'));
  const clock = await shiftedClock(home);
  const { ask, errors } = await served(context, clock.env, ['ystataws']);
  const first = await ask();
  await clock.pass(50);
  assert.equal((await ask()).AccessKeyId, first.AccessKeyId);
  const [, advice = ''] = /: rolecall (exec ystataws .*)$/m.exec(errors()) ?? [];
  const opened = await runProgram(advice.split(' '), { env: clock.env, program: injectable });
  assert.equal(opened.code, 0, opened.err);
  assert.notEqual((await ask()).AccessKeyId, first.AccessKeyId);
});

test('a profile that leads to another account since is served as it was opened: no key of another role is given', async (context) => {
  const home = await makeDemoHome(context);
  const clock = await shiftedClock(home);
  const { ask, end } = await served(context, clock.env, ['ystataws']);
  const first = await ask();
  const text = await readFile(home.config, 'utf8');
  await writeFile(home.config, text.replace('444455556666:role/ystataws', '555566667777:role/ReadOnly'));
  const opened = await runProgram(['exec', 'ystataws', '--', 'true'], { env: clock.env, program: injectable });
  assert.equal(opened.code, 0, opened.err);
  assert.equal((await ask()).AccessKeyId, first.AccessKeyId);
  await clock.nextHour();
  assert.equal((await ask()).status, 200);
  const roles = home.aws.calls.filter(({ action }) => action === 'AssumeRole').map(({ params }) => params.RoleArn);
  const [before, after] = ['arn:aws:iam::444455556666:role/ystataws', 'arn:aws:iam::555566667777:role/ReadOnly'];
  assert.deepEqual(roles, [before, after, before], 'opened, opened elsewhere, renewed');
  assert.equal(await end(), 0);
});

test('where no sessions are kept, nobody is told to open the role elsewhere', async (context) => {
  const home = await makeDemoHome(context);
  await guarded(home);
  await mkdir(join(home.directory, '.config', 'rolecall'), { recursive: true });
  await writeFile(join(home.directory, '.config', 'rolecall', 'settings.json'), '{"sessionStore":"none"}');
  const clock = await shiftedClock(home);
  const { ask, uri, token } = await served(context, clock.env, ['ystataws']);
  await clock.nextHour();
  assert.match((await ask()).Message ?? '', /End it, and open it again: sessions are not kept/);
  const inside = {
    ROLECALL_PROFILE: 'ystataws',
    ROLECALL_SESSION: 'x',
    ROLECALL_CONFIG_FILE: home.config,
    AWS_CONTAINER_CREDENTIALS_FULL_URI: uri,
    AWS_CONTAINER_AUTHORIZATION_TOKEN: token,
  };
  const other = await runProgram(['exec', 'ystataws', '--', ...program, 'exec', '--serve-env'], { env: home.env });
  assert.match(other.err, /Nothing is served here/);
  assert.deepEqual([other.out, other.code], ['', 1]);
  const within = await runProgram(['exec', '--serve-env'], { env: { ...home.env, ...inside } });
  assert.equal(within.err, '');
  assert.match(within.out, /^-e\nAWS_CONTAINER_CREDENTIALS_FULL_URI\n/);
});

test('while AWS cannot be reached, a program is told within a second, and keys that hold go on being given', async (context) => {
  const home = await makeDemoHome(context);
  const clock = await shiftedClock(home);
  const { ask } = await served(context, clock.env, ['ystataws', '--duration', '12h']);
  await home.aws.close();
  const first = await ask();
  assert.equal(first.status, 200);
  await clock.nextHour();
  const after = await ask();
  assert.ok(after.status === 403 || after.status === 503, JSON.stringify(after));
});

test('the port is closed when the command ends, and the exit code is the command’s', async (context) => {
  const home = await makeDemoHome(context);
  for (const code of [0, 7]) {
    const { port, end } = await served(context, home.env, ['ystataws'], { command: telling(`; exit ${code}`) });
    assert.equal(await isOpen(port), true);
    assert.equal(await end(), code);
    assert.equal(await isOpen(port), false);
  }
});

test('the port is closed when the command is killed, and when it is asked to end', async (context) => {
  const home = await makeDemoHome(context);
  const killed = await served(context, home.env, ['ystataws']);
  process.kill(killed.commandPid, 'SIGKILL');
  assert.equal(await killed.ended(), 137);
  assert.equal(await isOpen(killed.port), false);
  const asked = await served(context, home.env, ['ystataws'], { command: telling('; exit 5') });
  process.kill(asked.pid, 'SIGTERM');
  assert.equal(await asked.ended(), 143);
  assert.equal(await isOpen(asked.port), false);
});

test('the port is closed when rolecall is killed, although the command goes on', async (context) => {
  const home = await makeDemoHome(context);
  const { pid, commandPid, port, ended } = await served(context, home.env, ['ystataws']);
  context.after(() => process.kill(commandPid, 'SIGKILL'));
  process.kill(pid, 'SIGKILL');
  await ended();
  process.kill(commandPid, 0);
  assert.equal(await isOpen(port), false, 'the command has not inherited the listener');
});

test('only the address that was named is listened on, and an address that is none of ours opens no role', async (context) => {
  const home = await makeDemoHome(context);
  const { uri, port, ask } = await served(context, home.env, ['ystataws', '--serve-on', '127.0.0.3']);
  assert.match(uri, /^http:\/\/127\.0\.0\.3:/);
  assert.equal((await ask()).status, 200);
  if (process.platform === 'linux') assert.deepEqual(listeningOn(port), ['0300007F']);
  const calls = home.aws.calls.length;
  const taken = await runProgram(
    ['exec', 'audit', '--serve', '--serve-on', `127.0.0.3:${port}`, '--', 'echo', 'ran'],
    home,
  );
  assert.equal(taken.code, 2);
  assert.equal(taken.out, '');
  assert.match(taken.err, new RegExp(`Cannot listen on 127\\.0\\.0\\.3:${port}\\.`));
  const every = await runProgram(['exec', 'audit', '--serve', '--serve-on', '0.0.0.0', '--', 'echo', 'ran'], home);
  assert.equal(every.code, 2);
  assert.equal(every.out, '');
  assert.match(every.err, /--serve-on: 0\.0\.0\.0 is every address of this machine/);
  assert.equal(home.aws.calls.length, calls, 'AWS was not asked');
});

test('keys without an end are not served', async (context) => {
  const home = await makeDemoHome(context);
  const ran = await runProgram(['exec', 'mary', '--serve', '--', 'echo', 'ran'], home);
  assert.equal(ran.code, 1);
  assert.equal(ran.out, '');
  assert.match(ran.err, /mary gives keys that never expire/);
});

test('each of several profiles has a server of its own, which ends with its command', async (context) => {
  const home = await makeDemoHome(context);
  const say =
    'echo "$AWS_CONTAINER_CREDENTIALS_FULL_URI"; curl -sS -H "Authorization: $AWS_CONTAINER_AUTHORIZATION_TOKEN" "$AWS_CONTAINER_CREDENTIALS_FULL_URI" | grep -o ASIA | head -n 1';
  const ran = await runProgram(['exec', 'ystataws', 'audit', '--serve', '--', 'sh', '-c', say], home);
  assert.equal(ran.code, 0, ran.err);
  const uris = [...ran.out.matchAll(/http:\S+/g)].map(([uri]) => uri);
  assert.equal(new Set(uris).size, 2);
  assert.equal(ran.out.match(/ASIA/g)?.length, 2, ran.out);
  for (const uri of uris) assert.equal(await isOpen(Number(URL.parse(uri)?.port)), false);
});

test('several at a time cannot have one port, and AWS is not asked', async (context) => {
  const home = await makeDemoHome(context);
  const words = [
    'exec',
    'ystataws',
    'audit',
    '--serve',
    '--serve-on',
    '127.0.0.1:9911',
    '--parallel',
    '2',
    '--',
    'true',
  ];
  const ran = await runProgram(words, home);
  assert.equal(ran.code, 2);
  assert.match(ran.err, /One port is not enough for several roles at the same time/);
  assert.equal(home.aws.calls.length, 0);
});

test('a stderr that nobody reads does not keep the keys back', async (context) => {
  const home = await makeDemoHome(context);
  const { uri, ask } = await served(context, home.env, ['ystataws', '--debug'], { isRead: false });
  for (let round = 0; round < 40; round += 1) {
    await Promise.all(Array.from({ length: 50 }, async () => (await fetch(uri)).text()));
  }
  assert.equal((await ask()).status, 200);
});

test('--serve-env prints names for docker run, and never what they hold', async (context) => {
  const home = await makeDemoHome(context);
  const inside = ['exec', 'ystataws', '--serve', '--', ...program, 'exec', '--serve-env'];
  const ran = await runProgram(inside, home);
  assert.equal(ran.code, 0, ran.err);
  const lines = ran.out.trimEnd().split('\n');
  assert.deepEqual(lines.slice(0, 4), [
    '-e',
    'AWS_CONTAINER_CREDENTIALS_FULL_URI',
    '-e',
    'AWS_CONTAINER_AUTHORIZATION_TOKEN',
  ]);
  for (const line of lines) assert.match(line, /^(-e|AWS_[A-Z_]+)$/);
  // A container would start without credentials, and look for them elsewhere.
  const outside = await runProgram(['exec', '--serve-env'], home);
  assert.deepEqual([outside.out, outside.code], ['', 1]);
  assert.match(outside.err, /Nothing is served here/);
});
