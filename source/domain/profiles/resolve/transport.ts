import { parseArn } from '../arn.ts';
import { endpointOf, environmentRegion, familyFlag } from '../endpoints.ts';
import { regionIn, settingOf, textOf } from '../lookup.ts';
import type { Chain, Profile, Profiles, Setting, Transport } from '../profile.ts';
import { mayLieIn, partitionOfRegion } from '../regions.ts';
import { lenderOf, usualRegion } from './taken-over.ts';

/**
 * How to reach AWS for a chain: of the profile that was asked for, else of its source, and so on; the region at last of
 * `[default]`, or of the environment.
 * @param walk the profiles of a chain, the one that was asked for first
 * @param partition of its roles, where that is known
 * @throws Problem where a `[services]` section is named that does not exist, or a region that cannot be one
 */
export function transportOf(walk: readonly Profile[], profiles: Profiles, partition?: string): Transport {
  const region = regionOfWalk(walk, profiles, partition)?.setting.value;
  const here = region === undefined ? environmentRegion(profiles.endpoints)?.name : undefined;
  const stsEndpoint = endpointOf(walk, profiles, 'sts')?.url;
  const caBundle = firstOf(walk, (each) => textOf(each, 'ca_bundle'));
  return {
    ...(region && { region }),
    ...(here && { environmentRegion: here }),
    ...(stsEndpoint && { stsEndpoint }),
    ...(caBundle && { caBundle }),
    useFips: familyFlag(walk, profiles, 'use_fips_endpoint') ?? false,
    useDualstack: familyFlag(walk, profiles, 'use_dualstack_endpoint') ?? false,
  };
}

/**
 * The line that says a chain's region. The first profile's own holds; what it takes over from others (its sources,
 * `[default]`) only where it is of the role's partition: no credentials are good in two.
 * @param walk the profiles of a chain, the one that was asked for first
 * @throws Problem for a region that cannot be one
 */
export function regionOfWalk(
  walk: readonly Profile[],
  profiles: Profiles,
  partition: string | undefined,
): { readonly profile: string; readonly setting: Setting } | undefined {
  for (const [index, profile] of walk.entries()) {
    // AWS Extend Switch Roles: a source may name the region of everything that leads on from it.
    for (const key of index === 0 ? (['region'] as const) : (['target_region', 'region'] as const)) {
      const region = regionIn(profile, key);
      const isOwn = index === 0 && lenderOf(profile, key) === undefined;
      const setting = region !== undefined && (isOwn || mayLieIn(partition, region)) && settingOf(profile, key);
      if (setting) return { profile: profile.name, setting };
    }
  }
  const usual = usualRegion(profiles);
  return usual && mayLieIn(partition, usual.value) ? { profile: 'default', setting: usual } : undefined;
}

/** The partition of a chain's roles, or of whom it starts from; undefined where only a region can say. */
export function partitionOfChain({ hops, source }: Pick<Chain, 'hops' | 'source'>): string | undefined {
  const [first] = hops;
  if (first !== undefined) return first.partition;
  if (source.kind === 'sso') return partitionOfRegion(source.ssoRegion)?.id;
  if (source.kind === 'web-identity') return parseArn(source.roleArn)?.partition;
  return source.kind === 'login' ? parseArn(source.loginSession)?.partition : undefined;
}

/** What the first of the profiles has that has it. */
export function firstOf<T>(walk: readonly Profile[], read: (profile: Profile) => T | undefined): T | undefined {
  for (const profile of walk) {
    const value = read(profile);
    if (value !== undefined) return value;
  }
  return undefined;
}
