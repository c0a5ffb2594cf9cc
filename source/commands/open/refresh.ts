import type { Context } from '../../context.ts';
import { currentRole } from '../../domain/shells/current.ts';
import { pasteWord } from '../../domain/shells/paste.ts';
import type { Outcome } from '../../outcome.ts';
import type { Arguments } from '../registry/command.ts';
import { currentRequest } from './shared/current-role.ts';
import { enter } from './shared/enter.ts';
import { inThisShell } from './shared/in-this-shell.ts';
import { openRole } from './shared/open-role.ts';
import { readCodeSource } from './shared/role-options.ts';

/** New credentials for the role that this shell is in, by the request that opened it: never more rights than before. */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  const request = await currentRequest(context);
  const role = currentRole(context.env);
  const anew = `rolecall ${pasteWord(role?.profile ?? '', 'PROFILE')}`;
  await inThisShell(context, { again: 'refresh again', anew });
  const use = { minRemaining: Number.POSITIVE_INFINITY, bypass: false };
  const session = await openRole(context, { request, use, codeSource: readCodeSource(args, context.terminal) });
  return enter(context, { session, request, live: role?.isLive === true, server: role?.server });
}
