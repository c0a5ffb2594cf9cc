import assert from 'node:assert/strict';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { shellTitles } from '../../source/domain/shells/registry.ts';
import { sitDown } from '../helpers/person.ts';
import { whereIs } from '../helpers/terminal-shells.ts';

/** Shells that get the environment alone. */
const others = [
  ...['sh', 'dash', 'ash', 'ksh', 'mksh', 'tcsh', 'xonsh'].map((name) => ({ name, profile: '"<$ROLECALL_PROFILE>"' })),
  { name: 'elvish', profile: "'<'$E:ROLECALL_PROFILE'>'" },
];

const isPrompt = (line: string) => /[#$%>]/.test(line) && !/<\w+>$/.test(line);

for (const { name, profile } of others) {
  // Not every system has a name for the shell that is in busybox.
  const file = whereIs(name === 'ash' ? 'busybox' : name);
  const skip = file === undefined && `no ${name} on this machine: NOT TESTED`;
  test(`${name}: one more of its kind, in the role; a role inside a role says so`, { skip }, async (context) => {
    const { home, terminal } = await sitDown(context, { columns: 140 });
    if (name === 'ash') await symlink(file ?? '', join(home.directory, 'bin', name));
    // Some shells throw away what is typed before their prompt, others show it twice.
    const enter = async (line: string) => {
      const shown = () => terminal.text.split(line).length;
      const before = shown();
      terminal.enter(line);
      await terminal.until(() => shown() > before);
      await terminal.until(({ lastLine }) => !lastLine.includes(line) && isPrompt(lastLine));
    };
    await enter(`SHELL=/bin/bash exec ${name}`);
    await enter('rolecall audit');
    await terminal.until(/is now Audit .* exit returns\./);
    await enter(`echo ${profile}`);
    await terminal.until(/(^| )<audit>$/m);
    await enter('rolecall refresh');
    await terminal.until(`Only ${shellTitles()} can be told what to change.`);
    assert.doesNotMatch(terminal.text, /init/);
    // It throws away what is typed in the moment of its prompt: more than this is not steady.
    if (name === 'xonsh') return;
    await enter('rolecall ystataws');
    await terminal.until('This shell is inside 1 more: each exit leaves one.');
    await enter(`echo ${profile}`);
    await terminal.until(/(^| )<ystataws>$/m);
    await enter('exit');
    await enter(`echo again ${profile}`);
    await terminal.until(/(^| )again <audit>$/m);
  });
}

test('a bash that has no hook is told which line loads it', async (context) => {
  const { terminal } = await sitDown(context, { columns: 140 });
  terminal.enter('rolecall ystataws');
  await terminal.until(/is now ystataws/);
  terminal.enter("PS1='bare$ ' bash --norc");
  await terminal.until(/^bare\$ *$/m);
  terminal.enter('rolecall refresh');
  await terminal.until('Load the hook, then refresh again: eval "$(rolecall init bash)"');
  terminal.enter('eval "$(rolecall init bash)"; rolecall refresh');
  await terminal.until(({ lastLine }) => / ystataws @ account-b {2}\S+ bare\$$/.test(lastLine));
});
