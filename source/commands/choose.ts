import type { Context } from '../context.ts';
import { Cancelled, Problem } from '../problem.ts';
import type { Session } from '../sessions/session.ts';
import type { Arguments } from './command.ts';
import { runPicker } from './picker.ts';
import { readCacheUse, readRoleRequest } from './role-request.ts';

/** Lets the person choose a role in the picker. @throws Cancelled, Problem */
export async function chooseRole(args: Arguments, context: Context): Promise<Session> {
  const ended = await runPicker(context, { at: 'picker', filter: '' }, readCacheUse(args), (profile) =>
    readRoleRequest(args, { kind: 'profile', profile }),
  );
  if (ended === undefined) throw noTerminal();
  if (ended.tag === 'failed') throw new Problem(ended.problem);
  if (ended.tag === 'opened') return ended.session;
  throw new Cancelled();
}

/** Nobody can choose. */
export function noTerminal(): Problem {
  return new Problem({
    code: 'no-terminal',
    title: 'The picker needs a terminal, and there is none.',
    todo: ['Name the profile: rolecall exec PROFILE -- COMMAND', 'rolecall list shows the profiles there are.'],
    exitCode: 2,
  });
}
