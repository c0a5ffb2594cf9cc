import { nearestNames } from '../../domain/profiles/names.ts';
import { type Problem, wrongUsage } from '../../problem.ts';
import type { Arguments, Command, Flag, RoleWord } from './command.ts';
import { globalFlags } from './flags.ts';
import { checkTogether } from './together.ts';

/**
 * Reads what was typed after a verb by the verb's own flags.
 * @throws Problem (wrong usage, exit code 2) that names the flag and the nearest one there is, the words that are too
 *   many, or the two that do not go together
 * @param commands every verb there is
 */
export function readArguments(command: Command, argv: readonly string[], commands: readonly Command[] = []): Arguments {
  const flags = flagsOf(command);
  const { own, rest } = splitRest(command, argv);
  const given = new Map<string, string[]>();
  const positionals: string[] = [];
  for (const token of tokensOf(own, flags)) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const flag = flags.find(({ name }) => name === token.name) ?? unknownFlag(command, token.rawName, flags);
    if (flag.value !== undefined && (token.value === undefined || token.value === ''))
      throw valueMissing(command, flag);
    if (flag.value === undefined && token.value !== undefined) throw valueUnwanted(command, flag);
    if (flag.value !== undefined && !token.inlineValue && flagNamed(token.value ?? '', flags) !== undefined)
      throw valueIsFlag(command, flag, token.value ?? '');
    const before = given.get(flag.name) ?? [];
    if (!flag.repeat && before.some((value) => value !== token.value) && flag.value !== undefined)
      throw givenTwice(command, flag, [...before, token.value ?? '']);
    given.set(flag.name, [...before, token.value ?? '']);
  }
  if (!command.passesThrough && !command.takesLine) positionals.push(...(rest ?? []));
  const goesWith = (...words: readonly RoleWord[]) => checkTogether(command, new Set([...given.keys(), ...words]));
  if (!given.has('help')) {
    if (positionals.length > (command.atMost ?? positionals.length)) throw tooManyWords(command, positionals);
    goesWith(...positionals.map((word) => (word === '-' ? word : 'PROFILE')));
  }
  return {
    positionals,
    rest,
    flag: (name) => given.has(name),
    value: (name) => given.get(name)?.at(-1),
    values: (name) => given.get(name) ?? [],
    goesWith,
    commands,
  };
}

/** Splits words into tokens. `parseArgs` costs 1 ms at first use, so plain words and switches are read without it. */
function tokensOf(words: readonly string[], flags: readonly Flag[]) {
  const switches = flags.filter(({ value }) => value === undefined).map(({ name }) => `--${name}`);
  if (words.every((word) => !word.startsWith('-') || switches.includes(word))) return words.map(plainToken);
  return process.getBuiltinModule('node:util').parseArgs({
    args: [...words],
    allowPositionals: true,
    strict: false,
    tokens: true,
    options: Object.fromEntries(flags.map((flag) => [flag.name, optionOf(flag)])),
  }).tokens;
}

const plainToken = (word: string) =>
  word.startsWith('--')
    ? { kind: 'option' as const, name: word.slice(2), rawName: word, value: undefined, inlineValue: undefined }
    : { kind: 'positional' as const, value: word };

function optionOf(flag: Flag) {
  return {
    type: flag.value === undefined ? ('boolean' as const) : ('string' as const),
    ...(flag.short !== undefined && { short: flag.short }),
  };
}

const flagsOf = (command: Command): readonly Flag[] => [...command.flags, ...globalFlags];

const flagNamed = (word: string, flags: readonly Flag[]): Flag | undefined =>
  flags.find(({ name, short }) => word === `--${name}` || (short !== undefined && word === `-${short}`));

/** Where the first word from `start` on is that is neither a flag nor the value of one; the length where there is none. */
function firstWordAt(argv: readonly string[], flags: readonly Flag[], start = 0): number {
  let index = start;
  for (; index < argv.length; index += 1) {
    const word = argv[index] ?? '';
    if (!word.startsWith('-') || word === '-') break;
    if (flagNamed(word, flags)?.value !== undefined) index += 1;
  }
  return Math.min(index, argv.length);
}

/**
 * Splits the words behind a verb into the verb's own and those of another command line: what stands behind `--`, else
 * behind `exec`'s profile (a shell may have eaten the `--`), from the first word that is no flag of ours.
 */
function splitRest(command: Command, argv: readonly string[]): Split {
  const dashes = argv.indexOf('--');
  if (command.takesLine) {
    // What it takes is a command line of rolecall: only flags of every verb may stand before it.
    const start = leadingAt(argv, globalFlags);
    if (start === argv.length) return { own: argv, rest: undefined };
    return { own: argv.slice(0, start), rest: argv.slice(start === dashes ? start + 1 : start) };
  }
  if (dashes >= 0) return { own: argv.slice(0, dashes), rest: argv.slice(dashes + 1) };
  if (!command.passesThrough) return { own: argv, rest: undefined };
  const flags = flagsOf(command);
  const first = firstWordAt(argv, flags);
  // A role without a profile: its first word is the command's.
  const isNamed = argv.slice(0, first).some((word) => /^--role-arn(=|$)/.test(word));
  const start = isNamed ? first : firstWordAt(argv, flags, first + 1);
  return { own: argv.slice(0, start), rest: start < argv.length ? argv.slice(start) : undefined };
}

type Split = { readonly own: readonly string[]; readonly rest: readonly string[] | undefined };

/** Where the words begin behind those flags that may stand before a verb; unknown flags are none of them. */
export function leadingAt(argv: readonly string[], flags: readonly Flag[]): number {
  let index = 0;
  for (; index < argv.length; index += 1) {
    const word = argv[index] ?? '';
    const flag = flagNamed(word.replace(/=.*$/s, ''), flags);
    if (flag === undefined) break;
    if (flag.value !== undefined && !word.includes('=')) index += 1;
  }
  return Math.min(index, argv.length);
}

/** Is this switch among the words of a command line that are ours? Not where it is a word of another program. */
export function isSwitchGiven(name: string, command: Command, argv: readonly string[]): boolean {
  return splitRest(command, argv).own.includes(`--${name}`);
}

const usage = (command: Command, title: string, todo: readonly string[] = []): Problem =>
  wrongUsage(title, [...todo, `See rolecall ${command.name} --help.`]);

function tooManyWords(command: Command, words: readonly string[]): Problem {
  const takes = command.atMost === 0 ? 'no arguments' : 'only one argument';
  return usage(command, `rolecall ${command.name} takes ${takes}, but was given: ${words.join(' ')}`);
}

function unknownFlag(command: Command, raw: string, flags: readonly Flag[]): never {
  const [close] = nearestNames(
    raw.replace(/^-+/, ''),
    flags.map(({ name }) => name),
    1,
  );
  throw usage(command, `There is no flag ${raw}.`, close === undefined ? [] : [`Did you mean --${close}?`]);
}

function valueMissing(command: Command, flag: Flag): Problem {
  return usage(command, `--${flag.name} needs a value: --${flag.name} ${flag.value}`);
}

function valueUnwanted(command: Command, flag: Flag): Problem {
  return usage(command, `--${flag.name} takes no value.`);
}

function valueIsFlag(command: Command, flag: Flag, value: string): Problem {
  const title = `--${flag.name} needs a value, but is followed by the flag ${value}.`;
  return usage(command, title, [`If that is the value, write --${flag.name}=${value}`]);
}

function givenTwice(command: Command, flag: Flag, values: readonly string[]): Problem {
  return usage(command, `--${flag.name} is given twice: ${values.join(' and ')}`, ['Use only one of the two.']);
}
