import type { Context } from '../../context.ts';
import { done, type Outcome } from '../../outcome.ts';
import { version } from '../../version.ts';
import { isSwitchGiven, leadingAt, readArguments } from './arguments.ts';
import type { Command } from './command.ts';
import { commands } from './commands.ts';
import { globalFlags } from './flags.ts';

/** Runs a command line. @throws Problem, Cancelled */
export async function dispatch(argv: readonly string[], context: Context): Promise<Outcome> {
  const { output, inPlace, profiles } = context;
  const { command, own } = findVerb(argv);
  if (own === argv) await checkLeadingFlag(argv);
  const args = readArguments(command, own, commands);
  if (inPlace !== undefined && (command.inPlace !== true || args.flag('help') || args.flag('version'))) {
    const { runPlainly } = await import('../../domain/shells/answer.ts');
    output.write(runPlainly());
    return done;
  }
  if (args.flag('version')) {
    output.write(`${version}\n`);
    return done;
  }
  if (args.flag('help')) {
    const { helpText, overviewText } = await import('./help-text.ts');
    const look = { colors: output.colors('out'), columns: output.columns() };
    output.write(own === argv ? overviewText(commands, look) : helpText(command, look));
    return done;
  }
  if (own === argv && args.positionals.length > 0) {
    const { mistypedVerb } = await import('./mistyped.ts');
    const problem = mistypedVerb(args.positionals, await profiles.load(), commands);
    if (problem !== undefined) throw problem;
  }
  if (command.load === undefined) {
    const { unknownVerb } = await import('./mistyped.ts');
    throw unknownVerb(command, own[0]);
  }
  const { run } = await command.load();
  return run(args, context);
}

/** A flag that only a verb behind it has: it hides the verb. @throws Problem (wrong usage) */
async function checkLeadingFlag(argv: readonly string[]): Promise<void> {
  const [none] = commands as readonly [Command];
  const start = leadingAt(argv, [...none.flags, ...globalFlags]);
  const flag = argv[start];
  if (flag === undefined || !/^--?\w/.test(flag)) return;
  const { flagBeforeVerb } = await import('./mistyped.ts');
  const problem = flagBeforeVerb(flag, argv.slice(start + 1), commands);
  if (problem !== undefined) throw problem;
}

/**
 * Splits a command line into the verb and the words that are the verb's; flags may stand before it. `rolecall prod` is
 * `rolecall switch prod`.
 */
export function findVerb(argv: readonly string[]): { readonly command: Command; readonly own: readonly string[] } {
  const [none] = commands as readonly [Command];
  const start = leadingAt(argv, [...none.flags, ...globalFlags]);
  const [first = '', ...others] = argv.slice(start);
  const named = commands.find(({ name }) => name === first);
  if (named === undefined) return { command: none, own: argv };
  const flags = argv.slice(0, start);
  const second = named.verbs === undefined ? 0 : leadingAt(others, globalFlags);
  const verb = named.verbs?.find(({ name }) => name === `${first} ${others[second]}`);
  if (verb === undefined) return { command: named, own: [...flags, ...others] };
  return { command: verb, own: [...flags, ...others.slice(0, second), ...others.slice(second + 1)] };
}

/** Is it said for the verb where AWS does not answer soon? In the demo, for the command line behind it. */
export function tellsLate(argv: readonly string[]): boolean {
  const { command, own } = findVerb(argv);
  return command.takesLine === true
    ? tellsLate(own.slice(leadingAt(own, globalFlags)))
    : command.isQuietWhenLate !== true;
}

/** Is a switch that every verb takes given? In the demo, that of the command line behind it counts as well. */
export function isGlobalGiven(name: 'debug' | 'no-color' | 'screen-reader', argv: readonly string[]): boolean {
  if (!argv.includes(`--${name}`)) return false;
  const { command, own } = findVerb(argv);
  if (isSwitchGiven(name, command, own)) return true;
  return command.takesLine === true && isGlobalGiven(name, own.slice(leadingAt(own, globalFlags)));
}
