import type { Borrowed } from '../../cache/stored.ts';
import { isMfaAnswer } from '../../failures/failures.ts';
import type { SwitchPlan } from '../../plan/plan.ts';
import { assume, type Borrowing, identifyMeanwhile } from '../borrowing.ts';
import { withFound } from '../found-device.ts';
import type { MfaProof } from '../sts.ts';
import { HopFailure } from '../walk.ts';
import { type Why, withCode } from '../with-code.ts';

/** The code goes with AssumeRole itself: good for one session of one role. */
export async function directly(borrowing: Borrowing, plan: SwitchPlan, why: Why): Promise<Borrowed> {
  const { ports } = borrowing;
  identifyMeanwhile(borrowing, plan);
  return withCode(ports, why, async (proof) => {
    ports.progress({ step: 'mfa', state: 'started', text: proof.serial });
    const session = await assumeWith(borrowing, plan, proof);
    ports.progress({ step: 'mfa', state: 'done', text: proof.serial });
    return withFound(session, plan, proof.serial, true);
  });
}

async function assumeWith(borrowing: Borrowing, plan: SwitchPlan, proof: MfaProof): Promise<Borrowed> {
  try {
    return await assume(borrowing, plan, { credentials: borrowing.source, proof, withMfa: false });
  } catch (error) {
    // The asker needs to see AWS's own no to a code, not which hop it was.
    throw error instanceof HopFailure && error.index === 0 && isMfaAnswer(error.failure) ? error.failure : error;
  }
}
