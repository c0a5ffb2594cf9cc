import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { appendFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { pagePath } from '../../scripts/pages.ts';
import { shells } from '../../source/domain/shells/registry.ts';
import { sitDown } from '../helpers/person.ts';
import type { Terminal } from '../helpers/terminal.ts';
import { whereIs } from '../helpers/terminal-shells.ts';

/** With the lines of docs/shells.md that put the role into the title of a pane. */
const people = [
  {
    name: 'bash',
    rc: '.bashrc',
    prompt: "PS1='mine> '",
    title: String.raw`PS1='\[\e]2;$ROLECALL_DISPLAY_NAME\a\]'$PS1`,
  },
  {
    name: 'zsh',
    rc: '.zshrc',
    prompt: "PROMPT='mine> '\nunsetopt prompt_sp",
    title: String.raw`precmd_functions+=(role_title); role_title() { printf '\e]2;%s\a' "$ROLECALL_DISPLAY_NAME" }`,
  },
  {
    name: 'fish',
    rc: '.config/fish/config.fish',
    prompt: "function fish_greeting; end\nfunction fish_prompt; echo -n 'mine> '; end",
    title: 'function fish_title; echo $ROLECALL_DISPLAY_NAME; end',
  },
] as const;
const titleInStatus = "set -g status-right '#{pane_title}'";

/** Mary at her bash, with a tmux whose panes run a shell that has `lines` in its rc file. */
async function withTmux(context: TestContext, { name, rc }: (typeof people)[number], lines: readonly string[]) {
  // Not in mary's home, which is gone before the server is told to end.
  const sockets = await mkdtemp(join(tmpdir(), 'tmux-'));
  const { home, terminal } = await sitDown(context, { columns: 140, rows: 30 });
  const env = {
    TMUX_TMPDIR: sockets,
    SHELL: whereIs(name) ?? '',
    XDG_CONFIG_HOME: join(home.directory, '.config'),
  };
  const file = join(home.directory, rc);
  await mkdir(dirname(file), { recursive: true });
  const configure = (...more: readonly string[]) => appendFile(file, `${more.join('\n')}\n`);
  await configure(...lines);
  await writeFile(
    join(home.directory, 'tmux.conf'),
    `${titleInStatus}\nset -g status-right-length 40\nset -g status-left 'here '\nset -g default-command '${name} -i'\n`,
  );
  context.after(async () => {
    spawnSync('tmux', ['kill-server'], { env: { ...process.env, ...env } });
    await rm(sockets, { recursive: true });
  });
  terminal.enter(
    `export ${Object.entries(env)
      .map((pair) => pair.join('='))
      .join(' ')}`,
  );
  return { terminal, configure };
}

/** A window, at a prompt that is all of its line but for the role. */
const window =
  (number: number, prompt: RegExp) =>
  ({ lines, lastLine }: Terminal): boolean =>
    lastLine.includes(` ${number}:`) &&
    lastLine.includes('*') &&
    prompt.test(lines.slice(0, -1).findLast((line) => line.trim() !== '') ?? '');
const silent = /^mine> *$/;
const inRole = /^ ystataws @ account-b {2}\S+ mine> *$/;

for (const person of people) {
  const { name, prompt, title } = person;
  const missing = ['tmux', name].find((program) => whereIs(program) === undefined);
  const skip = missing !== undefined && `no ${missing} on this machine: NOT TESTED`;

  test(`${name}: a tmux started in a role has it in every pane; the hook in the rc file shows and renews it`, {
    skip,
  }, async (context) => {
    const { terminal, configure } = await withTmux(context, person, [prompt]);
    terminal.enter('rolecall ystataws');
    await terminal.until('exit returns.');
    terminal.enter('clear; tmux -f tmux.conf');
    await terminal.until(window(0, silent));
    assert.match(await terminal.run('rolecall status'), /^mary in 111122223333, acting as ystataws in 444455556666/);
    terminal.enter('rolecall refresh');
    await terminal.until(`Load the hook, then refresh again: ${shells[name].hookLine}`);
    await terminal.until('Or open a subshell: rolecall ystataws');

    await configure(shells[name].hookLine);
    terminal.enter('clear; tmux new-window');
    await terminal.until(window(1, inRole));
    const before = await terminal.run('printenv AWS_ACCESS_KEY_ID');
    terminal.enter('clear; rolecall refresh');
    await terminal.until('is now ystataws');
    await terminal.until(window(1, inRole));
    assert.notEqual(await terminal.run('printenv AWS_ACCESS_KEY_ID'), before);
    terminal.enter('clear; rolecall off');
    await terminal.until(window(1, silent));
  });

  test(`${name}: a pane opened from a role is in none, where tmux was there before; the status line names each one's`, {
    skip,
  }, async (context) => {
    const page = await readFile(pagePath('docs/shells.md'), 'utf8');
    for (const line of [title, titleInStatus]) assert.ok(page.includes(line), line);
    const { terminal } = await withTmux(context, person, [prompt, title, shells[name].hookLine]);
    const hasTitle = ({ lastLine }: Terminal) => lastLine.includes('ystataws @ account-b');
    terminal.enter('clear; tmux -f tmux.conf');
    await terminal.until(window(0, silent));
    terminal.enter('clear; rolecall ystataws');
    await terminal.until(window(0, inRole));
    await terminal.until(hasTitle);
    terminal.enter('clear; tmux new-window');
    await terminal.until(window(1, silent));
    assert.match(await terminal.run('rolecall status'), /^In no role\./);
    await terminal.until((each) => !hasTitle(each));
    terminal.enter('tmux last-window');
    await terminal.until(window(0, inRole));
    await terminal.until(hasTitle);
    terminal.enter('clear; rolecall off');
    await terminal.until(window(0, silent));
    await terminal.until((each) => !hasTitle(each));
  });
}
