import type { Context } from '../../../context.ts';
import type { Arguments } from '../../registry/command.ts';
import type { RoleServer, Serving } from './serve-role.ts';

/**
 * The server that `--serve` asks for. It listens before the role is opened: an address that cannot be had costs no code.
 * @throws Problem where the address is none, or cannot be listened on
 */
export async function roleServer(
  args: Arguments,
  context: Context,
  { inShell }: Pick<Serving, 'inShell'>,
): Promise<RoleServer | undefined> {
  if (!args.flag('serve')) return undefined;
  return (await import('./serve-role.ts')).listenForRole(context, { named: args.value('serve-on'), inShell });
}
