import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { appendFile, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { promisify } from 'node:util';
import { keyholders, liveConfig } from '../../../source/domain/shells/live.ts';
import { profilesOf } from '../../domain/profiles/files.ts';
import { awsCli } from '../../helpers/aws-cli.ts';
import { makeDemoHome } from '../../helpers/home.ts';
import { hookedShell } from '../../helpers/hooked-shell.ts';
import { longRunners, outliveTwoExpiries, shiftedClock, talkTo } from '../../helpers/long-run.ts';
import { injectable, program, programLine, runProgram } from '../../helpers/program.ts';

test('a live role has no keys in its environment, and its configuration is the person’s with one profile more', async (context) => {
  const home = await makeDemoHome(context);
  const ran = await runProgram(['exec', '--live', 'audit', '--', 'env'], home);
  assert.equal(ran.code, 0, ran.err);
  assert.doesNotMatch(ran.out, /ASIA|SESSION_TOKEN|SECRET/);
  const file = /^AWS_CONFIG_FILE=(.*)$/m.exec(ran.out)?.[1] ?? '';
  assert.match(ran.out, /^AWS_PROFILE=rolecall-live-[0-9a-f]{16}$/m);
  assert.match(ran.out, new RegExp(`^ROLECALL_CONFIG_FILE=${home.config}$`, 'm'));
  const text = await readFile(file, 'utf8');
  assert.match(text, /^# A copy, .*\n/);
  assert.equal(text.replace(/^#.*\n/, '').startsWith(await readFile(home.config, 'utf8')), true);
  assert.doesNotMatch(text.split('[profile rolecall-live')[1] ?? '', /audit/, 'no name in a line that a shell reads');
  assert.equal((await stat(file)).mode & 0o777, 0o400);
});

// root may write any file, unless it gives that up.
const asUser = process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-dac_override', '--inh-caps=-dac_override'] : [];
const noUser = asUser.length > 0 && spawnSync('setpriv', ['--version']).error && 'no setpriv: NOT TESTED';

test('nothing is written into the copy of a live role: whoever tries is told, and the next opening writes it anew', {
  skip: noUser,
}, async (context) => {
  const home = await makeDemoHome(context);
  const own = await readFile(home.config, 'utf8');
  const line = [...program, 'exec', '--live', 'audit', '--'] as const;
  const [file, ...before] = [...asUser, ...line];
  const inside = (...command: string[]) => runProgram(command, { env: home.env, program: [file ?? '', ...before] });
  for (let times = 0; times < 2; times++) {
    const ran = await inside('sh', '-c', 'echo x >> "$AWS_CONFIG_FILE"');
    assert.notEqual(ran.code, 0);
    assert.match(ran.err, /Permission denied/);
  }
  assert.equal((await inside('true')).code, 0);
  const aws = awsCli();
  if (aws === undefined) return context.skip('the AWS CLI v2 is not here: NOT TESTED');
  const set = [aws, 'configure', 'set', 'region', 'us-west-2', '--profile', 'mary'];
  const refused = await inside(...set);
  assert.notEqual(refused.code, 0);
  assert.match(refused.err, /Permission denied: '.*config-[0-9a-f]+'/);
  assert.equal(await readFile(home.config, 'utf8'), own);
  const asTheManualSays = 'AWS_CONFIG_FILE=$ROLECALL_CONFIG_FILE exec "$@"';
  assert.equal((await inside('sh', '-c', asTheManualSays, 'sh', ...set)).code, 0);
  assert.match(await readFile(home.config, 'utf8'), /^\[profile mary\]\n(.+\n)*region = us-west-2$/m);
});

test('the way back to a live role, from another role and in a new shell, is live; to the other it is not', async (context) => {
  const home = await makeDemoHome(context);
  const { inPlace, now } = hookedShell(home.env);
  const isLive = () => [
    now().AWS_PROFILE?.startsWith('rolecall-live-') ?? false,
    now().AWS_ACCESS_KEY_ID === undefined,
  ];
  await inPlace('--live', 'audit');
  await inPlace('region', 'eu-west-1');
  await inPlace('prod-readonly');
  assert.deepEqual(isLive(), [false, false]);
  await inPlace('-');
  assert.deepEqual([...isLive(), now().ROLECALL_PROFILE, now().AWS_REGION], [true, true, 'audit', 'eu-west-1']);
  const other = hookedShell(home.env);
  await other.inPlace('-');
  assert.equal(other.now().AWS_CONFIG_FILE, now().AWS_CONFIG_FILE);
  await inPlace('-');
  assert.deepEqual([...isLive(), now().ROLECALL_PROFILE], [false, false, 'prod-readonly']);
});

test('a role that becomes live where it is leaves the role before as it was', async (context) => {
  const { inPlace, now } = hookedShell((await makeDemoHome(context)).env);
  for (const words of [['prod-readonly'], ['audit'], ['--live', 'audit']]) await inPlace(...words);
  await inPlace('-');
  assert.equal(now().ROLECALL_PROFILE, 'prod-readonly');
});

const arnOfRole = 'arn:aws:sts::444455556666:assumed-role/ystataws/mary';
for (const { name, command, skip } of longRunners) {
  test(`${name}: a process that outlives two expiries goes on working, and other profiles still resolve`, {
    skip,
  }, async (context) => {
    const home = await makeDemoHome(context);
    const clock = await shiftedClock(home);
    const runner = talkTo(context, [...injectable, 'exec', '--live', 'ystataws', '--', ...command], clock.env);
    await outliveTwoExpiries(home, clock, runner, arnOfRole);
    assert.equal(await runner.end(), 0);
  });

  test(`${name}: a profile whose credential_process is rolecall outlives two expiries as well`, {
    skip,
  }, async (context) => {
    const home = await makeDemoHome(context);
    const clock = await shiftedClock(home);
    const line = `credential_process = ${injectable.join(' ')} credential-process ystataws`;
    await appendFile(home.config, `\n[profile robot]\nendpoint_url = ${home.aws.url}\nregion = us-east-1\n${line}\n`);
    const runner = talkTo(context, command, { ...clock.env, AWS_PROFILE: 'robot' });
    for (let hours = 0; hours < 3; hours += 1) {
      assert.equal((await runner.ask())[0], arnOfRole);
      await clock.nextHour();
    }
    assert.equal(await runner.end(), 0);
  });
}

test('the AWS CLI reads a live role, hour after hour', async (context) => {
  const home = await makeDemoHome(context);
  const found = await runProgram(['exec', 'ystataws', '--', 'aws', '--version'], home);
  if (found.code !== 0) return context.skip('aws is not installed: NOT TESTED');
  const clock = await shiftedClock(home);
  // The second one brings a Python of its own, which is not to be told another time.
  const hours = found.out.startsWith('aws-cli/1.') ? 3 : 1;
  const loop = `for hour in ${Array.from({ length: hours }, (_, hour) => hour).join(' ')}; do read go; aws sts get-caller-identity --query Arn --output text; done`;
  const runner = talkTo(context, [...injectable, 'exec', '--live', 'ystataws', '--', 'sh', '-c', loop], clock.env);
  for (let hour = 0; hour < hours; hour += 1) {
    assert.deepEqual(await runner.ask(), [arnOfRole]);
    await clock.nextHour();
  }
});

test('inside a live role, export and console without a profile mean that role', async (context) => {
  const home = await makeDemoHome(context);
  const inside = (...argv: string[]) => runProgram(['exec', '--live', 'audit', '--', ...program, ...argv], home);
  const exported = await inside('export', '--format', 'json');
  assert.equal(exported.code, 0, exported.err);
  assert.match(exported.out, /assumed-role\/Auditor|role\/Auditor/);
  assert.match(exported.out, /"AccessKeyId": "ASIA/);
  const console = await inside('console', '--print');
  assert.equal(console.code, 0, console.err);
  assert.match(await (await fetch(console.out.trim())).text(), /assumed-role\/Auditor\/mary/);
});

test('programs of a live role that is guarded get its keys as long as they last, and no new ones in silence', async (context) => {
  const home = await makeDemoHome(context);
  const text = await readFile(home.config, 'utf8');
  await writeFile(home.config, text.replace('[profile ystataws]\n', '$&rolecall_confirm = true\n'));
  const line = `eval "$(sed -n 's/^credential_process = //p' "$AWS_CONFIG_FILE" | tail -1)"`;
  const inside = `${line} | grep -c '"SecretAccessKey"'; ${programLine} forget; ${line}`;
  const ran = await runProgram(['exec', '--live', 'ystataws', '--', 'sh', '-c', inside], home);
  assert.deepEqual([ran.code, ran.out], [1, '1\n'], ran.err);
  assert.match(ran.err, /ystataws needs to be confirmed before it is renewed/);
  assert.match(ran.err, /: rolecall exec ystataws -- true$/m);
  assert.equal(home.aws.count('AssumeRole'), 1);
});

test('the session of a guarded live role goes to its programs until it ends, however little is left', async (context) => {
  const home = await makeDemoHome(context);
  const text = await readFile(home.config, 'utf8');
  await writeFile(home.config, text.replace('[profile ystataws]\n', '$&rolecall_confirm = true\n'));
  const line = `eval "$(sed -n 's/^credential_process = //p' "$AWS_CONFIG_FILE" | tail -1)"`;
  const inside = () => runProgram(['exec', '--live', 'ystataws', '--', 'sh', '-c', line], home);
  assert.equal((await inside()).code, 0);
  await endingSoon(join(home.directory, '.cache', 'rolecall'), 10 * 60_000);
  const later = await inside();
  assert.match(later.out, /"SecretAccessKey"/, later.err);
  assert.equal(home.aws.count('AssumeRole'), 1);
});

/** Has the sessions of a cache end in so many milliseconds. */
async function endingSoon(cache: string, left: number): Promise<void> {
  for (const name of (await readdir(cache)).filter((each) => each.startsWith('session-'))) {
    const entry = JSON.parse(await readFile(join(cache, name), 'utf8'));
    entry.value.credentials.expiresAt = Date.now() + left;
    await writeFile(join(cache, name), JSON.stringify(entry));
  }
}

/** A home where no session is kept, and `ystataws` is guarded. */
async function homeWithoutSessions(context: TestContext) {
  const home = await makeDemoHome(context);
  const text = await readFile(home.config, 'utf8');
  await writeFile(home.config, text.replace('[profile ystataws]\n', '$&rolecall_confirm = true\n'));
  const settings = join(home.directory, '.config', 'rolecall');
  await mkdir(settings, { recursive: true, mode: 0o700 });
  const file = join(settings, 'settings.json');
  const keep = (sessionStore: 'none' | 'file') => writeFile(file, JSON.stringify({ version: 1, sessionStore }));
  await keep('none');
  return { ...home, keep, settings: () => readFile(file, 'utf8') };
}

test('a guarded role is not live where no session is kept: its programs would find none that was confirmed', async (context) => {
  const home = await homeWithoutSessions(context);
  const refused = await runProgram(['exec', '--live', 'ystataws', '--', 'echo', 'ran'], home);
  assert.deepEqual([refused.code, refused.out], [1, '']);
  assert.match(refused.err, /ystataws cannot be live here: .*no confirmed session is kept/);
  assert.match(refused.err, /--serve/);
  const line = `eval "$(sed -n 's/^credential_process = //p' "$AWS_CONFIG_FILE" | tail -1)"`;
  const unguarded = await runProgram(['exec', '--live', 'audit', '--', 'sh', '-c', line], home);
  assert.match(unguarded.out, /"SecretAccessKey"/, unguarded.err);
  const served = await runProgram(['exec', '--serve', 'ystataws', '--', 'echo', 'ran'], home);
  assert.deepEqual([served.code, served.out], [0, 'ran\n'], served.err);
});

test('where no session is kept, a guarded live role is refused before AWS is asked, and is not the last one afterwards', async (context) => {
  const home = await homeWithoutSessions(context);
  const before = await home.settings();
  for (const words of [
    ['--live', 'ystataws'],
    ['exec', '--live', 'ystataws', '--', 'true'],
    ['exec', '--live', 'ystataws', 'audit', '--', 'true'],
    ['exec', '--live', 'yst*', '--yes', '--', 'true'],
  ]) {
    const { err } = await runProgram(words, home);
    assert.match(err, /ystataws cannot be live here/, words.join(' '));
    assert.deepEqual(
      home.aws.calls.filter(({ params }) => params.RoleArn?.endsWith('role/ystataws')),
      [],
      words.join(' '),
    );
  }
  assert.equal(await home.settings(), before);
});

test('the way back to a guarded live role is refused before AWS is asked, where no session is kept any more', async (context) => {
  const home = await homeWithoutSessions(context);
  await home.keep('file');
  await hookedShell(home.env).inPlace('--live', 'ystataws');
  const { lastRequest } = JSON.parse(await home.settings());
  await writeFile(
    join(home.directory, '.config', 'rolecall', 'settings.json'),
    JSON.stringify({ version: 1, sessionStore: 'none', lastRequest }),
  );
  const asked = home.aws.calls.length;
  const { code, err } = await runProgram(['-'], home);
  assert.equal(code, 1);
  assert.match(err, /ystataws cannot be live here/);
  assert.match(err, /leave out --live; to switch: rolecall ystataws$/m);
  assert.equal(home.aws.calls.length, asked);
});

const liveConfigOf = (
  config: string,
  program: readonly [string, ...string[]] = ['rolecall'],
  profile = 'prod',
  credentials = '',
) => {
  const profiles = profilesOf(config, credentials);
  const requests = new Map(keyholders(profiles).map((name) => [name, `request-of-${name}`]));
  return liveConfig({ profiles, profile, requestId: 'ab12', requests, program, isServed: false, region: 'eu-west-1' });
};

test('liveConfig quotes the program for a shell and for shlex alike', () => {
  const line = (path: string) => /credential_process = (.*)/.exec(liveConfigOf('', [path]))?.[1];
  assert.equal(line('/usr/bin/node'), '/usr/bin/node credential-process --request ab12');
  assert.equal(line('/My Apps/$node'), "'/My Apps/$node' credential-process --request ab12");
  assert.equal(line("/it's/node"), '"/it\'s/node" credential-process --request ab12');
  assert.throws(() => line(`/it's $HOME/node`), /cannot name the program/);
});

test('liveConfig: the whole section but what decides the identity, in the files both and in blocks', () => {
  const text = liveConfigOf(
    '[profile base]\ncolor = red\n[profile prod]\nrole_arn = arn:aws:iam::444455556666:role/Admin\nsource_profile = base\n' +
      'mfa_serial = arn:aws:iam::111122223333:mfa/mary\nregion = us-east-1\ncli_pager =\ncli_timestamp_format = iso8601\n' +
      'services = local\ntool_of_mine = on\ns3 =\n  addressing_style = path\n  max_concurrent_requests = 5\n' +
      'request_checksum_calculation = when_required\nrolecall_group = x\n\n[services local]\ns3 =\n  endpoint_url = http://s3\n',
    ['rolecall'],
    'prod',
    '[prod]\nretry_mode = adaptive\n',
  );
  const profile = profilesOf(text).get('rolecall-live-ab12');
  assert.deepEqual(Object.fromEntries(profile?.values ?? []), {
    credential_process: 'rolecall credential-process --request ab12',
    region: 'eu-west-1',
    cli_pager: '',
    cli_timestamp_format: 'iso8601',
    services: 'local',
    tool_of_mine: 'on',
    's3.addressing_style': 'path',
    's3.max_concurrent_requests': '5',
    request_checksum_calculation: 'when_required',
    retry_mode: 'adaptive',
  });
  assert.ok(profilesOf(text).services('local'));
});

test('liveConfig: no secret of any profile, wherever it stands; a profile with keys becomes a line of ours', () => {
  const keys = (more = '') =>
    `aws_access_key_id = AKIAHUSH\naws_secret_access_key = hush${more}\naws_session_token: hush-too\n`;
  const text = liveConfigOf(
    `aws_secret_access_key = hush\n# aws_secret_access_key = hush\n[DEFAULT]\nAWS_Secret_Access_Key = hush\n` +
      `[default]\n${keys('\n  hush-goes-on')}output = json\n[profile "a b"]\n${keys()}[nothing]\n${keys()}` +
      `[profile process]\ncredential_process = echo '{"SecretAccessKey":"hush"}'\nregion = us-east-1\n` +
      `[profile indented]\nregion = us-east-1\n  aws_secret_access_key = hush\n` +
      `[profile junk]\naws_secret_access_key hush\nregion = x\n; hush\n[profile from]\nrole_arn = arn:aws:iam::444455556666:role/Admin\n` +
      `source_profile = a b\nmfa_serial = arn:aws:iam::111122223333:mfa/mary\ns3 =\n  addressing_style = path\n[profile end]`,
  );
  assert.doesNotMatch(text, /hush/i);
  const copy = profilesOf(text);
  for (const name of ['default', 'a b', 'process', 'indented', 'from', 'end']) {
    const line = copy.get(name)?.values.get('credential_process');
    assert.equal(line, `rolecall credential-process --request request-of-${name}`);
  }
  assert.equal(copy.get('default')?.values.get('output'), 'json');
  assert.deepEqual([...(copy.get('from')?.values ?? [])].slice(1), [['s3.addressing_style', 'path']]);
});

test('liveConfig: no key that other tools keep a secret in, by the rule that every other file has', () => {
  const own = ['okta_passwd', 'api_token_value', 'idp_passw', 'password', 'my_secret', 'x_token'];
  const text = liveConfigOf(`[profile other]\n${own.map((key) => `${key} = hush\n`).join('')}region = us-east-1\n`);
  assert.doesNotMatch(text, /hush/);
  assert.deepEqual(Object.fromEntries(profilesOf(text).get('other')?.values ?? []), { region: 'us-east-1' });
  assert.match(liveConfigOf('[profile pod]\nweb_identity_token_file = /run/token\n'), /web_identity_token_file = /);
});

test('liveConfig: no command that only rolecall runs, in whose line the seed of a device may stand', () => {
  const text = liveConfigOf(
    '[profile hub]\nMFA_process = oathtool --totp -b hush\n  hush-goes-on\nregion = us-east-1\n' +
      '[profile ci]\nweb_identity_token_process = token --password hush\noutput = json\n' +
      '[profile prod]\nrole_arn = arn:aws:iam::444455556666:role/Admin\nsource_profile = hub\nmfa_process = echo hush\n',
  );
  assert.doesNotMatch(text, /hush/);
  const copy = profilesOf(text);
  assert.deepEqual(Object.fromEntries(copy.get('hub')?.values ?? []), { region: 'us-east-1' });
  assert.deepEqual(Object.fromEntries(copy.get('ci')?.values ?? []), { output: 'json' });
});

test('a live role whose settings and whose neighbours the AWS CLI and the SDK read', async (context) => {
  const home = await makeDemoHome(context);
  const mary = /\[mary\]\n((?:.+\n)+)/.exec(await readFile(home.credentials, 'utf8'))?.[1];
  await appendFile(home.config, `\n[profile here]\nregion = us-east-1\nendpoint_url = ${home.aws.url}\n${mary}\n`);
  const ran = await runProgram(['exec', '--live', 'ystataws', '--', 'sh', '-c', 'cat "$AWS_CONFIG_FILE"; env'], home);
  assert.equal(ran.code, 0, ran.err);
  assert.doesNotMatch(ran.out, /secret_access_key|AKIA/i);
  const aws = awsCli();
  if (aws === undefined) return context.skip('the AWS CLI v2 is not here: NOT TESTED');
  const who = (...words: string[]) =>
    runProgram(
      ['exec', '--live', 'ystataws', '--', aws, 'sts', 'get-caller-identity', '--query', 'Arn', ...words],
      home,
    );
  assert.match((await who()).out, /assumed-role\/ystataws/);
  const neighbour = await who('--profile', 'here');
  assert.match(neighbour.out, /user\/mary/, neighbour.err);
});

test('a live role whose file cannot be written is refused in words', async (context) => {
  const home = await makeDemoHome(context);
  const cache = join(home.directory, '.cache', 'rolecall');
  await mkdir(cache, { recursive: true, mode: 0o700 });
  await writeFile(join(cache, 'live'), 'in the way');
  const ran = await runProgram(['exec', '--live', 'ystataws', '--', 'true'], home);
  assert.equal(ran.code, 1);
  assert.match(ran.err, /--live needs its own file/);
});

test('a directory that is gone is no reason to stop', async (context) => {
  const home = await makeDemoHome(context);
  const gone = join(home.directory, 'gone');
  await mkdir(gone);
  const script = `cd '${gone}' && rmdir '${gone}' && exec ${programLine} exec ystataws -- printenv AWS_REGION`;
  const { stdout } = await promisify(execFile)('/bin/sh', ['-c', script], { env: home.env });
  assert.equal(stdout, 'us-east-1\n');
});

test('a relative AWS_CONFIG_FILE holds in a live role after cd', async (context) => {
  const home = await makeDemoHome(context);
  const env = { ...home.env, AWS_CONFIG_FILE: '.aws/config' };
  const script = `cd / && printenv ROLECALL_CONFIG_FILE AWS_CONFIG_FILE && ${programLine} export --format json`;
  const ran = await runProgram(['exec', '--live', 'ystataws', '--', 'sh', '-c', script], { env, cwd: home.directory });
  assert.equal(ran.code, 0, ran.err);
  const [own, live] = ran.out.split('\n');
  assert.equal(own, home.config);
  assert.match(live ?? '', /^\//);
  assert.match(ran.out, /"AccessKeyId": "ASIA/);
});
