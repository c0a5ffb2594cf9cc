import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { type TestContext, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { phone } from '../helpers/home.ts';
import { atHost, keys, sitDown } from '../helpers/person.ts';

/** Processes of rolecall that were started in that home. */
function running(directory: string): readonly number[] {
  const read = (path: string) => {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      return '';
    }
  };
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => read(`/proc/${pid}/environ`).includes(`HOME=${directory}\0`))
    .filter((pid) => /dist\/rolecall\0/.test(read(`/proc/${pid}/cmdline`)))
    .map(Number);
}

async function asked(context: TestContext, line: string) {
  const sat = await sitDown(context);
  const before = await sat.terminal.run('stty -a');
  sat.terminal.enter(line);
  await sat.terminal.until('MFA code of mary-phone for hub:');
  return { ...sat, before };
}

test('a helper asks on a line, and ends with the program that called it', async (context) => {
  const { home, terminal, before } = await asked(
    context,
    "sh -c 'echo $$ >pid; rolecall credential-process hub >out; true'",
  );
  assert.ok(!terminal.output.includes('\x1b[?1049h'), 'no screen of its own');
  process.kill(Number(readFileSync(`${home.directory}/pid`, 'utf8')), 'SIGKILL');
  while (running(home.directory).length > 0) await pause(50);
  await terminal.until(atHost);
  assert.equal(await terminal.run('stty -a'), before);
});

test('a helper ends when nobody reads its answer', async (context) => {
  const { home, terminal, before } = await asked(context, 'rolecall credential-process hub | sleep 1');
  await terminal.until(atHost);
  assert.deepEqual(running(home.directory), []);
  assert.equal(await terminal.run('stty -a'), before);
});

test('what a killed rolecall left of the terminal is put back by the next one', async (context) => {
  const { home, terminal } = await sitDown(context);
  const before = await terminal.run('stty -a');
  terminal.enter("sh -c 'rolecall exec hub -- true; rolecall exec hub -- true; stty -a; echo through'");
  await terminal.until('Code from mary-phone');
  const [first] = running(home.directory);
  process.kill(first ?? 0, 'SIGKILL');
  await terminal.until(() => terminal.output.split('\x1b[?1049h').length === 3);
  const left = terminal.output.indexOf('\x1b[?1049l');
  assert.ok(left > 0 && left < terminal.output.lastIndexOf('\x1b[?1049h'), 'the other screen was left first');
  await terminal.until('Code from mary-phone');
  terminal.type(keys.ctrlC);
  await terminal.until(/^through/m);
  const after = terminal.text.slice(terminal.text.lastIndexOf('speed '), terminal.text.lastIndexOf('\nthrough'));
  assert.equal(after, before);
});

test('a terminal that understands nothing is asked on a line, without control sequences', async (context) => {
  const { home, terminal } = await sitDown(context);
  terminal.enter('TERM=dumb rolecall exec hub -- echo "it"" runs"');
  const start = terminal.output.length;
  await terminal.until('MFA code of mary-phone for hub:');
  terminal.enter(home.aws.code(phone));
  await terminal.until('it runs');
  assertPlain(terminal.output.slice(start));
});

test('the picker and the form of such a terminal are lines as well', async (context) => {
  const { terminal } = await sitDown(context);
  const start = terminal.output.length;
  terminal.enter('TERM=dumb rolecall export >/dev/null; echo "it"" runs"');
  await terminal.until('or part of a name:');
  terminal.enter('no such role');
  await terminal.until('No role matches no such role.');
  terminal.enter('ystataws');
  await terminal.until('Enter prints the credentials, m for more, c for the console, or part of a name:');
  terminal.enter('');
  await terminal.until('it runs');
  terminal.enter('TERM=dumb rolecall add');
  await terminal.until(/^Profile: $/m);
  terminal.type(keys.ctrlC);
  await terminal.until(atHost);
  assertPlain(terminal.output.slice(start));
});

/** bash itself switches pastes in brackets on and off. */
const assertPlain = (output: string) =>
  assert.ok(!output.replaceAll('\x1b[?2004', '').includes('\x1b'), JSON.stringify(output));
