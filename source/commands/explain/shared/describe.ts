import { deviceOf } from '../../../domain/mfa/code.ts';
import type { Profiles } from '../../../domain/profiles/profile.ts';
import { planRequest } from '../../../domain/sessions/plan/plan.ts';
import type { SwitchRequest } from '../../../domain/sessions/plan/request.ts';

/** A chain in the fewest words: who, which device, which roles. @throws Problem where it cannot be resolved */
export function describeChain(profiles: Profiles, request: SwitchRequest): readonly string[] {
  const { chain, hops, mfaRoute } = planRequest(profiles, request);
  const device = mfaRoute === 'none' || chain.mfa === undefined ? [] : [`MFA ${deviceOf(chain.mfa.serial).label}`];
  return [chain.source.profile, ...device, ...hops.map((hop) => `${hop.accountId}/${hop.roleName}`)];
}
