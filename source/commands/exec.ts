import type { Context } from '../context.ts';
import type { Outcome } from '../outcome.ts';
import { Problem } from '../problem.ts';
import { commandHandOver } from '../shell/subshell.ts';
import { codeSource } from './asker.ts';
import type { Arguments } from './command.ts';
import { openDirectly } from './open-role.ts';
import { roleInShell } from './role-in-shell.ts';
import { readCacheUse, readWishes } from './role-request.ts';

/** One command as a role: the process becomes that command. */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  const [profile, ...others] = args.positionals;
  const [file, ...rest] = args.rest ?? [];
  if (profile === undefined || others.length > 0) throw usage('exec takes one profile, then the command.');
  if (file === undefined) throw usage('exec needs a command to run.');
  const wish = await readWishes(args, context);
  const opening = { request: wish({ kind: 'profile', profile }), use: readCacheUse(args) };
  const session = await openDirectly(context, opening, codeSource(args, context));
  const role = await roleInShell(context, session);
  return { tag: 'handed-over', handOver: commandHandOver([file, ...rest], role, context.env) };
}

function usage(title: string): Problem {
  return new Problem({ code: 'usage', title, todo: ['rolecall exec PROFILE -- COMMAND ARGUMENTS…'], exitCode: 2 });
}
