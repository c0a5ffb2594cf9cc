import type { Problem } from '../../../../problem.ts';
import { mfaKey } from '../../cache/keys.ts';
import { shortestRoleMaximum, youngMfaMs } from '../../cache/margins.ts';
import type { Borrowed } from '../../cache/stored.ts';
import { isNotAuthorized, isSpent, isTooLong } from '../../failures/failures.ts';
import { inHours, type SwitchPlan } from '../../plan/plan.ts';
import { assume, type Borrowing, identifyMeanwhile, unassumed } from '../borrowing.ts';
import { withFound } from '../found-device.ts';
import { type MfaHow, openMfaSession } from '../mfa-session.ts';
import { noteLimit, shortened } from '../role-limit.ts';
import { HopFailure } from '../walk.ts';
import type { Devices } from '../with-code.ts';
import { directly } from './direct.ts';

/**
 * With a code, one way or the other.
 * @param refusal what AWS said without one
 */
export async function withMfa(
  borrowing: Borrowing,
  plan: SwitchPlan,
  devices: Devices,
  refusal?: Problem,
): Promise<Borrowed> {
  const how = { devices, ...(refusal && { refusal }) };
  if (plan.mfaRoute !== 'direct') return throughMfaSession(borrowing, plan, how);
  try {
    const why = { devices, reason: reasonForDirect(plan), ...(refusal && { instead: refusal }) };
    return await directly(borrowing, plan, why);
  } catch (error) {
    if (!(error instanceof HopFailure && isTooLong(error.failure))) throw error;
    // The code is used up, and the next one is better spent on a session that serves every role.
    await noteLimit(plan, plan.hops[0]?.roleArn ?? '', shortestRoleMaximum, borrowing.ports);
    return throughMfaSession(borrowing, shortened(plan, shortestRoleMaximum), { devices });
  }
}

/** One code, then every role of the identity without another. */
async function throughMfaSession(borrowing: Borrowing, plan: SwitchPlan, how: MfaHow): Promise<Borrowed> {
  const { source, ports } = borrowing;
  identifyMeanwhile(borrowing, plan);
  const text = how.devices.serials[0];
  ports.progress({ step: 'mfa', state: 'started', text });
  const mfa = await openMfaSession(plan, source, how, ports);
  ports.progress({ step: 'mfa', state: 'done', text });
  const isIdentity = plan.hops.length === 0;
  if (mfa.kind === 'denied') {
    if (isIdentity) return unassumed(source, plan);
    const reason = 'This identity may not call GetSessionToken, so each role asks for a code.';
    return directly(borrowing, plan, { devices: how.devices, reason });
  }
  if (isIdentity) return unassumed(mfa.credentials, plan);
  const told = mfa.note === undefined ? plan : { ...plan, notes: [...plan.notes, mfa.note] };
  try {
    const session = await assume(borrowing, told, { credentials: mfa.credentials, withMfa: true });
    return withFound(session, plan, mfa.serial, !mfa.cached);
  } catch (error) {
    if (how.fresh || !mfa.cached || !(error instanceof HopFailure) || error.index > 0) throw error;
    if (isSpent(error.failure)) {
      await ports.store.remove(mfaKey(plan, source.accessKeyId, mfa.serial));
      return throughMfaSession(borrowing, told, how);
    }
    const isAged = ports.now() - mfa.issuedAt > youngMfaMs;
    if (!isNotAuthorized(error.failure) || !isAged) throw error;
    return throughMfaSession(borrowing, told, { devices: how.devices, fresh: true });
  }
}

function reasonForDirect({ hops }: SwitchPlan): string {
  const seconds = hops[0]?.durationSeconds ?? 0;
  return `A session of ${inHours(seconds)} needs a code of its own: through an MFA session AWS gives 1 h at most.`;
}
