import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { makeDemoHome } from '../helpers/home.ts';
import { injectable, injectableLine, injecting, runProgram } from '../helpers/program.ts';
import { Terminal, type TerminalOptions } from '../helpers/terminal.ts';

const bug = fileURLToPath(new URL('../fixtures/bug.mjs', import.meta.url));
const atPrompt = ({ lastLine }: Terminal) => lastLine.trimEnd() === 'host$';

/** A person at a shell; `rolecall` notes its process ID, and `buggy` is the same with a bug to come. */
async function sitDown(context: TestContext, options: Partial<TerminalOptions> = {}) {
  const home = await makeDemoHome(context);
  // The shell marks no pastes of its own, so that whoever left the terminal marking them is rolecall.
  const inputrc = join(home.directory, 'inputrc');
  await writeFile(inputrc, 'set enable-bracketed-paste off\n');
  const terminal = new Terminal({
    file: '/bin/bash',
    args: ['--norc', '-i'],
    cwd: home.directory,
    env: { ...home.env, PS1: 'host$ ', HISTFILE: '/dev/null', INPUTRC: inputrc },
    columns: 100,
    rows: 30,
    ...options,
  });
  context.after(() => terminal[Symbol.asyncDispose]());
  const when = join(home.directory, 'now');
  const preloading = Object.entries(injecting(bug)).map(([name, value]) => `${name}='${value}'`);
  const script = `#!/bin/sh\necho $$ > "$HOME/pid"\nexec ${injectableLine} "$@"\n`;
  await writeFile(join(home.directory, 'start'), script, { mode: 0o755 });
  await terminal.until('host$');
  terminal.enter(
    `rolecall() { ./start "$@"; }; buggy() { BUG_WHEN=${when} BUG_HOW=$1 ${preloading} ./start "\${@:2}"; }; clear`,
  );
  await terminal.until(({ lines }) => lines.length === 1);
  const before = await terminal.run('stty -a');
  const pid = async () => Number(await readFile(join(home.directory, 'pid'), 'utf8'));
  return { home, terminal, before, pid, happen: () => writeFile(when, '') };
}

/** The terminal is as it was: modes, cursor, the screen behind the picker, pastes unmarked. */
async function assertRestored(terminal: Terminal, before: string, code: string): Promise<void> {
  await terminal.until(atPrompt);
  assert.equal(await terminal.run('echo $?'), code);
  assert.equal(await terminal.run('stty -a'), before);
  const last = (one: string, other: string) => terminal.output.lastIndexOf(one) > terminal.output.lastIndexOf(other);
  assert.ok(last('\u001b[?25h', '\u001b[?25l'), 'the cursor is back');
  assert.ok(last('\u001b[?1049l', '\u001b[?1049h'), 'the screen is back');
  assert.ok(last('\u001b[?2004l', '\u001b[?2004h'), 'pastes are no longer marked');
  assert.doesNotMatch(terminal.text, /type to search/, 'nothing of the picker stays');
}

