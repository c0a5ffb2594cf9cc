import type { Context } from '../../context.ts';
import { matchProfiles } from '../../domain/profiles/resolve/glob.ts';
import type { SwitchRequest } from '../../domain/sessions/plan/request.ts';
import type { RoleInShell } from '../../domain/shells/role.ts';
import { commandHandOver } from '../../domain/shells/subshell.ts';
import type { Outcome } from '../../outcome.ts';
import { Problem } from '../../problem.ts';
import type { Arguments } from '../registry/command.ts';
import { codeSource } from './shared/asker.ts';
import { openDirectly } from './shared/open-role.ts';
import { roleInShell } from './shared/role-in-shell.ts';
import { readCacheUse, readRoleTarget, readWishes } from './shared/role-request.ts';

/** One command as a role: the process becomes that command. In several roles, each after the other or side by side. */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  const { command, names } = readLine(args);
  const [file, ...rest] = command;
  if (file === undefined) throw usage('exec needs a command to run.');
  const wish = await readWishes(args, context);
  const target = readRoleTarget(args);
  if (target === undefined && names.length === 0) throw usage('exec needs a profile.');
  const [profile, ...others] = target === undefined ? matchProfiles(await context.profiles(), names) : [];
  const severalAsked = others.length > 0 || (profile !== undefined && !names.includes(profile));
  if (severalAsked && profile !== undefined) {
    const { runInEach } = await import('./exec-many.ts');
    return runInEach(args, context, { profiles: [profile, ...others], named: names, command: [file, ...rest], wish });
  }
  const request = wish(target ?? { kind: 'profile', profile: profile ?? '' });
  const session = await openDirectly(context, { request, use: readCacheUse(args) }, codeSource(args, context));
  const plainRole = await roleInShell(context, session);
  const role = args.flag('live') ? await liveRole(context, plainRole, request) : plainRole;
  return { tag: 'handed-over', handOver: commandHandOver([file, ...rest], role, context.env) };
}

async function liveRole(context: Context, role: RoleInShell, request: SwitchRequest): Promise<RoleInShell> {
  const requestId = await (await context.store()).saveRequest(request);
  const { goLive } = await import('./shared/live.ts');
  return goLive(context, { ...role, requestId });
}

/** With `--role-arn` there is no profile to name: the first word is the command's already. */
function readLine(args: Arguments): { readonly command: readonly string[]; readonly names: readonly string[] } {
  const rest = args.rest ?? [];
  if (args.value('role-arn') === undefined) return { command: rest, names: args.positionals };
  return { command: [...args.positionals, ...rest], names: [] };
}

function usage(title: string): Problem {
  return new Problem({ code: 'usage', title, todo: ['rolecall exec PROFILE -- COMMAND ARGUMENTS…'], exitCode: 2 });
}
