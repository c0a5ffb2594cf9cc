import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sitDown } from '../helpers/person.ts';
import { whereIs } from '../helpers/terminal-shells.ts';

/** Shells that get the environment alone. */
const others = [
  { name: 'dash', profile: '"<$ROLECALL_PROFILE>"' },
  { name: 'mksh', profile: '"<$ROLECALL_PROFILE>"' },
  { name: 'tcsh', profile: '"<$ROLECALL_PROFILE>"' },
  { name: 'elvish', profile: "'<'$E:ROLECALL_PROFILE'>'" },
];

for (const { name, profile } of others) {
  const skip = whereIs(name) === undefined && `no ${name} on this machine: NOT TESTED`;
  test(`${name}: one more of its kind, in the role; a role inside a role says so`, { skip }, async (context) => {
    const { terminal } = await sitDown(context, { columns: 140 });
    terminal.enter(`SHELL=/bin/bash exec ${name}`);
    await terminal.until(({ lines }) => lines.length > 1 && lines.at(-1)?.includes('exec') === false);
    terminal.enter('rolecall audit');
    await terminal.until(/is now Audit .* exit returns\./);
    terminal.enter(`echo ${profile}`);
    await terminal.until(/(^| )<audit>$/m);
    terminal.enter('rolecall refresh');
    await terminal.until('Only bash, zsh, fish and PowerShell can be told what changes.');
    assert.doesNotMatch(terminal.text, /init/);
    terminal.enter('rolecall ystataws');
    await terminal.until('This shell is inside 1 more: each exit goes back by one.');
    terminal.enter(`echo ${profile}`);
    await terminal.until(/(^| )<ystataws>$/m);
    terminal.enter('exit');
    terminal.enter(`echo again ${profile}`);
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
  await terminal.until('Load it, then refresh again: eval "$(rolecall init bash)"');
  terminal.enter('eval "$(rolecall init bash)"; rolecall refresh');
  await terminal.until(({ lastLine }) => / ystataws @ account-b {2}\S+ bare\$$/.test(lastLine));
});
