import type { Context } from '../../context.ts';
import { runPlainly } from '../../domain/shells/answer.ts';
import { done, type Outcome } from '../../outcome.ts';
import { readArguments } from './arguments.ts';
import type { Command } from './command.ts';
import { commands } from './commands.ts';

/** Runs a command line. @throws Problem, Cancelled */
export async function dispatch(argv: readonly string[], context: Context): Promise<Outcome> {
  const { output, inPlace, profiles } = context;
  const { command, own } = findVerb(argv);
  const args = readArguments(command, own, commands);
  if (inPlace !== undefined && (command.inPlace !== true || args.flag('help') || args.flag('version'))) {
    output.write(runPlainly());
    return done;
  }
  if (args.flag('version')) {
    const { version } = await import('../../version.ts');
    output.write(`${version}\n`);
    return done;
  }
  if (args.flag('help')) {
    const { helpText } = await import('./help-text.ts');
    const look = { colors: output.colors('out'), columns: output.columns() };
    output.write(helpText(command, own === argv ? commands : undefined, look));
    return done;
  }
  if (own === argv && args.positionals.length > 0) {
    const { mistypedVerb } = await import('./mistyped.ts');
    const problem = mistypedVerb([...args.positionals, ...(args.rest ?? [])], await profiles.load(), commands);
    if (problem !== undefined) throw problem;
  }
  if (command.load === undefined) {
    const { unknownVerb } = await import('./mistyped.ts');
    throw unknownVerb(command, own[0]);
  }
  const { run } = await command.load();
  return run(args, context);
}

/** Splits a command line into the verb and the words that are the verb's. `rolecall prod` is `rolecall switch prod`. */
export function findVerb(argv: readonly string[]): { readonly command: Command; readonly own: readonly string[] } {
  const [first = '', ...others] = argv;
  const named = commands.find(({ name }) => name === first);
  if (named === undefined) return { command: commands[0] as Command, own: argv };
  const verb = named.verbs?.find(({ name }) => name === `${first} ${others[0]}`);
  return verb === undefined ? { command: named, own: others } : { command: verb, own: others.slice(1) };
}
