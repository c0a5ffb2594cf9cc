import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { separator } from '../../../source/domain/shells/answer.ts';
import { makeDemoHome, phone } from '../../helpers/home.ts';
import { runProgram } from '../../helpers/program.ts';

/** A shell of mary's, in a role whose hour is nearly over: what its prompt asks, and what it is told. */
async function nearlyOver(context: TestContext, profile: string) {
  const home = await makeDemoHome(context);
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
  return { home, change, renew: () => call(['--renew'], env) };
}

test('a renewal that AWS does not answer is given up before the prompt has waited long', async (context) => {
  const { home, renew } = await nearlyOver(context, 'ystataws');
  home.aws.failNext({ kind: 'hang', action: 'AssumeRole' });
  const began = performance.now();
  const { code, out } = await renew();
  assert.deepEqual([code, out], [1, '']);
  assert.ok(performance.now() - began < 10_000, 'no time-out of the network was waited for');
  // A machine that is busy may not answer within the two seconds of a prompt either: then the prompt after it is served.
  let later = await renew();
  while (later.code === 1) later = await renew();
  assert.ok(
    later.parts.some((part) => part.startsWith('AWS_ACCESS_KEY_ID=ASIA')),
    'the next one is as good as ever',
  );
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
