import { readSession, toSession } from '../cache/stored.ts';
import type { SwitchPlan } from '../plan/plan.ts';
import type { CacheUse } from '../plan/request.ts';
import { borrow } from './borrow.ts';
import type { SessionPorts } from './ports.ts';
import type { Session } from './session.ts';

/**
 * A session for a plan: a cached one while enough of it is left, else a new one.
 * @throws Problem with what was tried, what AWS said and what to do; Cancelled when the person gave up
 */
export async function openSession(plan: SwitchPlan, use: CacheUse, ports: SessionPorts): Promise<Session> {
  const cached = use.bypass ? undefined : await readSession(plan, use, ports);
  if (cached !== undefined) return toSession(plan, cached, true);
  return toSession(plan, await borrow(plan, use, ports), false);
}
