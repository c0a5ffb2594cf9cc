import { nearestNames } from '../../domain/profiles/names.ts';
import type { Problem } from '../../problem.ts';
import type { Arguments, Command, Flag } from './command.ts';
import { globalFlags } from './flags.ts';
import { wrongUsage } from './wrong-usage.ts';

/**
 * Reads what was typed after a verb by the verb's own flags.
 * @throws Problem (wrong usage, exit code 2) that names the flag and the nearest one there is, or the words that are
 *   too many
 * @param commands every verb there is
 */
export function readArguments(command: Command, argv: readonly string[], commands: readonly Command[] = []): Arguments {
  const flags = [...command.flags, ...globalFlags];
  const { own, rest } = splitRest(command, flags, argv);
  const given = new Map<string, string[]>();
  const positionals: string[] = [];
  for (const token of tokensOf(own, flags)) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const flag = flags.find(({ name }) => name === token.name) ?? unknownFlag(command, token.rawName, flags);
    if (flag.value !== undefined && (token.value === undefined || token.value === ''))
      throw valueMissing(command, flag);
    if (flag.value === undefined && token.value !== undefined) throw valueUnwanted(command, flag);
    given.set(flag.name, [...(given.get(flag.name) ?? []), token.value ?? '']);
  }
  const words = [...positionals, ...(rest ?? [])];
  if (words.length > (command.atMost ?? words.length) && !given.has('help')) throw tooManyWords(command, words);
  return {
    positionals,
    rest,
    flag: (name) => given.has(name),
    value: (name) => given.get(name)?.at(-1),
    values: (name) => given.get(name) ?? [],
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
    ? { kind: 'option' as const, name: word.slice(2), rawName: word, value: undefined }
    : { kind: 'positional' as const, value: word };

function optionOf(flag: Flag) {
  return {
    type: flag.value === undefined ? ('boolean' as const) : ('string' as const),
    ...(flag.short !== undefined && { short: flag.short }),
  };
}

/** Everything behind `--` is another program's; so is what follows `exec`'s profile where a shell ate the `--`. */
function splitRest(command: Command, flags: readonly Flag[], argv: readonly string[]) {
  if (command.takesLine && argv[0] !== undefined && !/^-./.test(argv[0])) return { own: [], rest: argv };
  const dashes = argv.indexOf('--');
  if (dashes >= 0) return { own: argv.slice(0, dashes), rest: argv.slice(dashes + 1) };
  if (!command.passesThrough) return { own: argv, rest: undefined };
  for (let index = 0; index < argv.length; index += 1) {
    const word = argv[index] ?? '';
    if (!word.startsWith('-') || word === '-') {
      const rest = argv.slice(index + 1);
      return { own: argv.slice(0, index + 1), rest: rest.length > 0 ? rest : undefined };
    }
    const flag = flags.find(({ name, short }) => word === `--${name}` || word === `-${short}`);
    if (flag?.value !== undefined) index += 1;
  }
  return { own: argv, rest: undefined };
}

const usage = (command: Command, title: string, todo: readonly string[] = []): Problem =>
  wrongUsage(title, [...todo, `rolecall ${command.name} --help shows what there is.`]);

function tooManyWords(command: Command, words: readonly string[]): Problem {
  const takes = command.atMost === 0 ? 'no arguments; this has some' : 'one argument; this has more';
  return usage(command, `rolecall ${command.name} takes ${takes}: ${words.join(' ')}`);
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
