import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Command } from '../../../source/commands/registry/command.ts';
import { commands } from '../../../source/commands/registry/commands.ts';
import { helpText } from '../../../source/commands/registry/help-text.ts';

const shown = commands.flatMap((command) => [command, ...(command.verbs ?? [])]).filter(({ hidden }) => !hidden);

test('no line of help is wider than the terminal, but for what is to be typed as it is', () => {
  for (const columns of [60, 80, 120]) {
    for (const command of shown) {
      const typed = [...command.usage, ...command.examples.map(([line]) => line)];
      const lines = helpText(command, command.name === 'switch' ? commands : undefined, {
        colors: false,
        columns,
      }).split('\n');
      const wide = lines.filter((line) => line.length > columns && !typed.includes(line.trim()));
      assert.deepEqual(wide, [], `${command.name} at ${columns}`);
    }
  }
});

test('help names every flag, and shows at least one example', () => {
  for (const command of shown) {
    const text = helpText(command, undefined, { colors: false, columns: 80 });
    for (const { name } of command.flags) assert.match(text, new RegExp(`--${name}\\b`), `${command.name} --${name}`);
    if (command.name !== 'role') assert.ok(command.examples.length > 0, command.name);
  }
});

test('the top level lists every command that is for people', () => {
  const text = helpText(commands[0] as Command, commands, { colors: false, columns: 80 });
  for (const { name, hidden } of commands) {
    assert.equal(new RegExp(`^  ${name} `, 'm').test(text), hidden !== true, name);
  }
});

test('a group lists its verbs, each on a line of its own', () => {
  for (const group of commands.filter(({ verbs }) => verbs !== undefined)) {
    const lines = helpText(group, undefined, { colors: false, columns: 100 }).split('\n');
    for (const { name, summary } of group.verbs ?? []) {
      assert.ok(
        lines.some((line) => line.trim().replace(/ {2,}/, ' ') === `${name} ${summary}`),
        name,
      );
    }
  }
});
