import { resolveChain } from '../profiles/chain.ts';
import type { Chain, Profiles } from '../profiles/profile.ts';
import { planSwitch, type SwitchPlan } from './plan.ts';
import type { SwitchRequest } from './request.ts';

/** The plan of a request against the files as they are now. @throws Problem where the chain cannot be resolved */
export function planRequest(profiles: Profiles, request: SwitchRequest): SwitchPlan {
  return planSwitch(chainOf(profiles, request), request);
}

function chainOf(profiles: Profiles, { target }: SwitchRequest): Chain {
  if (target.kind === 'profile') return resolveChain(profiles, target.profile);
  throw new Error('a role without a profile is not read from the command line yet');
}