describe('the terminal is put back', () => {
  const signals = [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const;
  for (const [signal, code] of signals) {
    test(`after ${signal}, which ends rolecall as it ends any program`, async (context) => {
      const { terminal, before, pid } = await sitDown(context);
      terminal.enter('rolecall');
      await terminal.until('type to search');
      process.kill(await pid(), signal);
      await assertRestored(terminal, before, String(code));
    });
  }

  const leaving = [
    ['SIGTERM', 143, (_: Terminal, pid: number) => process.kill(pid, 'SIGTERM')],
    ['Ctrl+C', 130, (terminal: Terminal) => terminal.type('\u0003')],
  ] as const;
  for (const [how, code, leave] of leaving) {
    test(`after ${how} over a slow line: what the terminal answers later is not typed into the shell`, async (context) => {
      const { terminal, before, pid } = await sitDown(context, { answersAfter: 200 });
      terminal.enter('rolecall');
      await terminal.until('type to search');
      leave(terminal, await pid());
      await assertRestored(terminal, before, String(code));
      assert.doesNotMatch(terminal.text, /1;2c/);
    });
  }

  test('after a signal while a code is typed', async (context) => {
    const { terminal, before, pid } = await sitDown(context);
    terminal.enter('rolecall hub');
    await terminal.until('mary-phone');
    terminal.type('12');
    // Else they may still be on their way, and are the shell's.
    await terminal.until('│ 1 │ │ 2 │');
    process.kill(await pid(), 'SIGTERM');
    await assertRestored(terminal, before, '143');
  });

  for (const how of ['exception', 'rejection']) {
    test(`after a bug (${how}): where to report it, and no secret`, async (context) => {
      const { terminal, before, happen } = await sitDown(context);
      terminal.enter(`buggy ${how}`);
      await terminal.until('type to search');
      await happen();
      await terminal.until('This is a bug in rolecall');
      await assertRestored(terminal, before, '1');
      assert.match(terminal.text, /RangeError in rolecall \d+\.\d+\.\d+, bun \d+\.\d+\.\d+ on /);
      assert.match(terminal.text, /--debug, and report/);
      assert.doesNotMatch(terminal.output, /wJalr|bug\.mjs:/);
    });
  }

  test('after a bug with --debug: the places in the code too, and still no secret', async (context) => {
    const { terminal, before, happen } = await sitDown(context);
    terminal.enter('buggy exception --debug');
    await terminal.until('type to search');
    await happen();
    await terminal.until('This is a bug in rolecall');
    await assertRestored(terminal, before, '1');
    assert.match(terminal.text, /at .*bug\.mjs:\d+:\d+/);
    assert.match(terminal.text, /because of TypeError/);
    assert.doesNotMatch(terminal.output, /wJalr/);
  });

  test('after something was thrown that is no error', async (context) => {
    const { terminal, before, happen } = await sitDown(context);
    terminal.enter("buggy 'no error'");
    await terminal.until('type to search');
    await happen();
    await terminal.until('This is a bug in rolecall');
    await assertRestored(terminal, before, '1');
    assert.doesNotMatch(terminal.output, /wJalr/);
  });

  test('a terminal that is closed takes rolecall with it', async (context) => {
    const { terminal, pid } = await sitDown(context);
    terminal.enter('rolecall');
    await terminal.until('type to search');
    const child = await pid();
    terminal.kill('SIGKILL');
    await terminal[Symbol.asyncDispose]();
    for (let waited = 0; existsSync(`/proc/${child}`) && waited < 500; waited += 1) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    assert.ok(!existsSync(`/proc/${child}`), 'it ended');
  });
});

test('a bug names our own files and lines to whoever asks', async (context) => {
  const home = await makeDemoHome(context);
  const broken = join(home.directory, 'broken.mjs');
  // Once: the report of the bug is written by the same means.
  await writeFile(
    broken,
    `const { encode } = TextEncoder.prototype;
     TextEncoder.prototype.encode = () => {
       TextEncoder.prototype.encode = encode;
       throw new TypeError('a bug');
     };\n`,
  );
  const { code, err } = await runProgram(['list', '--names', '--debug'], {
    env: { ...home.env, ...injecting(broken) },
    program: injectable,
  });
  assert.equal(code, 1);
  assert.match(err, /^ {2}at {8}.*source\/adapters\/terminal\/streams\.ts:\d+:\d+/m);
  assert.match(err, /^ {2}at {8}.*source\/commands\/explain\/list\.ts:\d+:\d+/m);
});

describe('stopped by another program, and continued', () => {
  const stopped = async (terminal: Terminal, pid: number) => {
    process.kill(pid, 'SIGTSTP');
    // Its beginning may stand in a frame that is half drawn.
    await terminal.until(/\]\+ +Stopped/);
  };
  /** Lets it go on behind the prompt, and gives what was written until it waits for the terminal again. */
  const inBackground = async (terminal: Terminal) => {
    const before = terminal.output.length;
    await terminal.run('bg; until [ -z "$(jobs -r)" ]; do :; done');
    return terminal.output.slice(before);
  };

  test('a hidden answer stays hidden, and nothing is asked in the background', async (context) => {
    const { terminal, before, pid } = await sitDown(context);
    terminal.enter('rolecall key add mary2 --in file');
    await terminal.until('at least 8 characters:');
    await stopped(terminal, await pid());
    assert.doesNotMatch(await inBackground(terminal), /characters/);
    terminal.enter('fg');
    // The question stands there once more.
    await terminal.until(({ text }) => text.split('at least 8 characters:').length === 3);
    terminal.enter('typed unseen');
    await terminal.until('The passphrase again:');
    assert.doesNotMatch(terminal.output, /typed unseen/);
    terminal.type('\u0003');
    await terminal.until(atPrompt);
    assert.equal(await terminal.run('stty -a'), before);
  });

  test('the list leaves the screen alone in the background; then it is drawn anew, and takes keys', async (context) => {
    const { terminal, before, pid } = await sitDown(context);
    terminal.enter('rolecall');
    await terminal.until('type to search');
    // It reads, and has what the terminal said of itself: the shell would take that for typed.
    terminal.type('prod-read');
    // Its last frame, too: one that is on its way would be finished behind the prompt.
    await terminal.until(({ text }) => !text.includes('ystataws') && text.includes('→ 555566667777/ReadOnly'));
    await stopped(terminal, await pid());
    // Neither the second screen, nor a line taken back, nor the cursor hidden.
    assert.doesNotMatch(await inBackground(terminal), /\[(\?1049|2J|2K|\d*A|\?25l)/);
    await terminal.until(/mark-\d+\.\s[\s\S]*^host\$/m);
    terminal.enter('fg');
    await terminal.until(({ text }) => text.includes('prod-readonly') && !text.includes('Stopped'));
    terminal.type('x');
    await terminal.until('prod-readx');
    terminal.type('\u0003');
    await assertRestored(terminal, before, '130');
  });
});
