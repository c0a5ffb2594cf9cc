import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createSessionFiles } from '../../../source/adapters/cache/sessions.ts';
import { plainRequest } from '../../../source/domain/sessions/plan/request.ts';
import { separator } from '../../../source/domain/shells/answer.ts';
import { makeDemoHome, phone } from '../../helpers/home.ts';
import { makeLateHome } from '../../helpers/late-service.ts';
import { runProgram } from '../../helpers/program.ts';

/** A shell of mary's, in a role whose hour is nearly over: what its prompt asks, and what it is told. */
async function nearlyOver(context: TestContext, profile: string, prepare = (config: string) => config) {
  const home = await makeDemoHome(context);
  await writeFile(home.config, prepare(await readFile(home.config, 'utf8')));
  const answerOf = (out: string) => out.split(separator);
  const call = async (argv: readonly string[], env: Readonly<Record<string, string>>, input?: string) => {
    const ran = await runProgram(['--in-place', 'subshell', ...argv], { env, ...(input !== undefined && { input }) });
    return { ...ran, parts: answerOf(ran.out) };
  };
  const entered = await call([profile, '--mfa-code', '-'], home.env, home.aws.code(phone));
  assert.equal(entered.code, 0, entered.err);
  const variables = entered.parts.flatMap((part) => {
    const [, name = '', value = ''] = /^([A-Z_]+)=(.*)$/s.exec(part) ?? [];
    return name === '' ? [] : [[name, value] as const];
  });
  const env = { ...home.env, ...Object.fromEntries(variables) };
  // No cached session serves any more.
  assert.equal((await runProgram(['forget'], home)).code, 0);
  const change = async (before: string, after: string) => {
    const text = await readFile(home.config, 'utf8');
    assert.ok(text.includes(before));
    await writeFile(home.config, text.replace(before, after));
  };
  return { home, change, env, renew: () => call(['--renew'], env) };
}

test('a renewal that AWS answers late is given up before the prompt has waited long, and serves a later one', async (context) => {
  const { home, renew } = await nearlyOver(context, 'ystataws');
  home.aws.failNext({ kind: 'slow', ms: 5_000, action: 'AssumeRole' });
  const before = home.aws.count('AssumeRole');
  const { code, out } = await renew();
  assert.deepEqual([code, out], [1, '']);
  let later = await renew();
  while (later.code === 1) later = await renew();
  assert.ok(
    later.parts.some((part) => part.startsWith('AWS_ACCESS_KEY_ID=ASIA')),
    'what came is there for the next one',
  );
  assert.equal(home.aws.count('AssumeRole'), before + 1);
});

test('a renewal that the prompt has given up goes on: its one-time token is not lost, and a later prompt is served', async (context) => {
  const late = await makeLateHome(context);
  const cache = join(late.directory, '.cache', 'rolecall');
  const id = await createSessionFiles(cache).saveRequest({ request: plainRequest('dev') });
  const env = { ...late.env, ROLECALL_PROFILE: 'dev', ROLECALL_SESSION: id, ROLECALL_OUTSIDE: '{}' };
  const renew = () => runProgram(['--in-place', 'shell', '--renew'], { env });
  const { code, out } = await renew();
  assert.deepEqual([code, out], [1, ''], 'the streams of the shell are closed, too');
  await late.asked;
  assert.notEqual(await late.written(), late.valid());
  late.answer();
  const until = Date.now() + 20_000;
  while ((await late.written()) !== late.valid() && Date.now() < until) await Bun.sleep(20);
  assert.equal(await late.written(), late.valid());
  let later = await renew();
  while (later.code === 1 && Date.now() < until) later = await renew();
  assert.match(later.out, /AWS_ACCESS_KEY_ID=ASIAEXAMPLEEXAMPLE00/);
  assert.deepEqual(late.refreshes, ['R1']);
});

test('a renewal that needs a code is declined, and nobody is asked', async (context) => {
  const { home, renew } = await nearlyOver(context, 'hub');
  const before = home.aws.calls.length;
  const { code, parts, err } = await renew();
  assert.deepEqual([code, parts, err], [0, ['rolecall/1', ':renew=no', 'end'], '']);
  assert.equal(home.aws.calls.length, before);
});

test('an mfa_process is not started by a prompt', async (context) => {
  const { home, change, renew } = await nearlyOver(context, 'hub');
  const ran = join(home.directory, 'ran');
  await change('[profile hub]\n', `[profile hub]\nmfa_process = touch ${ran}; echo 123456\n`);
  assert.deepEqual((await renew()).parts, ['rolecall/1', ':renew=no', 'end']);
  await assert.rejects(readFile(ran));
});

test('a profile that wants to be confirmed since is not renewed, and AWS is not asked', async (context) => {
  const { home, change, renew } = await nearlyOver(context, 'ystataws');
  await change('[profile ystataws]\n', '[profile ystataws]\nrolecall_confirm = true\n');
  const before = home.aws.calls.length;
  assert.deepEqual((await renew()).parts, ['rolecall/1', ':renew=no', 'end']);
  assert.equal(home.aws.calls.length, before);
});

test('the prompt shows the same name after a renewal, where another role is called the same', async (context) => {
  const { env, renew } = await nearlyOver(context, 'ystataws', (config) =>
    config.replace(/(\[profile audit\][^[]*?\nrolecall_display_name = ).*/, '$1ystataws @ account-b'),
  );
  const { ROLECALL_DISPLAY_NAME: name } = env as Readonly<Record<string, string>>;
  assert.notEqual(name, 'ystataws @ account-b', 'that is what both are called');
  assert.ok((await renew()).parts.includes(`ROLECALL_DISPLAY_NAME=${name}`));
});
