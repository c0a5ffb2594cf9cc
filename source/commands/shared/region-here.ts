import { findProfile } from '../../domain/profiles/find.ts';
import { textOf } from '../../domain/profiles/lookup.ts';
import type { Profiles } from '../../domain/profiles/profile.ts';
import { summaryOf } from '../../domain/profiles/resolve/summary.ts';
import type { Environment } from '../../domain/shells/environment.ts';
import { type RegionInForce, regionInForce } from '../../domain/shells/region.ts';

/**
 * The region that the programs of this shell use.
 * @param requested the region of the stored request of the role that the shell is in
 * @throws Problem where the chosen profile may be one of several
 */
export const regionHere = (env: Environment, profiles: Profiles, requested?: string): RegionInForce | undefined =>
  regionInForce(env, { requested, ofProfile: (name) => regionOf(profiles, name) });

function regionOf(profiles: Profiles, name: string): string | undefined {
  const profile = findProfile(profiles, name);
  return profile && (summaryOf(profile, profiles)?.region ?? textOf(profile, 'region'));
}
