import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commands } from '../../../source/commands/registry/commands.ts';
import { mistypedVerb } from '../../../source/commands/registry/mistyped.ts';
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
