import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { readArguments } from '../../../source/commands/registry/arguments.ts';
import type { Command, Flag } from '../../../source/commands/registry/command.ts';
import { commands } from '../../../source/commands/registry/commands.ts';
import { globalFlags } from '../../../source/commands/registry/flags.ts';
import { Problem } from '../../../source/problem.ts';

const verbs = commands.flatMap(({ verbs: own, ...command }): readonly Command[] => own ?? [command]);
const words = ({ name, value }: Flag) => (value === undefined ? [`--${name}`] : [`--${name}`, 'x']);
const named = (verb: string) => verbs.find(({ name }) => name === verb) as Command;

/** What a verb says to these words; undefined where it takes them. */
function refusal(command: Command, argv: readonly string[]) {
  try {
    readArguments(command, argv);
    return undefined;
  } catch (error) {
    assert.ok(error instanceof Problem, String(error));
    assert.equal(error.text.exitCode, 2);
    return error.text.title;
  }
}

const requestFlags = [
  'duration',
  'region',
  'session-name',
  'read-only',
  'policy',
  'policy-arn',
  'tag',
  'source-identity',
];
const roleFlags = ['role-arn', 'source-profile', 'external-id', 'mfa-serial'];
const opening = ['switch', 'exec', 'export', 'console', 'credential-process'];
const editFlags = named('edit').flags.map(({ name }) => name);

const refusedOfOne: ReadonlyMap<string, readonly (readonly [string, string])[]> = new Map([
  ['switch', [['serve', 'live']]],
  [
    'exec',
    [
      ['as-file', 'live'],
      ['serve', 'live'],
      ['serve', 'as-file'],
      ...named('exec')
        .flags.map(({ name }) => name)
        .filter((name) => name !== 'serve-env')
        .map((name) => ['serve-env', name] as const),
    ],
  ],
  [
    'console',
    [
      ['print', 'copy'],
      ['print', 'in'],
      ['copy', 'in'],
      ...named('console')
        .flags.map(({ name }) => name)
        .filter((name) => name !== 'forget')
        .map((name) => ['forget', name] as const),
    ],
  ],
]);

/** The pairs of flags that are refused, by verb: every other pair acts. */
const refused: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  ...Object.fromEntries(
    opening.map((verb) => [
      verb,
      [['read-only', 'policy'], ['read-only', 'policy-arn'], ...(refusedOfOne.get(verb) ?? [])] as [string, string][],
    ]),
  ),
  status: [
    ['format', 'json'],
    ['format', 'verify'],
  ],
  import: [['from', 'source-profile']],
  'role create': [
    ['print', 'json'],
    ['print', 'try-as'],
  ],
  'role trust': [
    ['show', 'edit'],
    ['show', 'file'],
    ['show', 'yes'],
    ['file', 'edit'],
  ],
  list: [
    ['names', 'json'],
    ['profiles', 'found'],
    ['profiles', 'all'],
    ['found', 'all'],
    ['services', 'profiles'],
    ['services', 'found'],
    ['services', 'all'],
    ['services', 'portals'],
    ['services', 'keys'],
    ['keys', 'profiles'],
    ['keys', 'found'],
    ['keys', 'all'],
    ['keys', 'portals'],
  ],
  login: [
    ['device', 'browser'],
    ['device', 'port'],
    ['device', 'remote'],
    ['device', 'console'],
    ['remote', 'browser'],
    ['remote', 'port'],
    ['console', 'name'],
    ['console', 'new'],
    ['remote', 'name'],
    ['remote', 'new'],
  ],
  sync: [['check', 'write']],
  edit: editFlags.filter((name) => name !== 'undo').map((name) => ['undo', name] as const),
};

/** What a flag needs beside it to say anything. */
const companions: Readonly<Record<string, readonly string[]>> = Object.fromEntries([
  ...opening.flatMap((verb) => roleFlags.map((flag) => [`${verb} ${flag}`, ['role-arn', 'source-profile']])),
  ['exec serve-on', ['serve']],
  ['switch serve-on', ['serve']],
  ['status mfa-code', ['verify']],
  ['list all', ['names']],
  ['list showable', ['names']],
  ['list services', ['names']],
  ['list keys', ['names']],
  ['list portals', ['names']],
]);

