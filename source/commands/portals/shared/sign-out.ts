import type { Context } from '../../../context.ts';
import type { LoginOf } from '../../../domain/login/failures.ts';
import { explainPortalFailure } from '../../../domain/portals/failures.ts';
import { readTypedName } from '../../../domain/portals/found/names.ts';
import { type Portal, signInId } from '../../../domain/portals/portal.ts';
import type { Profiles, SourceIdentity } from '../../../domain/profiles/profile.ts';
import { resolveChain } from '../../../domain/profiles/resolve/chain.ts';
import { leadingTo } from '../../../domain/sessions/cache/keys.ts';
import type { Forgotten } from '../../../domain/sessions/cache/store.ts';
import { planRequest } from '../../../domain/sessions/plan/plan.ts';
import { plainRequest } from '../../../domain/sessions/plan/request.ts';
import { orProblem, Problem, unlessProblem } from '../../../problem.ts';
import type { StillThere } from '../../open/shared/still-there.ts';

type World = Pick<Context, 'aws' | 'portals' | 'sessions'>;

/** What a sign-out did. `stillThere`: what is remembered of the portal and could not be deleted. */
export type LeftPortal = { readonly stillThere: StillThere } & (
  | { readonly signIn: 'none'; readonly problem?: undefined }
  /** `problem`: why the service could not be told. */
  | { readonly signIn: 'gone'; readonly problem?: Problem }
  /** It is still on this machine. */
  | { readonly signIn: 'stayed'; readonly problem: Problem }
);

/**
 * Signs out of one portal: at the service, on this machine, and of what is remembered of it, each as far as it can be done. Other
 * portals stay as they are.
 */
export async function leavePortal(
  portal: Portal,
  profiles: Profiles,
  { aws, portals, sessions }: World,
): Promise<LeftPortal> {
  const out = await orProblem(aws.signOut(portal));
  const failed = await forgetOfPortal(portal, profiles, sessions);
  const found = portals.inventories.remove(portal);
  const stillThere = { sessions: failed, ...(found !== undefined && { inventories: [found] }) };
  if (out instanceof Problem) return { signIn: 'stayed', problem: out, stillThere };
  if (out.tag !== 'untold') return { signIn: out.tag === 'told' ? 'gone' : 'none', stillThere };
  const untold = explainPortalFailure(out.failure, portal, undefined);
  if (!(untold instanceof Problem)) throw untold;
  return { signIn: 'gone', problem: untold, stillThere };
}

/** Signs out of the console for all profiles with one login_session: on this machine, and of the sessions that start from it. */
export async function leaveConsole(
  { loginSession }: Pick<LoginOf, 'loginSession'>,
  profiles: Profiles,
  { aws, sessions }: Pick<World, 'aws' | 'sessions'>,
): Promise<LeftPortal> {
  const out = await orProblem(aws.consoleSignOut(loginSession));
  const isFrom = (source: SourceIdentity) => source.kind === 'login' && source.loginSession === loginSession;
  const stillThere = { sessions: await forgetSessions(profiles.names, isFrom, profiles, sessions) };
  if (out instanceof Problem) return { signIn: 'stayed', problem: out, stillThere };
  return { signIn: out ? 'gone' : 'none', stillThere };
}

async function forgetOfPortal(
  portal: Portal,
  profiles: Profiles,
  sessions: World['sessions'],
): Promise<Forgotten['failed']> {
  const found = (await (await sessions.store()).open()).flatMap(({ profile }) =>
    readTypedName(profile)?.portal === signInId(portal) ? profile : [],
  );
  const isFrom = (source: SourceIdentity) => source.kind === 'sso' && signInId(source) === signInId(portal);
  return forgetSessions([...profiles.names, ...new Set(found)], isFrom, profiles, sessions);
}

/** Sessions of the roles that start from a sign-in are no more to be had than it is. @returns those that are still there */
async function forgetSessions(
  names: readonly string[],
  isFrom: (source: SourceIdentity) => boolean,
  profiles: Profiles,
  sessions: World['sessions'],
): Promise<Forgotten['failed']> {
  const failed: Forgotten['failed'][number][] = [];
  const store = await sessions.store();
  for (const name of names) {
    const source = unlessProblem(() => resolveChain(profiles, name).source);
    if (source === undefined || !isFrom(source)) continue;
    const plan = unlessProblem(() => planRequest(profiles, plainRequest(name)));
    if (plan !== undefined) failed.push(...(await store.forget(leadingTo(plan))).failed);
  }
  return failed;
}
