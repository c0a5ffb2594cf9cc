import assert from 'node:assert/strict';
import { version } from '../../source/version.ts';
import type { Environment } from './installs.ts';
import { runProgram } from './program.ts';

/** The program at the end of the launcher is what was called: nothing stands between. */
export async function assertHandsOver(program: string, env: Environment): Promise<void> {
  const call = (argv: readonly string[], input = '') => runProgram(argv, { env, input, program: [program] });
  assert.equal((await call(['--version'])).out, `${version}\n`);
  const ending = await call(['exec', 'ystataws', '--', 'sh', '-c', 'exit 41']);
  assert.equal(ending.code, 41, ending.err);
  const words = ['a b', '', '*', '$x', '-q', '--'];
  const said = await call(['exec', 'ystataws', '--', 'printf', '[%s]', ...words]);
  assert.equal(said.out, words.map((word) => `[${word}]`).join(''));
  const copied = await call(['exec', 'ystataws', '--', 'cat'], 'x'.repeat(300_000));
  assert.equal(copied.out.length, 300_000);
  const killed = Bun.spawn([program, 'exec', 'ystataws', '--', 'sh', '-c', 'kill -TERM $$'], { env });
  await killed.exited;
  assert.equal(killed.signalCode, 'SIGTERM');
  const own = Bun.spawn([program, 'exec', 'ystataws', '--', 'sh', '-c', 'echo $$'], { env, stdout: 'pipe' });
  assert.equal(Number(await own.stdout.text()), own.pid, 'one process all the way');
}
