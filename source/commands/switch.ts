import type { Context } from '../context.ts';
import { cancelled, type Outcome } from '../outcome.ts';
import { banner } from '../output/banner.ts';
import { Problem } from '../problem.ts';
import { unknownProfile } from '../profiles/chain.ts';
import { roleSummaries } from '../profiles/summary.ts';
import type { Session } from '../sessions/session.ts';
import { shellHandOver } from '../shell/subshell.ts';
import type { UiResult } from '../ui/ports.ts';
import { codeSource } from './asker.ts';
import { noTerminal } from './choose.ts';
import type { Arguments } from './command.ts';
import { noProfiles } from './no-profiles.ts';
import { openDirectly, roleInShell } from './open-role.ts';
import { runPicker } from './picker.ts';
import { readCacheUse, readRoleRequest } from './role-request.ts';

/** The picker, or straight to the profile that was named; then a subshell in the role. */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  if (args.positionals.length > 1 || args.rest !== undefined) throw tooMany(args);
  const profiles = await context.profiles();
  const named = args.positionals[0];
  if (named !== undefined && profiles.get(named) !== undefined) {
    const opening = { request: readRoleRequest(args, { kind: 'profile', profile: named }), use: readCacheUse(args) };
    return enter(context, await openDirectly(context, opening, codeSource(args, context)));
  }
  const roles = roleSummaries(profiles);
  if (roles.length === 0 && named === undefined) throw noProfiles(profiles);
  const start = { at: 'picker', filter: named ?? '', ...preselected(context) } as const;
  const ended = await runPicker(context, start, readCacheUse(args), (profile) =>
    readRoleRequest(args, { kind: 'profile', profile }),
  );
  if (ended === undefined) throw named === undefined ? noTerminal() : unknownProfile(profiles, named);
  return finish(context, ended);
}

function preselected({ env }: Context): { readonly preselect?: string } {
  const preselect = env.AWS_PROFILE || env.AWS_DEFAULT_PROFILE;
  return preselect ? { preselect } : {};
}

async function finish(context: Context, ended: UiResult): Promise<Outcome> {
  switch (ended.tag) {
    case 'opened':
      return enter(context, ended.session);
    case 'failed':
      throw new Problem(ended.problem);
    case 'verb':
    case 'cancelled':
      return cancelled;
  }
}

/** The banner, then the person's shell in the role. */
async function enter(context: Context, session: Session): Promise<Outcome> {
  const role = await roleInShell(context, session);
  const shell = await context.shell();
  context.writeError(banner(role, { colors: context.colors('error'), now: context.now() }));
  return { tag: 'handed-over', handOver: shellHandOver(shell, role, context.env, await context.installation()) };
}

function tooMany(args: Arguments): Problem {
  const typed = [...args.positionals, ...(args.rest ?? [])].join(' ');
  return new Problem({
    code: 'usage',
    title: `One profile at a time can be switched to; this names more: ${typed}`,
    todo: ['To run a command in a role: rolecall exec PROFILE -- COMMAND'],
    exitCode: 2,
  });
}
