import type { Context } from '../../context.ts';
import { bashCompletion } from '../../domain/shells/completion/bash.ts';
import { fishCompletion } from '../../domain/shells/completion/fish.ts';
import { powershellCompletion } from '../../domain/shells/completion/powershell.ts';
import { type CompletedVerb, type CompletionShell, completionShells } from '../../domain/shells/completion/spec.ts';
import { zshCompletion } from '../../domain/shells/completion/zsh.ts';
import { exportFormats } from '../../domain/shells/export-formats.ts';
import { done, type Outcome } from '../../outcome.ts';
import { Problem } from '../../problem.ts';
import type { Arguments, Command, Flag } from '../registry/command.ts';
import { globalFlags } from '../registry/flags.ts';
import { roleCommands } from '../registry/role.ts';
import { commands } from '../registry/table.ts';

const texts: Readonly<Record<CompletionShell, (verbs: readonly CompletedVerb[]) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
  powershell: powershellCompletion,
};

/** The completion of a shell, for its rc file. No profile is in it: they are asked for at every key. */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  const name = args.positionals[0] ?? (await context.shell()).kind;
  const shell = completionShells.find((known) => known === name);
  if (shell === undefined) {
    throw new Problem({
      code: 'usage',
      title: `rolecall completion knows ${completionShells.join(', ')}; this is ${name}.`,
      todo: ['Name one of them: rolecall completion zsh'],
      exitCode: 2,
    });
  }
  context.writeOut(texts[shell](completedVerbs()));
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
  const own = choices ?? (name === 'format' && value === 'FORMAT' ? exportFormats : undefined);
  if (own !== undefined) return { name, summary, value: own };
  return { name, summary, value: value === 'PROFILE' ? 'profile' : value === 'FILE' ? 'file' : 'text' };
}

function positionalsOf({ completes, name }: Command): CompletedVerb['positionals'] {
  if (completes === 'shell') return completionShells;
  if (completes === 'command') return commands.filter(({ hidden }) => !hidden).map((command) => command.name);
  return completes ?? (name === 'import' ? 'file' : 'text');
}
