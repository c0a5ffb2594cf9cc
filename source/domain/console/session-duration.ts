import { looksTemporary, type SwitchPlan } from '../sessions/plan/plan.ts';

/**
 * What may be asked of AWS as the length of the console session, in seconds. It lets that be chosen only for a role that
 * was assumed with a user's own keys: not for one behind another role, nor behind a session token such as MFA's.
 * @returns undefined where it has to be left out: the console session then ends with the credentials
 */
export function sessionDuration(plan: SwitchPlan, asked: number | undefined): number | undefined {
  const direct = plan.mfaRoute === 'none' || plan.mfaRoute === 'direct';
  return plan.hops.length === 1 && !looksTemporary(plan.chain.source) && direct ? asked : undefined;
}

/** Whether a plan ends in a user's own session, which AWS lets nobody sign in to the console with. */
export function isUserSession(plan: SwitchPlan): boolean {
  return plan.hops.length === 0 && !looksTemporary(plan.chain.source);
}
