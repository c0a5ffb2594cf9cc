import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lint } from '../../../../source/domain/profiles/findings/lint.ts';
import { unknownProfile } from '../../../../source/domain/profiles/names.ts';
import { planRequest } from '../../../../source/domain/sessions/plan/plan.ts';
import { plainRequest } from '../../../../source/domain/sessions/plan/request.ts';
import { Problem, type ProblemText } from '../../../../source/problem.ts';
import { profilesOf } from '../files.ts';

const role = 'role_arn = arn:aws:iam::444455556666:role/X';

/** A configuration, the profile asked for, the lines that are named, what to write. */
const table: readonly (readonly [config: string, profile: string, lines: readonly number[], todo: string])[] = [
  ['[profile foo\\]\nregion = eu-west-1\n', 'foo', [1], 'Write [profile foo].'],
  ['[profile foo\\]\nregion = eu-west-1\n', 'foo\\', [1], 'Write [profile foo].'],
  ['\n[profile bare corp]\nregion = eu-west-1\n', 'bare corp', [2], 'Write [profile "bare corp"].'],
  ['[profile "half]\nregion = eu-west-1\n', 'half', [1], 'Write [profile half].'],
  [`[profile o'brien]\nregion = eu-west-1\n`, `o'brien`, [1], `Write [profile "o'brien"].`],
  [`[profile o'brien]\nregion = eu-west-1\n`, 'obrien', [1], `Write [profile "o'brien"].`],
  [`[profile the 5" one]\nregion = eu-west-1\n`, `the 5" one`, [1], `Write [profile "the 5\\" one"].`],
  [
    `[sso-session o'brien]\n[profile s]\nsso_session = o'brien\nsso_account_id = 444455556666\nsso_role_name = X\n`,
    's',
    [3, 1],
    `Write [sso-session "o'brien"].`,
  ],
  ['[Profile upper]\nregion = eu-west-1\n', 'upper', [1], 'Write [profile upper].'],
  ['[profile a]\n\n[profile open\nregion = eu-west-1\n', 'open', [3], 'Write [profile open].'],
  ['[profile a]\n[profile open} # mine\n', 'open', [2], 'Write [profile open].'],
  ['[profile open:er\n', 'open:er', [1], 'Write [profile open:er].'],
  ['[profile a]\nregion = eu-west-1\n  [profile open\n', 'open', [3], 'Write [profile open].'],
  [`[profile o'brien\n`, `o'brien`, [1], `Write [profile "o'brien"].`],
  ['[default\nregion = eu-west-1\n', 'default', [1], 'Write [default].'],
  ['[Default]\nregion = eu-west-1\n', 'default', [1], 'Write [default].'],
  ['[DEFAULT\nregion = eu-west-1\n', 'default', [1], 'Write [default].'],
  ['["Default"]\nregion = eu-west-1\n', 'default', [1], 'Write [default].'],
  ['[profile a]\n[profile Default\nregion = eu-west-1\n', 'Default', [2], 'Write [profile Default].'],
  [`[profile a]\n${role}\nsource_profile = m\n[profile m\n`, 'a', [4], 'Write [profile m].'],
  [`[profile a]\n${role}\nsource_profile = m\n[profile b]\n[profile m\n`, 'a', [3, 5], 'Write [profile m].'],
  [
    `[profile a]\n${role}\nsource_profile = bare corp\n[profile bare corp]\n`,
    'a',
    [3, 4],
    'Write [profile "bare corp"].',
  ],
  [
    '[sso-session bare corp]\nsso_region = eu-west-1\n[profile s]\nsso_session = bare corp\nsso_account_id = 444455556666\nsso_role_name = X\n',
    's',
    [4, 1],
    'Write [sso-session "bare corp"].',
  ],
  [
    '[sso-session corp]\nsso_region = eu-west-1\n[profile s]\nsso_session = other corp\nsso_account_id = 444455556666\nsso_role_name = X\n',
    's',
    [4],
    'Add [sso-session "other corp"] with sso_start_url and sso_region.',
  ],
  [
    `[services bare corp]\nsts =\n  endpoint_url = http://x\n[profile m]\naws_access_key_id = A\naws_secret_access_key = s\n[profile a]\n${role}\nsource_profile = m\nservices = bare corp\n`,
    'a',
    [10, 1],
    'Write [services "bare corp"].',
  ],
];

function problemOf(config: string, name: string): ProblemText {
  const profiles = profilesOf(config);
  try {
    if (profiles.get(name) === undefined) throw unknownProfile(profiles, name);
    planRequest(profiles, plainRequest(name));
  } catch (error) {
    if (error instanceof Problem) return error.text;
    throw error;
  }
  throw new Error('it was read');
}

for (const [config, name, lines, todo] of table) {
  test(`a section that nothing reads is named where it is missed: ${JSON.stringify(config.slice(0, 40))}`, () => {
    const problem = problemOf(config, name);
    assert.deepEqual(
      problem.at?.map(({ line }) => line),
      lines,
    );
    assert.deepEqual(problem.todo, [todo]);
    if (lines.length > 1 || !todo.startsWith('Add'))
      assert.match(problem.title, /nothing reads \[|the \] of \[.* is missing/);
  });
}

test('a header without its bracket in the credentials file is named where its profile is missed', () => {
  const profiles = profilesOf('', '[a]\naws_access_key_id = A\n[mary\n');
  const { title, todo, at } = unknownProfile(profiles, 'mary').text;
  assert.equal(title, 'There is no profile mary: the ] of [mary is missing.');
  assert.deepEqual([todo, at], [['Write [mary].'], [{ file: '~/.aws/credentials', line: 3 }]]);
});

test('what stands in a line that is an entry to every reader is in no message', () => {
  const profiles = profilesOf('', '[a]\n[aws_secret_access_key = hush\n');
  assert.doesNotMatch(JSON.stringify(lint(profiles)), /hush/);
  assert.equal(profiles.get('a')?.values.size, 1);
});

test('doctor tells a backslash from a quote', () => {
  const found = (config: string) => lint(profilesOf(config)).find(({ code }) => code === 'header-unreadable');
  assert.match(found('[profile foo\\]\n')?.what ?? '', /ends with a backslash/);
  assert.equal(found('[profile foo\\]\n')?.remedy, 'Write [profile foo].');
  assert.match(found('[profile "foo]\n')?.what ?? '', /quote that is not closed/);
  assert.equal(found('[profile "foo]\n')?.remedy, 'Close the quote.');
});

test('an apostrophe in a name is none of two quotes: what is written as told is read by that name', () => {
  const remedy = lint(profilesOf(`[profile o'brien]\n`)).find(({ code }) => code === 'header-unreadable')?.remedy;
  assert.equal(remedy, `Write [profile "o'brien"].`);
  assert.deepEqual(profilesOf(`${remedy?.slice('Write '.length, -1)}\nregion = eu-west-1\n`).names, [`o'brien`]);
});
