import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { type TestContext, test } from 'node:test';
import { separator } from '../../../source/domain/shells/answer.ts';
import { makeDemoHome } from '../../helpers/home.ts';
import { hookedShell } from '../../helpers/hooked-shell.ts';
import { runProgram } from '../../helpers/program.ts';

type Env = Readonly<Record<string, string>>;

/** A shell of mary's with the hook. */
async function atHome(context: TestContext, own: Env = {}) {
  const home = await makeDemoHome(context);
  const { run, inPlace, now, unset } = hookedShell({ ...home.env, ...own });
  const regions = () => [now().AWS_REGION, now().AWS_DEFAULT_REGION];
  const forgetRequest = () => unset('ROLECALL_SESSION');
  const withoutRegions = async () => {
    const text = await readFile(home.config, 'utf8');
    await writeFile(home.config, text.replace(/^region = .*\n/gm, ''));
  };
  return { home, run, inPlace, regions, now, forgetRequest, withoutRegions };
}

const keysOf = ({ AWS_ACCESS_KEY_ID: id, AWS_SESSION_TOKEN: token, ROLECALL_EXPIRES_EPOCH: end }: Env) => [
  id,
  token,
  end,
];

test('another region in the role: the same keys, AWS is not asked, and off gives back the person’s own', async (context) => {
  const { home, inPlace, regions, now } = await atHome(context, { AWS_REGION: 'ap-south-1' });
  const outside = now();
  await inPlace('ystataws');
  assert.deepEqual(regions(), ['us-east-1', 'us-east-1']);
  const [before, calls] = [now(), home.aws.calls.length];
  const { code, err } = await inPlace('region', 'eu-west-1');
  assert.equal(code, 0, err);
  assert.match(err, /^▌ ystataws.* is now in eu-west-1, before that in us-east-1\.\n$/);
  assert.deepEqual(regions(), ['eu-west-1', 'eu-west-1']);
  assert.deepEqual(keysOf(now()), keysOf(before));
  assert.equal(home.aws.calls.length, calls);
  await inPlace('off');
  const { ROLECALL_OUTSIDE_KEYS: _, ...after } = now();
  assert.deepEqual(after, outside);
});

test('the region stays after a refresh, a renewal, the way to another role and back, and in a new shell', async (context) => {
  const { home, run, inPlace, regions, now } = await atHome(context);
  await inPlace('ystataws');
  await inPlace('region', 'eu-west-1');
  const { AWS_ACCESS_KEY_ID: first } = now();
  assert.equal((await inPlace('refresh')).code, 0);
  assert.notEqual(now().AWS_ACCESS_KEY_ID, first);
  assert.deepEqual(regions(), ['eu-west-1', 'eu-west-1']);
  await run('forget');
  // A machine that is busy may not answer within the two seconds of a prompt.
  while ((await inPlace('--renew')).code === 1);
  assert.deepEqual(regions(), ['eu-west-1', 'eu-west-1']);
  await inPlace('audit');
  assert.deepEqual(regions(), ['us-east-1', 'us-east-1']);
  await inPlace('-');
  assert.deepEqual(regions(), ['eu-west-1', 'eu-west-1']);
  await inPlace('region', 'eu-north-1');
  const fresh = await runProgram(['--in-place', 'shell', '-'], { env: home.env });
  assert.ok(fresh.out.split(separator).includes('AWS_REGION=eu-north-1'));
});

test('a role that names no region: the session in force serves the new region, and off leaves none', async (context) => {
  const { home, run, inPlace, regions, now, withoutRegions } = await atHome(context);
  await withoutRegions();
  await inPlace('ystataws');
  assert.deepEqual(regions(), [undefined, undefined]);
  const calls = home.aws.count('AssumeRole');
  await inPlace('region', 'eu-west-1');
  await inPlace('region', 'eu-west-2');
  while ((await inPlace('--renew')).code === 1);
  assert.equal(home.aws.count('AssumeRole'), calls);
  assert.deepEqual(regions(), ['eu-west-2', 'eu-west-2']);
  assert.equal((await run('region')).out, 'eu-west-2\n');
  await inPlace('off');
  assert.deepEqual(regions(), [undefined, undefined]);
  assert.equal(now().ROLECALL_PROFILE, undefined);
});

