import type { Context } from '../../context.ts';
import { shells } from '../../domain/shells/registry.ts';
import { done, type Outcome } from '../../outcome.ts';
import { Problem } from '../../problem.ts';
import type { Arguments } from '../registry/command.ts';
import { readShellKind } from './shared/shell-kind.ts';

/** The hook that an rc file evaluates, so that roles are switched in that very shell. */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  const name = await readShellKind('init', args, context, [
    'rolecall PROFILE opens a subshell in the role.',
    'In a POSIX shell, for example dash or ksh: eval "$(rolecall export PROFILE)"',
  ]);
  const { integration, program } = await context.shell.installation();
  if (integration === undefined) {
    throw new Problem({
      code: 'integration-unplaced',
      title: `There is no place to write the files that ${name} has to read.`,
      means: `${context.files.own.cache} cannot be written, or is not yours alone.`,
      todo: ['Make it writable only for you, or name another place: ROLECALL_HOME'],
    });
  }
  context.output.write(shells[name].hookText({ integration, program }));
  return done;
}
