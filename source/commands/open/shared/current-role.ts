import type { Context } from '../../../context.ts';
import type { SavedRequest } from '../../../domain/sessions/cache/store.ts';
import { leadsElsewhere } from '../../../domain/sessions/plan/leads-to.ts';
import { planRequest } from '../../../domain/sessions/plan/plan.ts';
import type { SwitchRequest } from '../../../domain/sessions/plan/request.ts';
import type { Session } from '../../../domain/sessions/session.ts';
import { currentRole, sessionEnded, sessionInEnvironment } from '../../../domain/shells/current.ts';
import { pasteWord } from '../../../domain/shells/paste.ts';
import { Problem } from '../../../problem.ts';
import type { Arguments } from '../../registry/command.ts';
import { openRole, type RoleToOpen } from './open-role.ts';

/**
 * The session of the role that this shell is in: the keys of its environment, or for a live role, which has none there,
 * a session opened anew. Undefined outside a role.
 * @throws Problem where those keys have ended, or flags ask for another session than that; Problem, Cancelled where a live
 *   role cannot be opened
 */
export async function currentSession(
  args: Arguments,
  context: Context,
  how: Pick<RoleToOpen, 'use' | 'codeSource'>,
): Promise<Session | undefined> {
  if (!currentRole(context.env)?.isLive) {
    const session = sessionInEnvironment(context.env);
    if (session === undefined) return undefined;
    args.goesWith('HERE', 'KEYS');
    const { expiresAt } = session.credentials;
    if (expiresAt !== undefined && expiresAt <= context.clock.now()) throw sessionEnded(session.profile);
    return session;
  }
  args.goesWith('HERE');
  return openRole(context, { ...how, request: await currentRequest(context) });
}

/**
 * The stored request of the role that this shell is in, to be repeated.
 * @throws Problem outside a role, where it is gone, or where it leads to another role by now
 */
export async function currentRequest(context: Pick<Context, 'env' | 'sessions' | 'profiles'>): Promise<SwitchRequest> {
  const saved = await savedHere(context);
  const elsewhere = await leadsElsewhereNow(context, saved);
  if (elsewhere !== undefined) throw elsewhere;
  return saved.request;
}

/** Why a stored request is not repeated; undefined where it leads where it did. @throws Problem where it cannot be planned */
export const leadsElsewhereNow = async (
  { profiles }: Pick<Context, 'profiles'>,
  { request, leadsTo }: SavedRequest,
): Promise<Problem | undefined> =>
  leadsTo === undefined ? undefined : leadsElsewhere(planRequest(await profiles.load(), request), leadsTo);

/** {@link currentRequest}, wherever it leads by now. @throws Problem outside a role, or where it is gone */
export async function savedHere({ env, sessions }: Pick<Context, 'env' | 'sessions'>): Promise<SavedRequest> {
  const role = currentRole(env);
  if (role === undefined) throw notInRole();
  const saved = await savedIfHere({ env, sessions });
  if (saved !== undefined) return saved;
  if (role.requestId === undefined) throw ofExec(role.profile);
  throw new Problem({
    code: 'request-gone',
    title: `The options that ${role.profile} was opened with are no longer known.`,
    means: 'Without them a renewal might get other rights than before.',
    todo: [`Open it again: rolecall ${pasteWord(role.profile, 'PROFILE')}`],
  });
}

/** {@link savedHere}, or undefined. */
export async function savedIfHere({
  env,
  sessions,
}: Pick<Context, 'env' | 'sessions'>): Promise<SavedRequest | undefined> {
  const id = currentRole(env)?.requestId;
  return id === undefined ? undefined : (await sessions.store()).savedRequest(id);
}

export const notInRole = (): Problem =>
  new Problem({ code: 'not-in-a-role', title: 'This shell is not in a role.', todo: ['Choose one: rolecall'] });

/** `exec` stores no request: its command ends before a renewal is needed. */
function ofExec(profile: string): Problem {
  return new Problem({
    code: 'request-not-kept',
    title: `What runs in ${profile} here was started by rolecall exec, and is not renewed.`,
    means: 'Only a shell that was opened in a role is renewed.',
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
}: Pick<Context, 'env' | 'sessions' | 'settings'>): Promise<SavedRequest> {
  const role = currentRole(env);
  const id = role === undefined ? (await settings.load()).lastRequest : role.previous;
  const saved = id === undefined ? undefined : await (await sessions.store()).savedRequest(id);
  // A new switch: it goes where the profile leads now.
  if (saved !== undefined) return saved;
  throw new Problem({
    code: 'no-previous',
    title: 'There is no role before this one.',
    means: 'rolecall - goes back to the role before this one; in a new shell, to the one you entered last.',
    todo: ['Choose one: rolecall'],
  });
}