test('a live role: a configuration with the region, beside the one that others may be using', async (context) => {
  const { home, run, inPlace, regions, now } = await atHome(context);
  await inPlace('ystataws', '--live');
  const before = now();
  const calls = home.aws.count('AssumeRole');
  assert.equal((await inPlace('region', 'eu-west-1')).code, 0);
  const after = now();
  const section = async ({ AWS_CONFIG_FILE = '', AWS_PROFILE }: Env) =>
    (await readFile(AWS_CONFIG_FILE, 'utf8')).split(`[profile ${AWS_PROFILE}]\n`)[1] ?? '';
  assert.match(await section(after), /^region = eu-west-1$/m);
  assert.match(await section(before), /^region = us-east-1$/m);
  assert.deepEqual(regions(), ['eu-west-1', 'eu-west-1']);
  const id = after.ROLECALL_SESSION ?? '';
  assert.ok((await section(after)).includes(`credential-process --request ${id}\n`));
  assert.match((await run('credential-process', '--request', id)).out, /"AccessKeyId": ?"ASIA/);
  assert.equal(home.aws.count('AssumeRole'), calls, 'the same session');
  assert.equal((await inPlace('refresh')).code, 0);
  assert.match(await section(now()), /^region = eu-west-1$/m);
});

test('a live role in which another profile was chosen since is not made the role again', async (context) => {
  const { inPlace, now } = await atHome(context);
  await inPlace('ystataws', '--live');
  const env = { ...now(), AWS_PROFILE: 'mary' };
  const ran = await runProgram(['--in-place', 'shell', 'region', 'eu-west-1'], { env });
  assert.equal(ran.code, 0, ran.err);
  assert.doesNotMatch(ran.out, /AWS_(PROFILE|CONFIG_FILE)=/);
});

test('without a stored request the environment alone changes', async (context) => {
  const { inPlace, regions, forgetRequest, now } = await atHome(context);
  await inPlace('ystataws');
  forgetRequest();
  assert.equal((await inPlace('region', 'eu-west-1')).code, 0);
  assert.deepEqual(regions(), ['eu-west-1', 'eu-west-1']);
  assert.equal(now().ROLECALL_SESSION, undefined);
});

test('a region that cannot be one, outside a role, without the hook', async (context) => {
  const { run, inPlace } = await atHome(context);
  const bad = await inPlace('region', 'eu west');
  assert.equal(bad.code, 2);
  assert.match(bad.err, /REGION = eu west cannot be an AWS region\.[\s\S]*Write it like eu-west-1\./);
  const shapeless = await inPlace('region', 'mars-1');
  assert.equal(shapeless.code, 2);
  assert.match(shapeless.err, /REGION = mars-1 cannot be an AWS region\./);
  const outside = await inPlace('region', 'eu-west-1');
  assert.equal(outside.code, 1);
  assert.match(outside.err, /This shell is not in a role\./);
  await inPlace('ystataws');
  const plain = await run('region', 'eu-west-1');
  assert.equal(plain.code, 1);
  assert.match(plain.err, /A program cannot change the shell that started it\./);
  assert.match(plain.err, /rolecall ystataws --region eu-west-1/);
  assert.equal(plain.out, '');
});

test('a slip and a region of another partition are taken, with a word about it', async (context) => {
  const { inPlace, regions } = await atHome(context);
  await inPlace('ystataws');
  const slip = await inPlace('region', 'eu-wset-1');
  assert.match(slip.err, /AWS has no such region today\. If you mean eu-west-1: rolecall region eu-west-1/);
  assert.deepEqual(regions(), ['eu-wset-1', 'eu-wset-1']);
  const china = await inPlace('region', 'cn-north-1');
  assert.match(china.err, /That region is in aws-cn, where keys of aws do not work\./);
});

test('without a word it says the region, in place by a call of the shell’s own', async (context) => {
  const { home, run, inPlace } = await atHome(context);
  const nowhere = await run('region');
  assert.equal(nowhere.code, 1);
  assert.match(nowhere.err, /No region is set in this shell\./);
  const chosen = await runProgram(['region'], { env: { ...home.env, AWS_PROFILE: 'mary' } });
  assert.deepEqual([chosen.code, chosen.out, chosen.err], [0, 'eu-west-1\n', '']);
  await inPlace('ystataws');
  assert.equal((await inPlace('region')).out, ['rolecall/1', ':plain=yes', 'end'].join(separator));
  assert.equal((await run('region')).out, 'us-east-1\n');
});
