import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commands } from '../../../source/commands/registry/commands.ts';
import { dispatch } from '../../../source/commands/registry/dispatch.ts';
import { flagBeforeVerb, mistypedVerb } from '../../../source/commands/registry/mistyped.ts';
import { Problem } from '../../../source/problem.ts';
import { profilesOf } from '../../domain/profiles/files.ts';

const profiles = profilesOf('[profile ystataws]\n[profile prod-admin]\n[profile lst]\n[profile expert]\n');

/** What is typed behind `rolecall`, and what is asked back; undefined where the word is left to the picker. */
const table: readonly (readonly [typed: string, asked: RegExp | undefined])[] = [
  ['ystatws', undefined],
  ['ystat', undefined],
  ['prod-adnim', undefined],
  ['docter', /Did you mean rolecall doctor\?/],
  ['stauts', /Did you mean rolecall status\?/],
  ['exportt', /Did you mean rolecall export\?\nOr the profile expert\?/],
  ['lis', /Did you mean rolecall list\?/],
  // As near to the profile `lst` as to `list`.
  ['lit', undefined],
  ['exce prod-admin', /Did you mean rolecall exec\?/],
  ['lit prod-admin', /Did you mean the profile lst, or rolecall list\?/],
  ['zzzzzz', undefined],
  ['lst', undefined],
];

for (const [typed, asked] of table) {
  test(`rolecall ${typed}: ${asked === undefined ? 'a word to search for' : asked.source}`, () => {
    const problem = mistypedVerb(typed.split(' '), profiles, commands);
    if (asked === undefined) assert.equal(problem, undefined);
    else assert.match((problem?.text.todo ?? []).join('\n'), asked);
  });
}

/** A command line whose flag stands before its verb, and what is said; undefined where no verb behind it has the flag. */
const before: readonly (readonly [typed: string, said: string | undefined])[] = [
  ['--json list', '--json is a flag of rolecall list, and goes after it.\nrolecall list --json'],
  [
    '--parallel 2 exec list -- ls',
    '--parallel is a flag of rolecall exec, and goes after it.\nrolecall exec --parallel N',
  ],
  [
    '--parallel=2 exec list -- ls',
    '--parallel is a flag of rolecall exec, and goes after it.\nrolecall exec --parallel N',
  ],
  ['-y exec list -- ls', '-y is a flag of rolecall exec, and goes after it.\nrolecall exec -y'],
  ['--json key list', '--json is a flag of rolecall key list, and goes after it.\nrolecall key list --json'],
  ['--json prod', undefined],
  ['--jsonn list', undefined],
  ['--verbose', undefined],
];

for (const [typed, said] of before) {
  test(`rolecall ${typed}: ${said === undefined ? 'no verb has it' : 'it stands behind its verb'}`, async () => {
    const [flag = '', ...words] = typed.split(' ');
    const problem = flagBeforeVerb(flag, words, commands);
    assert.equal(problem && [problem.text.title, problem.text.todo?.[0]].join('\n'), said);
    const title = said === undefined ? /^There is no flag / : /goes after it/;
    await assert.rejects(dispatch([flag, ...words], {} as never), (error) => {
      return error instanceof Problem && error.text.exitCode === 2 && title.test(error.text.title);
    });
  });
}
