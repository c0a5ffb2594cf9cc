import type { Context } from '../../context.ts';
import type { SwitchRequest } from '../../domain/sessions/plan/request.ts';
import type { ShellKind } from '../../domain/shells/detect.ts';
import type { InitShell } from '../../domain/shells/init.ts';
import type { Outcome } from '../../outcome.ts';
import { Problem } from '../../problem.ts';
import type { Arguments } from '../registry/command.ts';
import { codeSource } from './shared/asker.ts';
import { enter } from './shared/enter.ts';
import { openDirectly } from './shared/open-role.ts';

/** New credentials for the role one is in, by exactly the request that opened it: never more rights than before. */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  const request = await currentRequest(context);
  if (context.inPlace === undefined) throw notHere((await context.shell()).kind);
  const opening = { request, use: { minRemaining: Number.POSITIVE_INFINITY, bypass: false } };
  const session = await openDirectly(context, opening, codeSource(args, context));
  return enter(context, { session, request, live: context.env.ROLECALL_CONFIG_FILE !== undefined });
}

/** The stored request of the role that this environment is in. @throws Problem outside a role, or where it is gone */
export async function currentRequest({ env, store }: Context): Promise<SwitchRequest> {
  if (env.ROLECALL_PROFILE === undefined) {
    throw new Problem({ code: 'not-in-a-role', title: 'This shell is in no role.', todo: ['Choose one: rolecall'] });
  }
  if (env.ROLECALL_SESSION === undefined) throw ofExec(env.ROLECALL_PROFILE);
  const request = await (await store()).savedRequest(env.ROLECALL_SESSION);
  if (request !== undefined) return request;
  throw new Problem({
    code: 'request-gone',
    title: `What was asked for when ${env.ROLECALL_PROFILE} was opened is not known any more.`,
    means: 'Without it a renewal might come back with other rights than before.',
    todo: [`Open it anew: rolecall ${env.ROLECALL_PROFILE}`],
  });
}

/** The request of a subshell is kept for its renewal; a command is done before it would need one. */
function ofExec(profile: string): Problem {
  return new Problem({
    code: 'request-not-kept',
    title: `What runs in ${profile} here was started by rolecall exec, and is not renewed.`,
    means: 'Only a shell that was opened in a role is.',
    todo: [`For a shell: rolecall ${profile}`, 'For a command that takes longer than a session: rolecall exec --live'],
  });
}

/** How each shell reads the hook. */
const hooks: Readonly<Record<InitShell, string>> = {
  bash: 'eval "$(rolecall init bash)"',
  zsh: 'eval "$(rolecall init zsh)"',
  fish: 'rolecall init fish | source',
  powershell: 'rolecall init powershell | Out-String | Invoke-Expression',
};

function notHere(kind: ShellKind): Problem {
  const leave = 'Leave with exit and open the role again.';
  return new Problem({
    code: 'shell-without-hook',
    title: 'A program cannot change the shell it was called from.',
    means:
      kind === 'other'
        ? 'Only bash, zsh, fish and PowerShell can be told what changes.'
        : 'This shell has not loaded the hook that would.',
    todo: kind === 'other' ? [leave] : [`Load it, then refresh again: ${hooks[kind]}`, leave],
  });
}
