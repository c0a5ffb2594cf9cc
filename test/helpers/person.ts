import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { makeDemoHome } from './home.ts';
import { programLine } from './program.ts';
import { Terminal, type TerminalOptions } from './terminal.ts';

/** Keys as a terminal sends them. */
export const keys = {
  up: '\x1b[A',
  down: '\x1b[B',
  enter: '\r',
  escape: '\x1b',
  tab: '\t',
  ctrlC: '\x03',
  ctrlO: '\x0f',
  ctrlS: '\x13',
  ctrlT: '\x14',
  ctrlU: '\x15',
  ctrlZ: '\x1a',
  end: '\x1b[F',
  paste: (text: string) => `\x1b[200~${text}\x1b[201~`,
} as const;

/** Mary at a bash of hers, `rolecall` in her PATH, an AWS of this test's own behind it. */
export async function sitDown(
  context: TestContext,
  { line = programLine, ...options }: Partial<TerminalOptions> & { readonly line?: string } = {},
) {
  const home = await makeDemoHome(context);
  const bin = join(home.directory, 'bin');
  await mkdir(bin);
  await writeFile(join(bin, 'rolecall'), `#!/bin/sh\nexec ${line} "$@"\n`, { mode: 0o755 });
  const terminal = new Terminal({
    file: '/bin/bash',
    args: ['--norc', '-i'],
    cwd: home.directory,
    env: { ...home.env, PATH: `${bin}:${home.env.PATH}`, PS1: 'host$ ', HISTFILE: '/dev/null' },
    columns: 100,
    rows: 30,
    ...options,
  });
  context.after(() => terminal[Symbol.asyncDispose]());
  await terminal.until('host$');
  return { home, terminal };
}

/** The person's own prompt, waiting. */
export const atHost = ({ lastLine }: Terminal): boolean => lastLine.trimEnd() === 'host$';

/** The row in focus; empty while half a frame has no marker yet, or two. */
export function focused(terminal: Terminal): string {
  const marked = terminal.lines.filter((line) => line.includes('❯'));
  return marked.length === 1 ? (marked[0] ?? '') : '';
}

/** The row in focus, and its line: a favourite stands on two that are alike. */
const place = (terminal: Terminal): string =>
  `${terminal.lines.findIndex((line) => line.includes('❯'))} ${focused(terminal)}`;

/** Arrow down until a profile is in focus. */
export async function choose(terminal: Terminal, profile: string): Promise<void> {
  // The frame below the list names the profile; the row may have its display name only.
  const isChosen = () => terminal.lines.some((line) => line.includes(`╭─ ${profile} ─`));
  for (let moves = 0; moves < 60 && !isChosen(); moves += 1) {
    const before = place(terminal);
    terminal.type(keys.down);
    await terminal.until(() => focused(terminal) !== '' && place(terminal) !== before);
  }
  if (!isChosen()) throw new Error(`${profile} is not on the list:\n${terminal.text}`);
}
