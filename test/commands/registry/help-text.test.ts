import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commands } from '../../../source/commands/registry/commands.ts';
import { groups } from '../../../source/commands/registry/groups.ts';
import { helpText, overviewText } from '../../../source/commands/registry/help-text.ts';

const shown = commands.flatMap((command) => [command, ...(command.verbs ?? [])]).filter(({ hidden }) => !hidden);

test('no line of help is wider than the terminal, but for what is to be typed as it is', () => {
  for (const columns of [60, 80, 120]) {
    for (const command of shown) {
      const typed = [...command.usage, ...command.examples.map(([line]) => line)];
      const lines = helpText(command, { colors: false, columns }).split('\n');
      const wide = lines.filter((line) => line.length > columns && !typed.includes(line.trim()));
      assert.deepEqual(wide, [], `${command.name} at ${columns}`);
    }
  }
});

test('help names every flag, and shows at least one example', () => {
  for (const command of shown) {
    const text = helpText(command, { colors: false, columns: 80 });
    for (const { name } of command.flags) assert.match(text, new RegExp(`--${name}\\b`), `${command.name} --${name}`);
    if (command.name !== 'role') assert.ok(command.examples.length > 0, command.name);
  }
});

test('the list of all verbs has each that is for people once, in a group, on a screen of 80 by 24', () => {
  const people = commands.filter(({ hidden }) => hidden !== true).map(({ name }) => name);
  assert.deepEqual(groups.flatMap(([, verbs]) => verbs.flatMap((verb) => verb.split(', '))).sort(), [...people].sort());
  const text = overviewText(commands, { colors: false, columns: 80 });
  const lines = text.trimEnd().split('\n');
  assert.ok(lines.length <= 24, `${lines.length} lines`);
  for (const name of people) assert.match(text, new RegExp(`^.{11}(\\S+, )?${name}(, \\S+)? {2,}\\S`, 'm'));
  for (const [title] of groups) assert.match(text, new RegExp(`^${title} `, 'm'));
  for (const columns of [40, 60, 80, 120]) {
    const wide = overviewText(commands, { colors: false, columns }).split('\n');
    assert.deepEqual(
      wide.filter((line) => line.length > columns),
      [],
      `at ${columns}`,
    );
  }
});

test('a group lists its verbs, each on a line of its own', () => {
  for (const group of commands.filter(({ verbs }) => verbs !== undefined)) {
    const lines = helpText(group, { colors: false, columns: 100 }).split('\n');
    for (const { name, summary } of group.verbs ?? []) {
      assert.ok(
        lines.some((line) => line.trim().replace(/ {2,}/, ' ') === `${name} ${summary}`),
        name,
      );
    }
  }
});
