import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type TestContext, test } from 'node:test';
import { toItsEnd, untilFinished } from '../../../source/adapters/processes/unfinished.ts';
import { makeLateHome } from '../../helpers/late-service.ts';
import { program } from '../../helpers/program.ts';

/** The program at the moment at which its renewal has reached the service, which has not answered. */
async function amidRenewal(context: TestContext, argv: readonly string[]) {
  const late = await makeLateHome(context);
  const child = spawn(program[0], argv, { env: late.env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  context.after(() => child.kill('SIGKILL'));
  const said = { text: '' };
  child.stdout.resume();
  child.stderr.setEncoding('utf8').on('data', (text) => {
    said.text += text;
  });
  const ended = once(child, 'exit') as Promise<[code: number | null, signal: string | null]>;
  await Promise.race([late.asked, ended.then(() => assert.fail(`it ended without a renewal: ${said.text}`))]);
  return { late, child, said, ended };
}

test('a signal during a renewal: the new token is written, and then the signal ends us', async (context) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    const { late, child, ended } = await amidRenewal(context, ['credential-process', 'dev']);
    child.kill(signal);
    // It is still there to take the answer, or it is not: then nothing is written.
    late.answer();
    assert.deepEqual(await ended, [null, signal]);
    assert.equal(await late.written(), late.valid(), signal);
  }
});

test('a second signal ends us at once', async (context) => {
  const { child, ended } = await amidRenewal(context, ['credential-process', 'dev']);
  // The service never answers. The second one may come before the first was taken: then a third one does it.
  const again = setInterval(() => child.kill('SIGINT'), 100);
  const began = Date.now();
  assert.deepEqual(await ended.finally(() => clearInterval(again)), [null, 'SIGINT']);
  assert.ok(Date.now() - began < 15_000, 'no time-out was waited for');
});

test('a command that ends during a renewal waits for it, and says so', async (context) => {
  const { late, child, said, ended } = await amidRenewal(context, ['discover']);
  child.kill('SIGINT');
  const told = async () => {
    while (!/^Waiting for AWS to renew a sign-in, .* Ctrl\+C stops at once\.$/m.test(said.text))
      await once(child.stderr, 'data');
  };
  await Promise.race([told(), ended]);
  late.answer();
  await ended;
  assert.equal(await late.written(), late.valid());
});

test('work that fails is over, and its failure is its own', async () => {
  const bad = toItsEnd(() => Promise.reject(new Error('refused')));
  const waiting = untilFinished();
  await assert.rejects(bad, /refused/);
  await waiting;
  assert.equal(process.listenerCount('SIGHUP'), 0);
});

test('all of what is under way is waited for, and nothing where nothing is', async () => {
  await untilFinished();
  const [one, other] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const running = [toItsEnd(() => one.promise), toItsEnd(() => other.promise)];
  assert.equal(process.listenerCount('SIGHUP'), 1);
  let isOver = false;
  const waiting = untilFinished().then(() => {
    isOver = true;
  });
  one.resolve();
  await running[0];
  assert.equal(isOver, false);
  other.resolve();
  await waiting;
  await Promise.all(running);
});
