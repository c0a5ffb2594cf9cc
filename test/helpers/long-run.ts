import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { withoutBoto } from './boto.ts';
import type { makeDemoHome } from './home.ts';
import { node } from './node.ts';
import { injecting } from './program.ts';

const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));

type DemoHome = Awaited<ReturnType<typeof makeDemoHome>>;

/** A clock that a program and the ones it starts can be told to go by: what it says, and who reads it. */
export async function shiftedClock(home: DemoHome) {
  const file = join(home.directory, 'clock');
  await writeFile(file, '0');
  let minutes = 0;
  /** AWS's and the program's. */
  const pass = async (more: number) => {
    minutes += more;
    home.aws.clock.advance(more * 60_000);
    await writeFile(file, String(minutes * 60_000));
  };
  return {
    env: {
      ...home.env,
      CLOCK_OFFSET_FILE: file,
      ...injecting(fixture('shifted-clock.mjs')),
      // For a runner that is Node.
      NODE_OPTIONS: `--import ${fixture('shifted-clock.mjs')}`,
      PYTHONPATH: fixture('python'),
      PYTHONDONTWRITEBYTECODE: '1',
    },
    pass,
    /** An hour and a minute on, when every session of an hour has ended. */
    nextHour: () => pass(61),
  };
}

/** Programs with one client of AWS for their whole life, which say who they are at every line. */
export const longRunners = [
  { name: 'the JavaScript SDK', command: [node, fixture('long-runner.ts')], skip: false },
  {
    name: 'boto3',
    command: ['python3', fixture('long_runner.py')],
    skip: withoutBoto,
  },
] as const;

/** Starts a program that answers every line with one. @param isRead whether anybody reads its stderr */
export function talkTo(
  context: TestContext,
  [file = '', ...words]: readonly string[],
  env: Readonly<Record<string, string>>,
  { isRead = true } = {},
) {
  const child = spawn(file, words, { env, detached: true });
  context.after(() => child.kill('SIGKILL'));
  const ended = once(child, 'exit');
  let errors = '';
  if (isRead) {
    child.stderr.on('data', (text) => {
      errors += text;
    });
  }
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    pid: child.pid ?? 0,
    errors: () => errors,
    /** @returns the words of the answer */
    ask: async (line = '') => {
      child.stdin.write(`${line}\n`);
      const { value } = await lines.next();
      assert.ok(value, errors);
      return String(value).split(' ');
    },
    /** Its exit code, once it has ended by itself. */
    ended: async () => (await ended)[0],
    end: async () => {
      child.stdin.end();
      return (await ended)[0];
    },
  };
}

/** One of {@link longRunners} is the role `arn` in each of three hours, with keys of their own, and mary where it asks for her profile. */
export async function outliveTwoExpiries(
  { aws }: DemoHome,
  { nextHour }: Awaited<ReturnType<typeof shiftedClock>>,
  { ask }: ReturnType<typeof talkTo>,
  arn: string,
): Promise<void> {
  const seen = new Set<string | undefined>();
  for (let hours = 0; hours < 3; hours += 1) {
    const [found, key] = await ask();
    assert.equal(found, arn);
    seen.add(key);
    const calls = aws.count('AssumeRole');
    await ask();
    assert.equal(aws.count('AssumeRole'), calls, 'asked again within the hour, nothing is fetched');
    await nextHour();
  }
  assert.equal(seen.size, 3, 'each hour has keys of its own');
  assert.equal((await ask('mary'))[0], 'arn:aws:iam::111122223333:user/mary', 'other profiles still resolve');
}
