import type { Context } from '../../../context.ts';
import { isShellKind, type ShellKind, shellKinds } from '../../../domain/shells/registry.ts';
import { wrongUsage } from '../../../problem.ts';
import type { Arguments } from '../../registry/command.ts';

/**
 * The shell that was named, else the one that the person types into.
 * @param todo what helps in one that has no integration. @throws Problem (wrong usage) for such a one
 */
export async function readShellKind(
  verb: string,
  args: Arguments,
  { shell }: Pick<Context, 'shell'>,
  todo: string | readonly string[],
): Promise<ShellKind> {
  const [named] = args.positionals;
  const here = named === undefined ? await shell.current() : { kind: named, file: named };
  if (isShellKind(here.kind)) return here.kind;
  const name = here.file.split(/[\\/]/).at(-1);
  throw wrongUsage(`rolecall ${verb} supports ${shellKinds.join(', ')}; this is ${name}.`, todo);
}
