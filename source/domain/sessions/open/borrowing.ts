import { Problem } from '../../../problem.ts';
import { sessionKey } from '../cache/keys.ts';
import type { StoredSession } from '../cache/store.ts';
import { readStored } from '../cache/stored.ts';
import type { SwitchPlan } from '../plan/plan.ts';
import type { CacheUse } from '../plan/request.ts';
import { callerOf, isRoot, sessionNameFor } from './caller.ts';
import type { SessionPorts } from './ports.ts';
import type { Credentials } from './session.ts';
import type { CallerIdentity } from './sts.ts';
import { type FirstCaller, walk } from './walk.ts';

/** What every route from a source to a role has in hand. */
export type Borrowing = {
  /** As it was planned: the key of what is remembered, whatever becomes of the plan on the way. */
  readonly asked: SwitchPlan;
  readonly use: CacheUse;
  readonly ports: SessionPorts;
  readonly source: Credentials;
  readonly who: Who;
};

/** Who the source is. */
export type Who = {
  /** Asks AWS, once however often it is called. */
  readonly identify: () => Promise<CallerIdentity>;
  /** As far as anyone has asked and AWS has answered. */
  readonly known: () => CallerIdentity | undefined;
};

export function whoOf(plan: SwitchPlan, source: Credentials, ports: SessionPorts): Who {
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

/** Who the caller is can be asked while the person types, or while another call is under way. */
export function identifyMeanwhile({ who }: Borrowing, plan: SwitchPlan): void {
  if (plan.hops.length > 0) void who.identify().catch(() => undefined);
}

/**
 * One chain of AssumeRole, however many processes want the same session at once.
 * @throws HopFailure; Problem for a root user, who cannot switch at all
 */
export async function assume(borrowing: Borrowing, plan: SwitchPlan, first: FirstCaller): Promise<StoredSession> {
  const { asked, use, ports, who } = borrowing;
  // The name of the session is the caller's, unless every hop has one; the banner wants to know all the same.
  const isNamed = plan.hops.every((hop) => hop.sessionName !== undefined);
  await (isNamed ? who.identify().catch(() => undefined) : who.identify());
  const caller = who.known();
  if (caller !== undefined && isRoot(caller.arn)) throw rootProblem(caller.arn);
  const work = async (): Promise<StoredSession> => {
    const walked = await walk(plan, first, sessionNameFor(caller?.arn, ports.osUser), ports);
    const session = { ...walked, ...(caller !== undefined && { caller }) };
    await keep(borrowing, session);
    return session;
  };
  if (use.bypass) return work();
  const key = sessionKey(asked, ports.outside);
  return ports.store.exclusively(key, () => readStored(key, use, ports), work);
}

/** Remembers a session for whoever asks for the same. */
export async function keep({ asked, use, ports }: Borrowing, session: StoredSession): Promise<void> {
  if (!use.bypass) await ports.store.write<StoredSession>(sessionKey(asked, ports.outside), session);
}

/** Credentials that are the session themselves: nobody's role was assumed. */
export function unassumed(credentials: Credentials, { notes }: SwitchPlan): StoredSession {
  return { credentials: { ...credentials, expiresAt: credentials.expiresAt ?? Number.POSITIVE_INFINITY }, notes };
}

function rootProblem(arn: string): Problem {
  return new Problem({
    code: 'root-cannot-switch',
    title: 'These are the keys of a root user, and root users cannot switch roles.',
    tried: `as ${arn}`,
    todo: ['Create an IAM user (or use IAM Identity Center) in that account and switch as that.'],
  });
}
