import type { Context } from '../../../context.ts';
import { explainPortalFailure } from '../../../domain/portals/failures.ts';
import { readTypedName } from '../../../domain/portals/found/names.ts';
import { type Portal, signInId } from '../../../domain/portals/portal.ts';
import type { Profiles } from '../../../domain/profiles/profile.ts';
import { resolveChain } from '../../../domain/profiles/resolve/chain.ts';
import { leadingTo } from '../../../domain/sessions/cache/keys.ts';
import { planRequest } from '../../../domain/sessions/plan/plan.ts';
import { plainRequest } from '../../../domain/sessions/plan/request.ts';
import { Problem, unlessProblem } from '../../../problem.ts';

type World = Pick<Context, 'aws' | 'portals' | 'sessions'>;

/** What a sign-out did. `untold`: why the service could not be told, as a problem. */
export type LeftPortal = { readonly wasSignedIn: boolean; readonly untold?: Problem };

/**
 * Signs out of one portal: at the service, on this machine, and of what is remembered of it. Other portals stay as they are.
 * @throws Problem where the sign-in's file cannot be removed
 */
export async function leavePortal(
  portal: Portal,
  profiles: Profiles,
  { aws, portals, sessions }: World,
): Promise<LeftPortal> {
  const out = await aws.signOut(portal);
  await forgetSessions(portal, profiles, sessions);
  portals.inventories.remove(portal);
  if (out.tag !== 'untold') return { wasSignedIn: out.tag === 'told' };
  const untold = explainPortalFailure(out.failure, portal, undefined);
  if (!(untold instanceof Problem)) throw untold;
  return { wasSignedIn: true, untold };
}

/** Sessions of the roles that start from the portal are no more to be had than the sign-in. */
async function forgetSessions(portal: Portal, profiles: Profiles, sessions: World['sessions']): Promise<void> {
  const store = await sessions.store();
  const found = (await store.open()).flatMap(({ profile }) =>
    readTypedName(profile)?.portal === signInId(portal) ? profile : [],
  );
  for (const name of [...profiles.names, ...new Set(found)]) {
    const source = unlessProblem(() => resolveChain(profiles, name).source);
    if (source?.kind !== 'sso' || signInId(source) !== signInId(portal)) continue;
    const plan = unlessProblem(() => planRequest(profiles, plainRequest(name)));
    if (plan !== undefined) await store.forget(leadingTo(plan));
  }
}
