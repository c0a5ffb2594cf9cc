import type { Context } from '../../context.ts';
import { currentRole } from '../../domain/shells/current.ts';
import type { DetectedShell } from '../../domain/shells/detect.ts';
import { shells, shellTitles } from '../../domain/shells/registry.ts';
import type { Outcome } from '../../outcome.ts';
import { Problem } from '../../problem.ts';
import type { Arguments } from '../registry/command.ts';
import { currentRequest } from './shared/current-role.ts';
import { enter } from './shared/enter.ts';
import { openRole } from './shared/open-role.ts';
import { readCodeSource } from './shared/role-options.ts';

/** New credentials for the role that this shell is in, by the request that opened it: never more rights than before. */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  const request = await currentRequest(context);
  if (context.inPlace === undefined) throw notHere((await context.shell.current()).kind);
  const use = { minRemaining: Number.POSITIVE_INFINITY, bypass: false };
  const session = await openRole(context, { request, use, codeSource: readCodeSource(args, context.terminal) });
  return enter(context, { session, request, live: currentRole(context.env)?.isLive === true });
}

function notHere(kind: DetectedShell['kind']): Problem {
  const leave = 'Leave with exit and open the role again.';
  const hook = kind === 'other' ? undefined : shells[kind];
  const load =
    hook?.hookTakesEffect === undefined ? 'Load it, then refresh again' : `To have it ${hook.hookTakesEffect}`;
  return new Problem({
    code: 'shell-without-hook',
    title: 'A program cannot change the shell it was called from.',
    means:
      hook === undefined
        ? `Only ${shellTitles()} can be told what changes.`
        : 'This shell has not loaded the hook that would.',
    todo: hook === undefined ? [leave] : [`${load}: ${hook.hookLine}`, leave],
  });
}
