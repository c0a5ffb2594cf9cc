import type { Context } from '../../context.ts';
import { currentRole } from '../../domain/shells/current.ts';
import { pasteWord } from '../../domain/shells/paste.ts';
import type { Outcome } from '../../outcome.ts';
import { Problem } from '../../problem.ts';
import type { Arguments } from '../registry/command.ts';
import { currentRequest } from './shared/current-role.ts';
import { enter } from './shared/enter.ts';
import { inThisShell } from './shared/in-this-shell.ts';
import { keepsSessions } from './shared/open-request.ts';
import { openRole } from './shared/open-role.ts';
import { checkLive } from './shared/role-in-shell.ts';
import { readCodeSource } from './shared/role-options.ts';

/** New credentials for the role that this shell is in, by the request that opened it: never more rights than before. */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  const request = await currentRequest(context);
  const role = currentRole(context.env);
  const anew = `rolecall ${pasteWord(role?.profile ?? '', 'PROFILE')}`;
  await inThisShell(context, { again: 'refresh again', anew });
  if (role?.server !== undefined) await checkFound(context, anew);
  if (role?.isLive && role.server === undefined) await checkLive(context, request);
  const use = { minRemaining: Number.POSITIVE_INFINITY, bypass: false };
  const session = await openRole(context, { request, use, codeSource: readCodeSource(args, context.terminal) });
  return enter(context, {
    session,
    request,
    requestId: role?.requestId,
    live: role?.isLive === true,
    server: role?.server,
  });
}

/** The rolecall that serves this shell takes new keys from the cache. @throws Problem where none are kept there */
async function checkFound(context: Context, anew: string): Promise<void> {
  if (await keepsSessions(context)) return;
  throw new Problem({
    code: 'serve-unkept',
    title: 'What serves the keys of this shell cannot be given new ones.',
    means: 'It would look for them among the sessions on disk, and your settings keep none there (sessionStore).',
    todo: [`Leave with exit, and open it again: ${anew} --serve`],
  });
}
