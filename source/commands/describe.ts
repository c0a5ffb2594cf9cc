import { deviceOf } from '../mfa/code.ts';
import type { Profiles } from '../profiles/profile.ts';
import type { SwitchRequest } from '../sessions/request.ts';
import { planRequest } from '../sessions/resolve.ts';

/** A chain in the fewest words: who, which device, which roles. @throws Problem where it cannot be resolved */
export function describeChain(profiles: Profiles, request: SwitchRequest): readonly string[] {
  const { chain, hops, mfaRoute } = planRequest(profiles, request);
  const device = mfaRoute === 'none' || chain.mfa === undefined ? [] : [`MFA ${deviceOf(chain.mfa.serial).label}`];
  return [chain.source.profile, ...device, ...hops.map((hop) => `${hop.accountId}/${hop.roleName}`)];
}
