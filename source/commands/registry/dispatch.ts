import type { Context } from '../../context.ts';
import { looksLikeLink } from '../../domain/profiles/looks/links.ts';
import { nearestNames } from '../../domain/profiles/names.ts';
import type { Profiles } from '../../domain/profiles/profile.ts';
import { runPlainly } from '../../domain/shells/answer.ts';
import { done, type Outcome } from '../../outcome.ts';
import type { Problem } from '../../problem.ts';
import { readArguments } from './arguments.ts';
import type { Command } from './command.ts';
import { commands } from './commands.ts';
import { wrongUsage } from './wrong-usage.ts';

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
    const problem = mistypedVerb([...args.positionals, ...(args.rest ?? [])], await profiles.load());
    if (problem !== undefined) throw problem;
  }
  if (command.load === undefined) throw unknownVerb(command, own[0]);
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

/**
 * A word where a profile is expected that names none, and is nearly a verb: `rolecall exce prod -- ls`. Alone it may
 * still be the beginning of a search, if any profile has it in its name.
 * @param words the words of the command line that are no flags
 */
export function mistypedVerb(words: readonly string[], profiles: Profiles): Problem | undefined {
  const [word = '', ...others] = words;
  if (word.length < 3 || profiles.get(word) !== undefined || looksLikeLink(word)) return undefined;
  const verbs = commands.filter(({ hidden }) => !hidden).map(({ name }) => name);
  const [near] = nearestNames(word, verbs, 1);
  if (near === undefined) return undefined;
  const sought = word.toLowerCase();
  if (others.length === 0 && profiles.names.some((name) => name.toLowerCase().includes(sought))) return undefined;
  return wrongUsage(`There is no command ${word}, and no profile of that name.`, [
    `Did you mean rolecall ${near}?`,
    'rolecall help shows every command.',
  ]);
}

function unknownVerb({ name: group, verbs = [] }: Command, verb: string | undefined): Problem {
  const names = verbs.map(({ name }) => name.slice(group.length + 1));
  const near = verb === undefined ? undefined : nearestNames(verb, names, 1)[0];
  return wrongUsage(verb === undefined ? `rolecall ${group} needs a verb.` : `There is no rolecall ${group} ${verb}.`, [
    near === undefined ? `There are ${names.join(', ')}.` : `Did you mean rolecall ${group} ${near}?`,
    `rolecall ${group} --help shows what each does.`,
  ]);
}
