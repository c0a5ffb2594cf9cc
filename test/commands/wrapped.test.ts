import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeDemoHome } from '../helpers/home.ts';
import { program, programLine, runProgram } from '../helpers/program.ts';
import { Terminal } from '../helpers/terminal.ts';

test('a problem is wrapped at words to the terminal, its answer elsewhere or not, and not at all to a pipe', async (context) => {
  const home = await makeDemoHome(context);
  const typed = ['show', 'prod-admim'];
  const piped = await runProgram(typed, home);
  assert.equal(piped.code, 1);
  const whole = piped.err.trimEnd().split('\n');
  assert.ok(
    whole.some((line) => line.length > 40),
    piped.err,
  );
  for (const [file, args] of [
    [program[0] ?? '', [...program.slice(1), ...typed]],
    ['/bin/sh', ['-c', `${programLine} ${typed.join(' ')} >/dev/null`]],
  ] as const) {
    const terminal = new Terminal({ file, args, env: home.env, columns: 40 });
    context.after(() => terminal[Symbol.asyncDispose]());
    await terminal.exit;
    // What the terminal breaks by itself is one line here.
    const { lines } = terminal;
    assert.ok(lines.length > whole.length, terminal.text);
    for (const line of lines) assert.ok(line.length <= 40 || !line.trim().includes(' ', 12), line);
  }
});
