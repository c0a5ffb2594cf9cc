import { Problem } from '../../../../problem.ts';
import { isFido } from '../../../mfa/code.ts';
import type { Borrowed } from '../../cache/stored.ts';
import { explainFailure } from '../../explain/explain.ts';
import { isNotAuthorized } from '../../failures/failures.ts';
import { planSwitch, type SwitchPlan } from '../../plan/plan.ts';
import { assume, type Borrowing } from '../borrowing.ts';
import { isIamUser } from '../caller.ts';
import { discoverDevices } from '../discover.ts';
import { HopFailure } from '../walk.ts';
import { directly } from './direct.ts';
import { withMfa } from './mfa.ts';

/** No device is configured: if AWS refuses an IAM user, see whether a device would help. */
export async function withoutDevice(borrowing: Borrowing, plan: SwitchPlan): Promise<Borrowed> {
  const { source, ports, who } = borrowing;
  try {
    return await assume(borrowing, plan, { credentials: source, withMfa: false });
  } catch (error) {
    const caller = who.known();
    if (!isDenied(error) || source.sessionToken !== undefined) throw error;
    if (caller === undefined || !isIamUser(caller.arn)) throw error;
    const devices = await discoverDevices(plan, source, caller, ports);
    if (devices === undefined) throw error;
    const refusal = explainFailure(error, { plan, caller });
    const mfa = { serial: devices.serials[0], profile: plan.hops[0]?.profile ?? plan.chain.profile };
    // With a device the same wish may need another way: more than an hour wants a code of its own.
    const { mfaRoute } = planSwitch({ ...plan.chain, mfa }, plan.request, false);
    return withMfa(borrowing, { ...plan, mfaRoute }, devices, refusal instanceof Problem ? refusal : undefined);
  }
}

/** The source is temporary: it may carry MFA already, so a code is asked only when AWS says no. */
export async function codeIfDenied(borrowing: Borrowing, plan: SwitchPlan, serial: string): Promise<Borrowed> {
  try {
    return await assume(borrowing, plan, { credentials: borrowing.source, withMfa: false });
  } catch (error) {
    if (!isDenied(error) || isFido(serial)) throw error;
    const reason = 'The role was refused without a code.';
    return directly(borrowing, plan, { devices: { serials: [serial] }, reason });
  }
}

function isDenied(error: unknown): error is HopFailure {
  return error instanceof HopFailure && error.index === 0 && isNotAuthorized(error.failure);
}
