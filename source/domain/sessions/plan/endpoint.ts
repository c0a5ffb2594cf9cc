import { Problem } from '../../../problem.ts';
import { flagOf, textOf } from '../../profiles/lookup.ts';
import type { Chain, Profile, Profiles } from '../../profiles/profile.ts';
import {
  isRegionName,
  PARTITIONS,
  type Partition,
  partitionOfRegion,
  regionFault,
  regionRemedy,
} from '../../profiles/regions.ts';
import { regionVariables } from '../../shells/names.ts';
import { isRegionDisabled } from '../failures/aws-failure.ts';
import type { StsEndpoint } from '../sts.ts';
import type { SwitchPlan } from './plan.ts';

/** The partition that a region lies in; one that nobody knows yet is taken for a new one of the public cloud. */
function partitionAt(region: string): Partition {
  return partitionOfRegion(region) ?? (PARTITIONS[0] as Partition);
}

/** Where STS is asked: the configured URL, else always the regional endpoint, so that tokens are good everywhere. */
export function stsUrl(at: StsEndpoint): string {
  if (at.url !== undefined) return withoutUser(at.url);
  const { id, dnsSuffix, dualstackSuffix } = partitionAt(at.region);
  // GovCloud's plain endpoints are FIPS endpoints already, and have no name with `-fips`.
  const fips = at.useFips && id !== 'aws-us-gov' ? '-fips' : '';
  return `https://sts${fips}.${at.region}.${at.useDualstack ? dualstackSuffix : dnsSuffix}`;
}

/** Where IAM is asked: the configured URL, else the one endpoint of the partition. */
export function iamUrl(at: StsEndpoint): string {
  return at.url === undefined ? `https://${partitionAt(at.region).iamHost}` : withoutUser(at.url);
}

/** The SDKs send no name and password of a URL along; shown in an error or a table they would be read by others. */
function withoutUser(url: string): string {
  return url.replace(/^([a-z][a-z\d+.-]*:\/\/)[^/?#]*@/i, '$1');
}

/**
 * The region in which the SDKs ask STS from this environment.
 * @throws Problem where what the environment names cannot be one
 */
export function regionHere(env: Readonly<Record<string, string | undefined>>): string {
  const name = regionVariables.find((variable) => env[variable]);
  const region = (name && env[name]) || 'us-east-1';
  if (name === undefined || isRegionName(region)) return region;
  throw new Problem({ code: 'region-unusable', title: regionFault(name, region), todo: [regionRemedy] });
}

/** An answer, and what is to be said where another region than the plan's gave it. */
export type Regional<T> = { readonly answer: T; readonly note?: string };

/**
 * Calls STS in the plan's region; where STS is not enabled there, in the source's region, then in the partition's
 * default. AWS looks at the region before anything else, a code included.
 */
export async function inEnabledRegion<T>(
  plan: SwitchPlan,
  call: (at: StsEndpoint) => Promise<T>,
): Promise<Regional<T>> {
  try {
    return { answer: await call(plan.at) };
  } catch (error) {
    for (const region of plan.otherRegions) {
      if (!isRegionDisabled(error)) throw error;
      try {
        const answer = await call({ ...plan.at, region });
        return { answer, note: `STS is not enabled in ${plan.at.region}; ${region} was asked instead.` };
      } catch (next) {
        if (!isRegionDisabled(next)) throw next;
      }
    }
    throw error;
  }
}

/**
 * Where the files send calls to a service: the profile's own `[services]` section, its `endpoint_url`, then the same of
 * the profiles it starts from. The environment is not asked.
 * @returns undefined where AWS's own endpoint is meant
 */
export function serviceEndpoint(profiles: Profiles, chain: Chain, service: 'iam' | 'signin'): string | undefined {
  const names = [chain.profile, ...chain.hops.map(({ profile }) => profile).reverse(), chain.source.profile];
  const walk = [...new Set(names)].flatMap((name) => profiles.get(name) ?? []);
  if (walk[0] !== undefined && flagOf(walk[0], 'ignore_configured_endpoint_urls')) return undefined;
  for (const profile of walk) {
    const url = endpointOf(profile, profiles, service);
    if (url !== undefined) return url;
  }
  return undefined;
}

function endpointOf(profile: Profile, profiles: Profiles, service: string): string | undefined {
  if (flagOf(profile, 'ignore_configured_endpoint_urls')) return undefined;
  const services = profiles.services(textOf(profile, 'services') ?? '');
  return (services && textOf(services, `${service}.endpoint_url`)) ?? textOf(profile, 'endpoint_url');
}
