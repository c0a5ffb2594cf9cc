import type { Context } from '../../context.ts';
import { own } from '../../domain/own.ts';
import { regionsToday } from '../../domain/profiles/regions.ts';
import type { Candidates, CompletedVerb } from '../../domain/shells/completion.ts';
import { shellKinds, shells } from '../../domain/shells/registry.ts';
import { done, type Outcome } from '../../outcome.ts';
import type { Arguments, Command, Flag } from '../registry/command.ts';
import { globalFlags } from '../registry/flags.ts';
import { readShellKind } from './shared/shell-kind.ts';

/** The completion of a shell, for its rc file. No profile is in it: they are asked for at every key. */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  const name = await readShellKind('completion', args, context, 'Name one of them: rolecall completion zsh');
  context.output.write(shells[name].completion(completedVerbs(args.commands)));
  return done;
}

/** Every verb that is for people; those of a group with both their words. */
export function completedVerbs(commands: readonly Command[]): readonly CompletedVerb[] {
  const shown = commands.filter(({ hidden }) => !hidden);
  const completed = (command: Command, group?: string): CompletedVerb => ({
    words: command.name.split(' '),
    summary: command.summary,
    ...(group !== undefined && { group }),
    flags: [...command.flags, ...globalFlags].map(flagOf),
    positionals: positionalsOf(command, shown),
    passesThrough: command.passesThrough === true,
    takesLine: command.takesLine === true,
  });
  return shown.flatMap(({ verbs, summary, ...command }) =>
    verbs === undefined ? [completed({ summary, ...command })] : verbs.map((verb) => completed(verb, summary)),
  );
}

/** What a flag's value is, by the word that stands for it in help. */
const byPlaceholder: Readonly<Record<string, Candidates>> = {
  // A flag names a profile to start from.
  PROFILE: 'source',
  FILE: 'file',
  PAGE: 'service',
  REGION: regionsToday,
};

function flagOf({ name, summary, value, choices }: Flag): CompletedVerb['flags'][number] {
  if (value === undefined) return { name, summary };
  return { name, summary, value: choices ?? own(byPlaceholder, value) ?? 'text' };
}

function positionalsOf({ completes }: Command, commands: readonly Command[]): CompletedVerb['positionals'] {
  if (completes === 'region') return regionsToday;
  if (completes === 'shell') return shellKinds;
  if (completes === 'command') return commands.map(({ name }) => name);
  return completes ?? 'text';
}
