import type { Context } from '../../../context.ts';
import type { Session } from '../../../domain/sessions/session.ts';
import { sessionInEnvironment } from '../../../domain/shells/current.ts';
import type { Arguments } from '../../registry/command.ts';
import { currentRequest } from '../refresh.ts';
import { codeSource } from './asker.ts';
import { openDirectly } from './open-role.ts';
import { readCacheUse } from './role-request.ts';

/**
 * The role that this environment is in: its keys as they are, or for a live role, which holds none, those its programs
 * would fetch now; undefined outside a role.
 * @throws Problem, Cancelled where a live role cannot be opened
 */
export async function currentSession(args: Arguments, context: Context): Promise<Session | undefined> {
  const { env } = context;
  const isLive = env.ROLECALL_PROFILE !== undefined && env.ROLECALL_CONFIG_FILE !== undefined;
  if (!isLive) return sessionInEnvironment(env);
  const opening = { request: await currentRequest(context), use: readCacheUse(args) };
  return openDirectly(context, opening, codeSource(args, context));
}
