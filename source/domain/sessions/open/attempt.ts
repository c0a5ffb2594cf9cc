import { Problem } from '../../../problem.ts';
import { isRoot } from '../../profiles/arn.ts';
import { isOfAws } from '../../profiles/endpoints.ts';
import { readStored } from '../cache/cached-session.ts';
import { sessionKey } from '../cache/keys.ts';
import type { StoredSession } from '../cache/store.ts';
import type { SwitchPlan } from '../plan/plan.ts';
import type { CacheUse } from '../plan/request.ts';
import type { Credentials } from '../session.ts';
import type { CallerIdentity } from '../sts.ts';
import { assumeRoles, type FirstCaller } from './assume-roles.ts';
import { callerOf, sessionNameFor } from './caller.ts';
import type { SessionPorts } from './ports.ts';

/** One opening of a session: what every route from the source to the role needs. */
export type Attempt = {
  /** The original plan. Cache keys use this one, not the adjusted plan. */
  readonly originalPlan: SwitchPlan;
  readonly use: CacheUse;
  readonly ports: SessionPorts;
  readonly source: Credentials;
  readonly caller: CallerLookup;
};

/** The identity of the source. */
type CallerLookup = {
  /** Asks AWS, once however often it is called. */
  readonly identify: () => Promise<CallerIdentity>;
  /** Undefined until AWS has answered. */
  readonly known: () => CallerIdentity | undefined;
};

export function callerLookup(plan: SwitchPlan, source: Credentials, ports: SessionPorts): CallerLookup {
  let asking: Promise<CallerIdentity> | undefined;
  let caller: CallerIdentity | undefined;
  return {
    identify: () => {
      asking ??= callerOf(plan, source, ports).then((answer) => {
        caller = answer;
        return answer;
      });
      return asking;
    },
    known: () => caller,
  };
}

/** Starts GetCallerIdentity now, while the person types or another call is under way. */
export function identifyMeanwhile({ caller }: Attempt, plan: SwitchPlan): void {
  if (plan.hops.length > 0) void caller.identify().catch(() => undefined);
}

/**
 * Assumes the roles of the plan. Where several processes want the same session at once, one of them does it.
 * @throws HopFailure; Problem for a root user, who cannot switch at all
 */
export async function assume(attempt: Attempt, plan: SwitchPlan, first: FirstCaller): Promise<StoredSession> {
  const { originalPlan, use, ports, caller } = attempt;
  // The session is named after the caller unless every hop has a name. The banner shows the caller in any case.
  const isNamed = plan.hops.every((hop) => hop.sessionName !== undefined);
  await (isNamed ? caller.identify().catch(() => undefined) : caller.identify());
  const identity = caller.known();
  // An emulated AWS may call everybody root, and refuses itself where it wants to.
  const isAws = plan.at.url === undefined || isOfAws(plan.at.url);
  if (isAws && identity !== undefined && isRoot(identity.arn)) throw rootProblem(identity.arn);
  const work = async (): Promise<StoredSession> => {
    const assumed = await assumeRoles(plan, first, sessionNameFor(identity?.arn, ports.osUser), ports);
    const session = { ...assumed, ...(identity !== undefined && { caller: identity }) };
    await storeSession(attempt, session);
    return session;
  };
  if (use.bypass) return work();
  const key = sessionKey(originalPlan, ports.outside);
  return ports.store.exclusively(key, () => readStored(key, use, ports), work);
}

/** Writes a session into the cache, unless the cache is bypassed. */
export async function storeSession({ originalPlan, use, ports }: Attempt, session: StoredSession): Promise<void> {
  if (!use.bypass) await ports.store.write<StoredSession>(sessionKey(originalPlan, ports.outside), session);
}

/** The source's credentials, or an MFA session, as the session itself: the plan assumes no role. */
export function withoutRole(credentials: Credentials): StoredSession {
  return { credentials: { ...credentials, expiresAt: credentials.expiresAt ?? Number.POSITIVE_INFINITY } };
}

function rootProblem(arn: string): Problem {
  return new Problem({
    code: 'root-cannot-switch',
    title: 'These are the keys of a root user, and root users cannot switch roles.',
    tried: `as ${arn}`,
    todo: ['Create an IAM user (or use IAM Identity Center) in that account, and switch roles with it.'],
  });
}
