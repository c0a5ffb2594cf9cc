import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { makeKeyHome } from '../commands/key/world.ts';
import { type Home, makeDemoHome } from '../helpers/home.ts';
import { injectable, injecting, program, runProgram } from '../helpers/program.ts';
import { everyVerb } from './every-verb.ts';

const skip = Bun.which('strace') === null && 'no strace on this machine: NOT TESTED';
const bug = fileURLToPath(new URL('../fixtures/bug.mjs', import.meta.url));

/** Runs a program and whatever it starts under a watch. @returns where they connected to: `127.0.0.1:1234` */
async function callsOf(words: readonly string[], home: Home, env = home.env): Promise<readonly string[]> {
  const log = join(home.directory, 'connects');
  const watch = ['-f', '-qq', '-s', '200', '-e', 'trace=connect,sendto', '-e', 'signal=none', '-o', log];
  // A sign-in waits for a browser that nobody opens.
  const [first = '', ...rest] = [...watch, '--', 'timeout', '10', ...words];
  await runProgram([first, ...rest], { env, program: ['strace'] });
  const text = existsSync(log) ? await readFile(log, 'utf8') : '';
  const port = /sin6?_port=htons\((\d+)\)/;
  const address = /(?:sin_addr=inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)")/;
  return text.split('\n').flatMap((line) => {
    const [, four, six] = address.exec(line) ?? [];
    return four === undefined && six === undefined ? [] : [`${four ?? six}:${port.exec(line)?.[1]}`];
  });
}

test('no verb talks to anybody but the AWS that the files name', { skip }, async (context) => {
  const home = await makeKeyHome(context);
  assert.equal((await home.add()).code, 0);
  const own = new URL(home.aws.url).host;
  let seen = 0;
  for (const line of everyVerb) {
    const calls = await callsOf([...program, ...line], home, { ...home.env, AWS_ENDPOINT_URL: home.aws.url });
    seen += calls.length;
    // The demo's AWS is one of its own, on this machine.
    const isDemo = line[0] === 'demo';
    const others = calls.filter((call) => call !== own && !(isDemo && call.startsWith('127.0.0.1:')));
    assert.deepEqual(others, [], line.join(' '));
  }
  assert.ok(seen > 10, 'the watch sees calls');
});

test('a crash tells nobody', { skip }, async (context) => {
  const home = await makeDemoHome(context);
  const when = join(home.directory, 'now');
  await writeFile(when, '');
  const env = { ...home.env, ...injecting(bug), BUG_WHEN: when, BUG_HOW: 'error', AWS_ENDPOINT_URL: home.aws.url };
  const calls = await callsOf([...injectable, 'login', 'corp', '--device'], home, env);
  assert.deepEqual(
    calls.filter((call) => call !== new URL(home.aws.url).host),
    [],
  );
});