for (const command of verbs.filter(({ hidden, takesLine }) => !hidden && !takesLine)) {
  test(`${command.name}: every pair of its flags goes together or is refused, in either order`, () => {
    const all = [...command.flags, ...globalFlags.filter(({ name }) => name !== 'help' && name !== 'version')];
    const flagNamed = (name: string) => all.find((flag) => flag.name === name) as Flag;
    for (const one of all) {
      for (const other of all.filter((flag) => flag !== one)) {
        const pair = new Set([one.name, other.name]);
        const needed = [one, other].flatMap(({ name }) => companions[`${command.name} ${name}`] ?? []);
        const argv = [...new Set([...pair, ...needed])].flatMap((name) => words(flagNamed(name)));
        const isRefused =
          refused[command.name]?.some((names) => names.every((name) => pair.has(name))) ||
          (needed.includes('role-arn') && ['parallel', 'fail-fast', 'request'].some((name) => pair.has(name))) ||
          (command.name === 'credential-process' &&
            pair.has('request') &&
            [...requestFlags, 'min-remaining'].some((name) => pair.has(name))) ||
          (needed.includes('serve') && ['live', 'as-file'].some((name) => pair.has(name))) ||
          (needed.includes('names') && pair.has('json')) ||
          (needed.includes('verify') && pair.has('format'));
        const said = refusal(command, argv);
        if (!isRefused) assert.equal(said, undefined, argv.join(' '));
        else assert.match(said ?? 'accepted', /^--[a-z-]+ cannot be used with --[a-z-]+\.$/, argv.join(' '));
      }
    }
  });

  test(`${command.name}: a flag that takes another’s name for its value, or two values, is refused`, () => {
    for (const flag of command.flags.filter(({ value }) => value !== undefined)) {
      assert.match(refusal(command, [`--${flag.name}`, '--debug']) ?? '', /but is followed by the flag --debug/);
      const twice = refusal(command, [`--${flag.name}`, 'x', `--${flag.name}`, 'y']) ?? '';
      if (!flag.repeat) assert.equal(twice, `--${flag.name} is given twice: x and y`);
      else assert.doesNotMatch(twice, /twice/);
    }
  });
}

test('what is for a role without a profile is refused without one, and beside one', () => {
  for (const verb of opening.map(named)) {
    const own = verb.name === 'exec' ? ['--', 'ls'] : [];
    for (const flag of roleFlags) {
      const said = refusal(verb, [`--${flag}`, 'x', ...own]);
      const missing = flag === 'role-arn' ? 'source-profile' : 'role-arn';
      assert.equal(said, `--${flag} also needs --${missing}.`);
    }
    const said = refusal(verb, ['audit', '--role-arn', 'x', '--source-profile', 'mary', ...own]);
    assert.equal(said, 'A profile cannot be used with --role-arn.', verb.name);
  }
});

test('what repeats a request takes nothing that would change it', () => {
  for (const flag of requestFlags) {
    const given = words(named('switch').flags.find(({ name }) => name === flag) as Flag);
    for (const verb of ['switch', 'export', 'console']) {
      assert.equal(refusal(named(verb), ['-', ...given]), `--${flag} cannot be used with rolecall -.`);
      const { goesWith } = readArguments(named(verb), given);
      if (verb === 'switch') continue;
      assert.throws(() => goesWith('HERE'), /cannot be used with the role you are in/);
    }
    assert.equal(
      refusal(named('credential-process'), ['--request', 'ab', ...given]),
      `--${flag} cannot be used with --request.`,
    );
  }
  assert.equal(
    refusal(named('credential-process'), ['prod', '--request', 'ab']),
    'A profile cannot be used with --request.',
  );
  assert.equal(refusal(named('edit'), ['prod', '--undo']), 'A profile cannot be used with --undo.');
});

test('exec --serve-env takes no profile, and --serve-on nothing without --serve', () => {
  assert.equal(refusal(named('exec'), ['audit', '--serve-env']), 'A profile cannot be used with --serve-env.');
  for (const verb of ['exec', 'switch']) {
    assert.equal(refusal(named(verb), ['--serve-on', 'x', 'audit']), '--serve-on also needs --serve.');
  }
});

test('list: what is for --names is refused without it', () => {
  for (const flag of ['all', 'portals', 'services', 'keys', 'showable'])
    assert.equal(refusal(named('list'), [`--${flag}`]), `--${flag} also needs --names.`);
});

test('who has keys in the environment and no profile is told the lines that make one', () => {
  const lines = ['[profile ci]', 'role_arn = ARN', 'credential_source = Environment'];
  assert.throws(
    () => readArguments(named('exec'), ['--role-arn', 'x', '--', 'true']),
    (error) => error instanceof Problem && isDeepStrictEqual(error.text.todo?.slice(2), lines),
  );
});
