import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commands } from '../../../source/commands/registry/commands.ts';
import { dispatch } from '../../../source/commands/registry/dispatch.ts';
import { completedVerbs } from '../../../source/commands/setup/completion.ts';
import { printFormats } from '../../../source/domain/roles/print/print.ts';
import { statusPlaceholders } from '../../../source/output/status.ts';
import { Problem } from '../../../source/problem.ts';

test('behind every verb of the table there is something to run', async () => {
  for (const command of commands.flatMap(({ verbs, ...command }) => verbs ?? [command])) {
    assert.equal(typeof (await command.load?.())?.run, 'function', command.name);
  }
  await assert.rejects(dispatch(['role', 'no-such'], {} as never), (error) => {
    return error instanceof Problem && /no-such/.test(error.text.title);
  });
});

test('what help lists of formats and placeholders is all that there are', () => {
  const verbs = commands.flatMap(({ verbs, ...command }) => verbs ?? [command]);
  const named = (name: string) => verbs.find((command) => command.name === name);
  const print = named('role create')?.flags.find(({ name }) => name === 'print');
  assert.deepEqual(print?.choices, printFormats);
  for (const format of printFormats) assert.match(print?.summary ?? '', new RegExp(`\\b${format}\\b`));
  assert.deepEqual(named('status')?.details?.match(/(?<=\{)\w+(?=\})/g), [...statusPlaceholders]);
});

test('a flag that names a profile to start from completes those with keys, too, in every verb', () => {
  const verbs = completedVerbs(commands);
  const starting = verbs.flatMap(({ words, flags }) =>
    flags
      .filter(({ name }) => ['source-profile', 'profile', 'try-as'].includes(name))
      .map(({ name, value }) => [...words, name, value].join(' ')),
  );
  assert.ok(starting.includes('add source-profile source'), starting.join('\n'));
  assert.deepEqual(
    starting.filter((each) => !each.endsWith(' source')),
    [],
  );
});
