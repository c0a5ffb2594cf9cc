import type { Context } from '../../../context.ts';
import type { SwitchRequest } from '../../../domain/sessions/plan/request.ts';
import type { Session } from '../../../domain/sessions/session.ts';
import { currentRole, sessionInEnvironment } from '../../../domain/shells/current.ts';
import { pasteWord } from '../../../domain/shells/paste.ts';
import { Problem } from '../../../problem.ts';
import type { Arguments } from '../../registry/command.ts';
import { openRole, type RoleToOpen } from './open-role.ts';

/**
 * The session of the role that this shell is in: the keys of its environment, or for a live role, which has none there,
 * a session opened anew. Undefined outside a role.
 * @throws Problem, Cancelled where a live role cannot be opened, or flags ask for another session than that
 */
export async function currentSession(
  args: Arguments,
  context: Context,
  how: Pick<RoleToOpen, 'use' | 'codeSource'>,
): Promise<Session | undefined> {
  if (!currentRole(context.env)?.isLive) {
    const session = sessionInEnvironment(context.env);
    if (session !== undefined) args.goesWith('HERE', 'KEYS');
    return session;
  }
  args.goesWith('HERE');
  return openRole(context, { ...how, request: await currentRequest(context) });
}

/** The stored request of the role that this shell is in. @throws Problem outside a role, or where it is gone */
export async function currentRequest({ env, sessions }: Pick<Context, 'env' | 'sessions'>): Promise<SwitchRequest> {
  const role = currentRole(env);
  if (role === undefined) throw notInRole();
  const request = await requestHere({ env, sessions });
  if (request !== undefined) return request;
  if (role.requestId === undefined) throw ofExec(role.profile);
  throw new Problem({
    code: 'request-gone',
    title: `What was asked for when ${role.profile} was opened is not known any more.`,
    means: 'Without it a renewal might come back with other rights than before.',
    todo: [`Open it anew: rolecall ${pasteWord(role.profile, 'PROFILE')}`],
  });
}

/** {@link currentRequest}, or undefined. */
export async function requestHere({
  env,
  sessions,
}: Pick<Context, 'env' | 'sessions'>): Promise<SwitchRequest | undefined> {
  const id = currentRole(env)?.requestId;
  return id === undefined ? undefined : (await sessions.store()).savedRequest(id);
}

export const notInRole = (): Problem =>
  new Problem({ code: 'not-in-a-role', title: 'This shell is in no role.', todo: ['Choose one: rolecall'] });

/** `exec` stores no request: its command ends before a renewal is needed. */
function ofExec(profile: string): Problem {
  return new Problem({
    code: 'request-not-kept',
    title: `What runs in ${profile} here was started by rolecall exec, and is not renewed.`,
    means: 'Only a shell that was opened in a role is.',
    todo: [
      `For a shell: rolecall ${pasteWord(profile, 'PROFILE')}`,
      'For a command that takes longer than a session: rolecall exec --live',
    ],
  });
}

/**
 * The request of the role before this one; in a shell that is in no role, of the role that the person entered last.
 * @throws Problem where there was none
 */
export async function previousRequest({
  env,
  sessions,
  settings,
}: Pick<Context, 'env' | 'sessions' | 'settings'>): Promise<SwitchRequest> {
  const role = currentRole(env);
  const id = role === undefined ? (await settings.load()).lastRequest : role.previous;
  const request = id === undefined ? undefined : await (await sessions.store()).savedRequest(id);
  if (request !== undefined) return request;
  throw new Problem({
    code: 'no-previous',
    title: 'There is no role before this one.',
    means: 'rolecall - goes back to the role before this one; in a new shell, to the one you entered last.',
    todo: ['Choose one: rolecall'],
  });
}
