import type { Context } from '../../context.ts';
import type { CompletedVerb } from '../../domain/shells/completion.ts';
import { isShellKind, shellKinds, shells } from '../../domain/shells/registry.ts';
import { done, type Outcome } from '../../outcome.ts';
import { Problem } from '../../problem.ts';
import type { Arguments, Command, Flag } from '../registry/command.ts';
import { globalFlags } from '../registry/flags.ts';
import { roleCommands } from '../registry/role.ts';
import { commands } from '../registry/table.ts';

/** The completion of a shell, for its rc file. No profile is in it: they are asked for at every key. */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  const name = args.positionals[0] ?? (await context.shell()).kind;
  if (!isShellKind(name)) {
    throw new Problem({
      code: 'usage',
      title: `rolecall completion knows ${shellKinds.join(', ')}; this is ${name}.`,
      todo: ['Name one of them: rolecall completion zsh'],
      exitCode: 2,
    });
  }
  context.writeOut(shells[name].completion(completedVerbs()));
  return done;
}

/** Every verb that is for people, those of `rolecall role` with both their words. */
export function completedVerbs(): readonly CompletedVerb[] {
  const plain = commands.filter(({ hidden, name }) => !hidden && name !== 'role');
  const group = commands.find(({ name }) => name === 'role')?.summary;
  return [...plain, ...roleCommands].map((command) => ({
    words: command.name.split(' '),
    summary: command.summary,
    ...(command.name.includes(' ') && group !== undefined && { group }),
    flags: [...command.flags, ...globalFlags].map(flagOf),
    positionals: positionalsOf(command),
    passesThrough: command.passesThrough === true,
  }));
}

function flagOf({ name, summary, value, choices }: Flag): CompletedVerb['flags'][number] {
  if (value === undefined) return { name, summary };
  if (choices !== undefined) return { name, summary, value: choices };
  return { name, summary, value: value === 'PROFILE' ? 'profile' : value === 'FILE' ? 'file' : 'text' };
}

function positionalsOf({ completes, name }: Command): CompletedVerb['positionals'] {
  if (completes === 'shell') return shellKinds;
  if (completes === 'command') return commands.filter(({ hidden }) => !hidden).map((command) => command.name);
  return completes ?? (name === 'import' ? 'file' : 'text');
}
