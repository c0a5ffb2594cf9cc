import { parseRoleArn } from '../profiles/arn.ts';
import type { SourceIdentity } from '../profiles/profile.ts';
import { Borrowing } from './borrow.ts';
import { explainFailure } from './explain.ts';
import { sessionKey } from './keys.ts';
import type { SwitchPlan } from './plan.ts';
import type { SessionPorts } from './ports.ts';
import type { CacheUse } from './request.ts';
import type { Session } from './session.ts';
import type { StoredSession } from './store.ts';
import { readStored } from './stored.ts';

/**
 * A session for a plan: a cached one while enough of it is left, else a new one.
 * @throws Problem with what was tried, what AWS said and what to do; Cancelled when the person gave up
 */
export async function openSession(plan: SwitchPlan, use: CacheUse, ports: SessionPorts): Promise<Session> {
  const cached = use.bypass ? undefined : await readSession(plan, use, ports);
  if (cached !== undefined) return toSession(plan, cached, true);
  const borrowing = new Borrowing(plan, use, ports);
  try {
    return toSession(plan, await borrowing.borrow(), false);
  } catch (error) {
    throw explainFailure(error, { plan, caller: borrowing.caller });
  }
}

/** The cached session of a plan, while more than `minRemaining` is left of it. No network. */
export async function readSession(
  plan: SwitchPlan,
  use: CacheUse,
  ports: Pick<SessionPorts, 'store' | 'now' | 'outside'>,
): Promise<StoredSession | undefined> {
  return readStored(sessionKey(plan, ports.outside), use, ports);
}

/** The cached session as whoever asked for it gets it. */
export function toSession(plan: SwitchPlan, stored: StoredSession, cached: boolean): Session {
  const { expiresAt, ...keys } = stored.credentials;
  const { caller, assumedRoleArn } = stored;
  const region = plan.request.region ?? plan.chain.transport.region;
  const last = plan.hops.at(-1);
  const role = last ?? roleOfSource(plan.chain.source);
  const accountId = role?.accountId ?? caller?.accountId;
  return {
    profile: plan.chain.profile,
    credentials: Number.isFinite(expiresAt) ? stored.credentials : keys,
    notes: stored.notes ?? [],
    cached,
    ...(assumedRoleArn !== undefined && { assumedRoleArn }),
    ...(last !== undefined && { roleArn: last.roleArn }),
    ...(role !== undefined && { roleName: role.roleName }),
    ...(accountId !== undefined && { accountId }),
    ...(caller !== undefined && { callerArn: caller.arn }),
    ...(region !== undefined && { region }),
  };
}

/** The role that a source is by itself, without anyone assuming it. */
function roleOfSource(source: SourceIdentity): { readonly accountId: string; readonly roleName: string } | undefined {
  if (source.kind === 'sso') return source;
  const role = source.kind === 'web-identity' ? parseRoleArn(source.roleArn) : undefined;
  return role && { accountId: role.accountId, roleName: role.name };
}
