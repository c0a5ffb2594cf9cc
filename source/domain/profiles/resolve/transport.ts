import { endpointOf, familyFlag } from '../endpoints.ts';
import { regionIn, textOf } from '../lookup.ts';
import type { Profile, Profiles, Transport } from '../profile.ts';
import { usualRegion } from './taken-over.ts';

/**
 * How to reach AWS for a chain: of the profile that was asked for, else of its source, and so on; the region at last of
 * `[default]`.
 * @param walk the profiles of a chain, the one that was asked for first
 * @throws Problem where a `[services]` section is named that does not exist, or a region that cannot be one
 */
export function transportOf(walk: readonly Profile[], profiles: Profiles): Transport {
  const [profile, ...sources] = walk;
  // AWS Extend Switch Roles: a source may name the region of everything that leads on from it.
  const region =
    (profile && regionIn(profile, 'region')) ??
    firstOf(sources, (source) => regionIn(source, 'target_region', 'region')) ??
    usualRegion(profiles)?.value;
  const stsEndpoint = endpointOf(walk, profiles, 'sts')?.url;
  const caBundle = firstOf(walk, (each) => textOf(each, 'ca_bundle'));
  return {
    ...(region && { region }),
    ...(stsEndpoint && { stsEndpoint }),
    ...(caBundle && { caBundle }),
    useFips: familyFlag(walk, profiles, 'use_fips_endpoint') ?? false,
    useDualstack: familyFlag(walk, profiles, 'use_dualstack_endpoint') ?? false,
  };
}

/** What the first of the profiles has that has it. */
export function firstOf<T>(walk: readonly Profile[], read: (profile: Profile) => T | undefined): T | undefined {
  for (const profile of walk) {
    const value = read(profile);
    if (value !== undefined) return value;
  }
  return undefined;
}
