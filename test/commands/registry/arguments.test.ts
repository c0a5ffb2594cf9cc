import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readArguments } from '../../../source/commands/registry/arguments.ts';
import { commands } from '../../../source/commands/registry/commands.ts';
import { findVerb, isGlobalGiven } from '../../../source/commands/registry/dispatch.ts';
import { Problem } from '../../../source/problem.ts';

function read(...argv: string[]) {
  const { command, own } = findVerb(argv);
  return { command: command.name, args: readArguments(command, own) };
}

test('a word that is no verb is a profile to switch to', () => {
  assert.deepEqual(read('prod').args.positionals, ['prod']);
  assert.equal(read('prod').command, 'switch');
  assert.deepEqual(read('switch', 'list').args.positionals, ['list']);
  assert.equal(read('list').command, 'list');
  assert.equal(read().command, 'switch');
  assert.deepEqual(read('-').args.positionals, ['-']);
});

test('exec hands everything after the profile on untouched', () => {
  const cases: readonly (readonly [string[], readonly string[], readonly string[] | undefined])[] = [
    [['exec', 'prod', '--', 'aws', '--debug'], ['prod'], ['aws', '--debug']],
    [['exec', '--duration', '1h', 'prod', '--', 'ls', '--', '-l'], ['prod'], ['ls', '--', '-l']],
    [['exec', 'prod', 'aws', 's3', 'ls', '--region', 'x'], ['prod'], ['aws', 's3', 'ls', '--region', 'x']],
    [['exec', 'prod', '--'], ['prod'], []],
    [['exec', 'prod'], ['prod'], undefined],
  ];
  for (const [argv, positionals, rest] of cases) {
    const { args } = read(...argv);
    assert.deepEqual([args.positionals, args.rest], [positionals, rest], argv.join(' '));
  }
});

test('flags stand before the verb as well as after it', () => {
  const cases: readonly (readonly [string[], string, readonly string[], readonly string[] | undefined])[] = [
    [['--debug', 'exec', 'prod', '--', 'true'], 'exec', ['prod'], ['true']],
    [['--read-only', '--duration', '1h', '--debug', 'exec', 'prod', '--', 'ls'], 'exec', ['prod'], ['ls']],
    [['--duration=1h', 'export', 'prod', '--debug'], 'export', ['prod'], undefined],
    [['--debug', 'role', 'create', 'ci'], 'role create', ['ci'], undefined],
    [['role', '--debug', 'create', 'ci'], 'role create', ['ci'], undefined],
    [['--debug', 'prod'], 'switch', ['prod'], undefined],
  ];
  for (const [argv, verb, positionals, rest] of cases) {
    const { command, args } = read(...argv);
    assert.deepEqual([command, args.positionals, args.rest], [verb, positionals, rest], argv.join(' '));
    assert.equal(args.flag('debug'), argv.includes('--debug'));
    assert.equal(args.value('duration'), argv.some((word) => word.startsWith('--duration')) ? '1h' : undefined);
  }
});

test('flags between exec’s profile and its command are ours, and none behind the command’s first word is', () => {
  const between = read('exec', 'prod', '--region', 'eu-west-1', '--debug', 'ls', '--debug', '--region', 'x').args;
  assert.deepEqual([between.positionals, between.rest], [['prod'], ['ls', '--debug', '--region', 'x']]);
  assert.equal(between.value('region'), 'eu-west-1');
  const bare = read('exec', '--role-arn', 'a', '--source-profile=mary', 'ls', '-l').args;
  assert.deepEqual([bare.positionals, bare.rest], [[], ['ls', '-l']]);
  const isDebug = (line: string) => isGlobalGiven('debug', line.split(' '));
  for (const line of [
    '--debug exec prod -- ls',
    'exec --debug prod ls',
    'exec prod --debug ls',
    'demo --debug exec prod -- ls',
    'demo exec prod --debug -- ls',
    '--debug demo exec prod ls',
  ]) {
    assert.equal(isDebug(line), true, line);
  }
  for (const line of [
    'exec prod aws s3 ls --debug',
    'exec prod -- aws --debug',
    'exec --role-arn a --source-profile b aws --debug',
    'demo exec prod aws --debug',
    'show -- --debug',
  ]) {
    assert.equal(isDebug(line), false, line);
  }
});

test('behind -- stand words, for verbs that start no other program', () => {
  for (const verb of ['switch', 'export', 'console', 'forget', 'show', 'link', 'edit']) {
    const { args } = read(verb, '--', 'prod');
    assert.deepEqual(args.positionals, ['prod'], verb);
  }
  assert.deepEqual(read('--').args.positionals, []);
  assert.deepEqual(read('--', '-odd').args.positionals, ['-odd']);
  const { command, args } = read('demo', '--debug', 'exec', 'prod', '--', 'ls');
  assert.deepEqual([command, args.rest], ['demo', ['exec', 'prod', '--', 'ls']]);
  assert.deepEqual(read('demo', '--', 'exec', 'prod', '--', 'ls').args.rest, ['exec', 'prod', '--', 'ls']);
});

test('flags are read by the table', () => {
  const { args } = read('prod', '--duration', '1h', '--no-cache');
  assert.equal(args.value('duration'), '1h');
  assert.equal(args.flag('no-cache'), true);
  assert.equal(args.flag('debug'), false);
  assert.equal(read('prod', '--duration=2h').args.value('duration'), '2h');
});

function problem(argv: readonly string[]) {
  try {
    read(...argv);
  } catch (error) {
    assert.ok(error instanceof Problem);
    return error.text;
  }
  throw new Error(`accepted: ${argv.join(' ')}`);
}

test('a flag that is none is wrong usage and names the nearest', () => {
  const typo = problem(['prod', '--duratoin', '1h']);
  assert.equal(typo.exitCode, 2);
  assert.match(typo.title, /--duratoin/);
  assert.match(typo.todo?.join('\n') ?? '', /Did you mean --duration\?/);
  assert.match(problem(['prod', '--duration']).title, /--duration needs a value/);
  assert.match(problem(['prod', '--no-cache=yes']).title, /takes no value/);
});

test('words that a verb has no use for are wrong usage, not passed over', () => {
  const none: readonly (readonly string[])[] = [
    ['refresh', 'prod'],
    ['off', 'prod'],
    ['status', 'prod'],
    ['doctor', 'prod'],
    ['list', 'prod'],
    ['list', '--', 'prod'],
  ];
  for (const argv of none) {
    const { title, exitCode, todo } = problem(argv);
    assert.equal(title, `rolecall ${argv[0]} takes no arguments, but was given: prod`);
    assert.equal(exitCode, 2);
    assert.deepEqual(todo, [`See rolecall ${argv[0]} --help.`]);
  }
  for (const verb of ['show', 'export', 'console', 'login', 'link', 'edit', 'remove', 'import', 'add', 'init']) {
    assert.equal(read(verb, 'a').args.positionals[0], 'a');
    assert.equal(problem([verb, 'a', 'b']).title, `rolecall ${verb} takes only one argument, but was given: a b`);
  }
});

test('help is shown whatever else was typed', () => {
  assert.equal(read('refresh', 'prod', '--help').args.flag('help'), true);
});

test('every verb has a summary, usage and an example', () => {
  const exec = commands.find(({ name }) => name === 'exec');
  assert.ok(exec);
  assert.match(exec.usage[0] ?? '', /^rolecall exec/);
});
