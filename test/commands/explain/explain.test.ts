import assert from 'node:assert/strict';
import { chmod, mkdir, readFile, rmdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { makeDemoHome, makeHome, phone } from '../../helpers/home.ts';
import { injectable, injecting, program, runProgram } from '../../helpers/program.ts';

const inRole = (...argv: string[]) => ['exec', 'ystataws', '--', ...program, ...argv];

test('status reads the environment alone, and says the same as AWS', async (context) => {
  const home = await makeDemoHome(context);
  const ran = await runProgram(inRole('status'), home);
  assert.match(
    ran.out,
    /^mary in 111122223333, acting as ystataws in 444455556666 \(ystataws @ account-b\) until \d\d:\d\d, 59m left\n· corp: not signed in\n$/,
  );
  const calls = home.aws.calls.length;
  const verified = await runProgram(inRole('status', '--verify', '--json'), home);
  const facts = JSON.parse(verified.out);
  assert.equal(verified.code, 0, verified.err);
  assert.equal(facts.verified, 'arn:aws:sts::444455556666:assumed-role/ystataws/mary');
  assert.equal(facts.differs, false);
  assert.equal(home.aws.calls.length, calls + 1, 'one call, of --verify');
  assert.doesNotMatch(verified.out, /SecretAccessKey|FwoG|aws_secret/i);
});

test('status says where the profile that the environment chooses is in no file', async (context) => {
  const home = await makeDemoHome(context);
  const status = async (name: string, ...flags: string[]) =>
    (await runProgram(['status', ...flags], { env: { ...home.env, AWS_PROFILE: name } })).out;
  assert.match(await status('ghost'), /Programs use the profile ghost \(AWS_PROFILE\)\.\n· There is no profile ghost/);
  assert.doesNotMatch(await status('mary'), /There is no/);
  assert.deepEqual(
    [await status('ghost', '--json'), await status('mary', '--json')].map((text) => JSON.parse(text).missing),
    [true, false],
  );
});

test('status --verify tells whose words they are where nobody answers', async (context) => {
  const home = await makeDemoHome(context);
  const nowhere = `http://127.0.0.1:${await freePort()}`;
  const keys = { AWS_ACCESS_KEY_ID: 'AKIAX', AWS_SECRET_ACCESS_KEY: 'x', AWS_ENDPOINT_URL: nowhere };
  const { err } = await runProgram(['status', '--verify'], { env: { ...home.env, ...keys } });
  assert.match(err, /The system says: .*ECONNREFUSED/);
  assert.doesNotMatch(err, /AWS said/);
});

test('status --verify says when the keys are somebody else’s, with exit code 1', async (context) => {
  const home = await makeDemoHome(context);
  const other = await runProgram(['export', 'audit', '--format', 'json'], home);
  const { AccessKeyId, SecretAccessKey, SessionToken } = JSON.parse(other.out);
  const env = {
    ...home.env,
    ROLECALL_PROFILE: 'ystataws',
    ROLECALL_ROLE_ARN: 'arn:aws:iam::444455556666:role/ystataws',
    AWS_ACCESS_KEY_ID: AccessKeyId,
    AWS_SECRET_ACCESS_KEY: SecretAccessKey,
    AWS_SESSION_TOKEN: SessionToken,
    AWS_ENDPOINT_URL: home.aws.url,
  };
  const ran = await runProgram(['status', '--verify'], { env });
  assert.equal(ran.code, 1);
  assert.match(ran.out, /✗ AWS says: mary in 777788889999, not that\. .*assumed-role\/Auditor\/mary/);
  // Programs of botocore sign with the older name, whatever the other one holds.
  const older = { ...env, AWS_SECURITY_TOKEN: SessionToken, AWS_SESSION_TOKEN: '' };
  assert.deepEqual(await runProgram(['status', '--verify'], { env: older }), ran);
  const broken = await runProgram(['status', '--verify'], { env: { ...env, AWS_SESSION_TOKEN: 'other' } });
  assert.equal(broken.code, 1);
  assert.match(broken.err, /AWS does not accept the credentials of this environment/);
});

test('status --format is for prompts: silent outside a role, strict about what it knows', async (context) => {
  const home = await makeDemoHome(context);
  assert.deepEqual(await runProgram(['status', '--format', '{profile}'], home), { code: 0, out: '', err: '' });
  assert.equal((await runProgram(inRole('status', '--format', '{role}·{left}'), home)).out, 'ystataws·59m\n');
  const ran = await runProgram(['status', '--format', '{secret}'], home);
  assert.equal(ran.code, 2);
  assert.match(ran.err, /does not know \{secret\}/);
});

test('show explains each hop, and what will be called; a cached session spares it', async (context) => {
  const home = await makeDemoHome(context);
  const before = await runProgram(['show', 'prod-ops'], home);
  assert.equal(before.code, 0, before.err);
  for (const words of [
    /who +mary: the access key AKIA\w+\n/,
    /MFA +mary-phone named by hub\n +one code serves every role of mary for 12h/,
    /role 1 +arn:aws:iam::222233334444:role\/Jump .*config:\d+\n +for 1h \(AWS's default\)/,
    /role 2 +arn:aws:iam::555566667777:role\/Ops/,
    /region +eu-west-1 from prod-ops .*config:\d+/,
    /endpoint +http:\/\/127\.0\.0\.1:\d+ configured/,
    /next +sts:GetCallerIdentity\n +sts:GetSessionToken with a code of mary-phone\n +sts:AssumeRole 222233334444\/Jump\n +sts:AssumeRole 555566667777\/Ops\n/,
  ]) {
    assert.match(before.out, words);
  }
  assert.equal(home.aws.calls.length, 0, 'nothing was asked of AWS');
  const opened = await runProgram(['exec', 'prod-ops', '--mfa-code', '-', '--', 'true'], {
    ...home,
    input: `${home.aws.code(phone)}\n`,
  });
  assert.equal(opened.code, 0, opened.err);
  const after = JSON.parse((await runProgram(['show', 'prod-ops', '--json'], home)).out);
  assert.deepEqual(after.calls, []);
  assert.match(after.cached.until, /Z$/);
  assert.match(after.mfa.until, /Z$/);
  assert.equal(after.source.callerArn, 'arn:aws:iam::111122223333:user/mary');
  const other = JSON.parse((await runProgram(['show', 'staging-ops', '--json'], home)).out);
  assert.deepEqual(other.calls, ['sts:AssumeRole 222233334444/Jump', 'sts:AssumeRole 666677778888/Ops']);
  assert.equal(other.cached, null);
});

test('show promises no time without a code where each session needs one of its own', async (context) => {
  const home = await makeDemoHome(context);
  const text = await readFile(home.config, 'utf8');
  const role = 'role_arn = arn:aws:iam::555566667777:role/Admin\nsource_profile = mary';
  const device = `mfa_serial = ${phone}`;
  const more = [`[profile short]\n${role}\n${device}`, `[profile long]\n${role}\n${device}\nduration_seconds = 14400`];
  const endpoint = `endpoint_url = ${home.aws.url}`;
  await writeFile(home.config, `${text}\n${more.map((section) => `${section}\n${endpoint}`).join('\n')}\n`);
  const code = home.aws.code(phone);
  const opened = await runProgram(['exec', 'short', '--mfa-code', '-', '--', 'true'], { ...home, input: code });
  assert.equal(opened.code, 0, opened.err);
  assert.match((await runProgram(['show', 'short'], home)).out, /no code needed until/);
  const long = (await runProgram(['show', 'long'], home)).out;
  assert.match(long, /a code each time/);
  assert.doesNotMatch(long, /no code needed until/);
  assert.equal(JSON.parse((await runProgram(['show', 'long', '--json'], home)).out).mfa.until, null);
});

test('show says why a code is asked each time, what caps a session, which device does nothing', async (context) => {
  const arn = (name: string) => `role_arn = arn:aws:iam::444455556666:role/${name}`;
  const device = 'mfa_serial = arn:aws:iam::111122223333:mfa/phone';
  const home = await makeHome(context, {
    config: [
      `[profile long]\n${arn('Long')}\nsource_profile = mary\n${device}\nduration_seconds = 14400`,
      `[profile far]\n${arn('Far')}\nsource_profile = long\n${device}\nduration_seconds = 7200\nexternal_id = x-1`,
      `[profile tool]\ncredential_process = /opt/tool --password hush\nregion = eu-west-3`,
      `[profile toolrole]\n${arn('T')}\nsource_profile = tool\n${device}`,
    ].join('\n'),
    credentials: '[mary]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = hush\n',
  });
  const show = async (name: string) => (await runProgram(['show', name], home)).out;
  assert.match(
    await show('long'),
    /a code each time: 4h is more than the 1h[\s\S]*AssumeRole 444455556666\/Long with a code of phone/,
  );
  const far = await show('far');
  assert.match(far, /for 1h \(capped: 2h is configured\)\n +external ID x-1/);
  assert.match(far, /far names an MFA device, but AWS accepts a code only for the first role of a chain/);
  const tool = await show('toolrole');
  assert.match(tool, /tool: the command \/opt\/tool\n/);
  assert.match(tool, /tried without a code/);
  assert.match(tool, /region +eu-west-3 from tool/);
  assert.doesNotMatch(tool + far, /hush/);
});

test('doctor: a machine in order', async (context) => {
  const home = await makeDemoHome(context);
  await writeFile(join(home.directory, '.bashrc'), 'eval "$(rolecall init bash)"\n');
  await chmod(join(home.directory, '.aws'), 0o700);
  const settings = join(home.directory, '.config', 'rolecall');
  await mkdir(settings, { recursive: true, mode: 0o700 });
  await writeFile(join(settings, 'settings.json'), '{"sessionStore":"file"}');
  const ran = await runProgram(['doctor'], home);
  const [clear, , , kept, , portal, , , looked] = ran.out.split('\n');
  assert.match(clear ?? '', /^· The access keys of mary, account-b-admin are in plain text/);
  assert.equal(kept, '✓ Sessions are kept as plain files: sessionStore is file.');
  assert.equal(portal, '✓ Portal corp: not signed in. No profile uses it.');
  assert.equal(looked, 'Looked at 12 profiles and this machine: 1 note.');
  assert.equal(ran.code, 0);
});

test('doctor: each thing that is wrong, with its place and what to do', async (context) => {
  const home = await makeDemoHome(context);
  const clock = fileURLToPath(new URL('../../fixtures/shifted-clock.mjs', import.meta.url));
  await writeFile(join(home.directory, 'offset'), String(-20 * 60_000));
  await chmod(home.credentials, 0o644);
  await chmod(home.config, 0o666);
  await mkdir(join(home.directory, '.cache', 'rolecall'), { recursive: true, mode: 0o755 });
  await chmod(join(home.directory, '.cache', 'rolecall'), 0o755);
  const env = {
    ...home.env,
    ...injecting(clock),
    CLOCK_OFFSET_FILE: join(home.directory, 'offset'),
    AWS_PROFILE: 'mery',
    AWS_ACCESS_KEY_ID: 'AKIAX',
    AWS_SECRET_ACCESS_KEY: 'hush',
    AWS_REGION: 'eu-west-1',
    AWS_DEFAULT_REGION: 'eu-west-2',
    HTTPS_PROXY: `http://me:hush@127.0.0.1:${await freePort()}`,
  };
  const ran = await runProgram(['doctor', '--json'], { env, program: injectable });
  assert.equal(ran.code, 1);
  assert.doesNotMatch(ran.out, /hush/);
  const found = new Map<string, { where: string; what: string; remedy: string; severity: string }>(
    JSON.parse(ran.out).map((each: { code: string }) => [each.code, each]),
  );
  assert.match(found.get('clock-skew')?.what ?? '', /20m slow/);
  assert.equal(found.get('file-writable-by-others')?.remedy, `chmod 600 ${home.config}`);
  assert.match(found.get('proxy-unreachable')?.what ?? '', /127\.0\.0\.1:\d+ cannot be reached: ECONNREFUSED/);
  assert.match(found.get('profile-missing')?.what ?? '', /mery\. Did you mean mary/);
  assert.equal(found.get('variables-differ')?.where, 'AWS_DEFAULT_REGION');
  for (const code of ['keys-beside-profile', 'file-open-to-others', 'shell-without-hook'])
    assert.ok(found.has(code), code);
  const offline = await runProgram(['doctor', '--offline'], { env });
  assert.doesNotMatch(offline.out, /clock of this machine|cannot be reached/);
  assert.match(
    offline.out,
    /✗ There is no profile mery\. Did you mean mary\?\n {2}where +AWS_PROFILE\n {2}to do +unset AWS_PROFILE\n/,
  );
});

test('doctor goes on where a file cannot be read, and names lines of one that can', async (context) => {
  const config = '[profile a]\nrole_arn = nonsense\nsource_profile = b\nno setting\n';
  const home = await makeHome(context, { config });
  const doctor = () => runProgram(['doctor', '--offline'], home);
  const ran = await doctor();
  assert.equal(ran.code, 1);
  assert.match(ran.out, /where +.*config:2/);
  await mkdir(home.credentials);
  const unreadable = await doctor();
  assert.equal(unreadable.code, 1);
  assert.match(unreadable.out, /credentials cannot be read\. It is a directory/);
  assert.match(unreadable.out, /where +.*config:4/, 'the other file is looked at');
  assert.doesNotMatch(unreadable.out, /config:[23]/, 'the source may stand in the file that cannot be read');
  await rmdir(home.credentials);
  await writeFile(home.config, '[profile a]\n\0');
  const binary = await doctor();
  assert.match(binary.out, /config cannot be read\. It is not a text file/);
  assert.doesNotMatch(binary.out, /empty/, 'neither that file nor the one that is not there');
});

test('doctor says of a directory in the place of a file that it is one, and nothing else', async (context) => {
  const home = await makeHome(context, { config: '' });
  const directory = join(home.directory, 'open');
  await mkdir(directory);
  await chmod(directory, 0o777);
  for (const variable of ['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE']) {
    const { out } = await runProgram(['doctor', '--json', '--offline'], {
      env: { ...home.env, [variable]: directory },
    });
    const about = (JSON.parse(out) as { where: string; what: string }[]).filter(
      ({ where }) => where === directory || where === variable,
    );
    assert.deepEqual(
      about.map(({ what }) => what),
      [`${directory} cannot be read. It is a directory.`],
      variable,
    );
  }
});

/** A port at which nobody listens. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 1));
    });
  });
}

test('status --json has the region that rolecall region prints, wherever it stands', async (context) => {
  const home = await makeHome(context, {
    config: '[default]\nregion = us-west-2\n[profile mary]\nregion = eu-west-1\n[profile bare]\noutput = json\n',
  });
  const rows: [over: Readonly<Record<string, string>>, region: string | null][] = [
    [{ AWS_PROFILE: 'mary' }, 'eu-west-1'],
    [{ AWS_DEFAULT_PROFILE: 'mary' }, 'eu-west-1'],
    [{ AWS_PROFILE: 'mary', AWS_REGION: 'ap-south-1' }, 'ap-south-1'],
    [{ AWS_PROFILE: 'mary', AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'x' }, 'eu-west-1'],
    [{}, 'us-west-2'],
    [{ AWS_PROFILE: 'bare' }, null],
    [{ AWS_PROFILE: 'gone' }, null],
  ];
  for (const [over, region] of rows) {
    const env = { ...home.env, ...over };
    const { out } = await runProgram(['status', '--json'], { env });
    assert.equal(JSON.parse(out).region, region, JSON.stringify(over));
    const told = await runProgram(['region'], { env });
    assert.equal(told.out.trim(), region ?? '', told.err);
  }
});
