import { Problem } from '../../../problem.ts';
import { endpointHere, endpointOf, withoutUser } from '../../profiles/endpoints.ts';
import type { Chain, EndpointVariables, Profiles } from '../../profiles/profile.ts';
import {
  isRegionName,
  PARTITIONS,
  type Partition,
  partitionOfRegion,
  realRegion,
  regionalUrl,
  regionFault,
  regionRemedy,
} from '../../profiles/regions.ts';
import { asOpened } from '../../profiles/resolve/taken-over.ts';
import { transportOf } from '../../profiles/resolve/transport.ts';
import { walkOf } from '../../profiles/resolve/walk.ts';
import { isTrue } from '../../profiles/values.ts';
import type { Environment } from '../../shells/environment.ts';
import { regionVariables } from '../../shells/names.ts';
import { outsideOf } from '../../shells/outside.ts';
import { isRegionDisabled } from '../failures/aws-failure.ts';
import type { StsEndpoint } from '../sts.ts';
import { planSwitch, type SwitchPlan } from './plan.ts';
import { plainRequest } from './request.ts';

/** The partition of a region. A region that is not known counts as a new one of the partition `aws`. */
function partitionAt(region: string): Partition {
  return partitionOfRegion(region) ?? (PARTITIONS[0] as Partition);
}

/**
 * The URL of STS: the configured one, else the regional endpoint. Tokens of the regional endpoints are valid in all
 * regions; those of the global one are not in regions that have to be enabled.
 */
export function stsUrl(at: StsEndpoint): string {
  if (at.url !== undefined) return withoutUser(at.url);
  const { id, dnsSuffix, dualstackSuffix } = partitionAt(at.region);
  // GovCloud's plain endpoints are FIPS endpoints already, and have no name with `-fips`.
  const isOrdinary = id === 'aws-us-gov' && !at.useDualstack;
  const fips = at.useFips && !isOrdinary ? '-fips' : '';
  return regionalUrl(`sts${fips}`, at.region, at.useDualstack ? dualstackSuffix : dnsSuffix);
}

/**
 * The region in which the SDKs call STS from this environment.
 * @throws Problem where the environment names no possible region
 */
export function regionOfEnvironment(env: Readonly<Record<string, string | undefined>>): string {
  const name = regionVariables.find((variable) => env[variable]);
  const region = (name && env[name]) || 'us-east-1';
  if (name === undefined || isRegionName(region)) return realRegion(region).region;
  throw new Problem({ code: 'region-unusable', title: regionFault(name, region), todo: [regionRemedy] });
}

/** An answer, with a note for the person where another region than the plan's gave it. */
export type Regional<T> = { readonly answer: T; readonly note?: string };

/**
 * Calls STS in the plan's region. Where STS is not enabled there, it calls in the source's region, then in the
 * partition's default. AWS checks the region first, so a code is not used up by the refused call.
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

/** The endpoint of the sign-in to the console for a chain: {@link endpointOf}. @returns undefined where AWS's own is meant */
export const signInEndpoint = (profiles: Profiles, chain: Chain): string | undefined =>
  endpointOf(walkOf(chain, profiles), profiles, 'signin')?.url;

/** Where IAM is for whoever asks STS at `at`: an endpoint of STS alone does not serve it. */
const iamAt = ({ url: _, ...at }: StsEndpoint, url: string | undefined): StsEndpoint => ({
  ...at,
  ...(url !== undefined && { url }),
});

/** Where IAM is for a plan. */
export const iamOf = ({ at, reach }: SwitchPlan): StsEndpoint =>
  reach === undefined ? at : iamAt(at, reach.iamEndpoint);

/** Where STS and IAM are for the user of a profile; where the environment says, without one. */
export function endpointsOfUser(
  name: string,
  profiles: Profiles,
  given: Environment,
): { readonly sts: StsEndpoint; readonly iam: StsEndpoint } {
  const profile = profiles.get(name);
  if (profile === undefined) {
    const env = outsideOf(given).environment;
    return { sts: endpointIn(env, 'sts'), iam: endpointIn(env, 'iam') };
  }
  const walk = [asOpened(profile, profiles)];
  const source = { kind: 'stored-key', profile: name } as const;
  const chain = { profile: name, source, hops: [], walk: [name], transport: transportOf(walk, profiles) };
  const { at } = planSwitch(chain, plainRequest(name));
  return { sts: at, iam: iamAt(at, endpointOf(walk, profiles, 'iam')?.url) };
}

/** Where the SDKs go with the keys of an environment, for STS or IAM. @throws Problem where its region cannot be one */
export function endpointIn(env: EndpointVariables, service: 'sts' | 'iam'): StsEndpoint {
  const url = endpointHere(env, service)?.url;
  return {
    region: regionOfEnvironment(env),
    useFips: isTrue(env.AWS_USE_FIPS_ENDPOINT ?? ''),
    useDualstack: isTrue(env.AWS_USE_DUALSTACK_ENDPOINT ?? ''),
    ...(url !== undefined && { url }),
    ...(env.AWS_CA_BUNDLE && { caBundle: env.AWS_CA_BUNDLE }),
  };
}
