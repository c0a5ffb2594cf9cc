import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { chmod, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { keepText } from '../../../source/adapters/processes/editor.ts';
import { makeHome } from '../../helpers/home.ts';
import { Terminal } from '../../helpers/terminal.ts';

const fixture = fileURLToPath(new URL('../fixtures/edit.ts', import.meta.url));
const args = [fixture];

/** A home with a program that is the editor: a shell script that is given the file. */
async function homeWithEditor(t: Parameters<typeof makeHome>[0], script: string) {
  const { directory, env } = await makeHome(t);
  const temporary = join(directory, 'temporary files');
  const editor = join(directory, 'my editor');
  await mkdir(temporary);
  await writeFile(editor, `#!/bin/sh\n${script}\n`);
  await chmod(editor, 0o755);
  return { temporary, env: { ...env, TMPDIR: temporary, EDITOR: `'${editor}' --wait` } };
}

/** What was left in the temporary directory, the runtime's own aside. */
const left = (directory: string) => readdirSync(directory).filter((name) => name.startsWith('rolecall-'));

const cwd = fileURLToPath(new URL('../../..', import.meta.url));

test('the editor has the terminal, a file that is the person’s alone, and its arguments', async (t) => {
  const { env, temporary } = await homeWithEditor(
    t,
    'ls -l "$2" | cut -c1-10; ls -ld "$(dirname "$2")" | cut -c1-10; echo "$1 $(basename "$2")"; read line; echo "$line" > "$2"',
  );
  await using terminal = new Terminal({ file: process.execPath, args, env, cwd });
  await terminal.until('--wait role-trust.json');
  await terminal.until('-rw-------');
  await terminal.until('drwx------');
  terminal.type('after it\r');
  await terminal.until('came back: "after it\\n"');
  assert.equal(await terminal.exit, 0);
  assert.deepEqual(left(temporary), []);
});

test('Ctrl+C in the editor is the editor’s', async (t) => {
  const { env } = await homeWithEditor(
    t,
    'trap \'echo caught; trap - INT\' INT; echo ready; while :; do read line && break; done; echo "$line" > "$2"',
  );
  await using terminal = new Terminal({ file: process.execPath, args, env, cwd });
  await terminal.until('ready');
  terminal.type('\u0003');
  await terminal.until('caught');
  terminal.type('still here\r');
  await terminal.until('came back: "still here\\n"');
});

test('a text that is kept lies in a file that is the person’s alone', async (t) => {
  const path = await keepText('role-trust.json', 'typed\n');
  t.after(() => rm(dirname(path), { recursive: true }));
  assert.equal(basename(path), 'role-trust.json');
  assert.equal(await readFile(path, 'utf8'), 'typed\n');
  if (process.platform === 'win32') return;
  assert.equal((await stat(path)).mode & 0o777, 0o600);
  assert.equal((await stat(dirname(path))).mode & 0o777, 0o700);
});

for (const [script, saved] of [
  ['exit 3', 'before'],
  ['echo half > "$2"; kill -9 $$', 'half'],
  ['rm "$2"', 'before'],
] as const) {
  test(`an editor that fails is told with what it saved: ${script}`, async (t) => {
    const { env, temporary } = await homeWithEditor(t, script);
    await using terminal = new Terminal({ file: process.execPath, args, env, cwd });
    await terminal.until(`came back: "${saved}\\n" editor-failed`);
    assert.deepEqual(left(temporary), []);
  });
}

test('without a terminal there is no editor', async (t) => {
  const { env } = await homeWithEditor(t, 'echo never');
  // A session of its own has no terminal.
  const child = spawn(process.execPath, args, { env, cwd, detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
  assert.match(await text(child.stdout), /came back: "before\\n" no-terminal/);
});
