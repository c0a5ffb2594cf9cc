import type { Context } from '../../context.ts';
import { runPlainly } from '../../domain/shells/answer.ts';
import { done, type Outcome } from '../../outcome.ts';
import { readArguments } from './arguments.ts';
import type { Command } from './command.ts';
import { mistypedVerb } from './mistyped.ts';
import { commands, findCommand } from './table.ts';
import { loadVerb } from './verbs.ts';

/** What was typed, split into the verb and what is the verb's. `rolecall prod` is `rolecall switch prod`. */
export function findVerb(argv: readonly string[]): { readonly command: Command; readonly own: readonly string[] } {
  const [first, ...others] = argv;
  const named = first === undefined || first.startsWith('-') ? undefined : findCommand(first);
  if (named !== undefined) return { command: named, own: others };
  return { command: commands[0] as Command, own: argv };
}

/** Runs a command line. @throws Problem, Cancelled */
export async function dispatch(argv: readonly string[], context: Context): Promise<Outcome> {
  const { command, own } = findVerb(argv);
  const args = readArguments(command, own);
  if (context.inPlace !== undefined && (command.inPlace !== true || args.flag('help') || args.flag('version'))) {
    context.writeOut(runPlainly());
    return done;
  }
  if (args.flag('version')) {
    const { version } = await import('../../version.ts');
    context.writeOut(`${version}\n`);
    return done;
  }
  if (args.flag('help')) {
    const { helpText } = await import('../../output/help.ts');
    context.writeOut(helpText(command, own === argv, { colors: context.colors('out'), columns: context.columns() }));
    return done;
  }
  if (own === argv && args.positionals.length > 0) {
    const problem = mistypedVerb([...args.positionals, ...(args.rest ?? [])], await context.profiles());
    if (problem !== undefined) throw problem;
  }
  const { run } = await loadVerb(command.name);
  return run(args, context);
}
