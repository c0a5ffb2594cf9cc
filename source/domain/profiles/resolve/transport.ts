import { Problem } from '../../../problem.ts';
import { flagOf, regionIn, settingOf, textOf } from '../lookup.ts';
import type { Profile, Profiles, Transport } from '../profile.ts';

/**
 * How to reach AWS for a chain: of the profile that was asked for, else of its source, and so on.
 * @param walk the profiles of a chain, the one that was asked for first
 * @throws Problem where a `[services]` section is named that does not exist, or a region that cannot be one
 */
export function transportOf(walk: readonly Profile[], profiles: Profiles): Transport {
  const [profile, ...sources] = walk;
  // AWS Extend Switch Roles: a source may name the region of everything that leads on from it.
  const region =
    (profile && regionIn(profile, 'region')) ??
    firstOf(sources, (source) => regionIn(source, 'target_region', 'region'));
  const stsEndpoint =
    profile && flagOf(profile, 'ignore_configured_endpoint_urls')
      ? undefined
      : firstOf(walk, (each) => endpointOf(each, profiles));
  const caBundle = firstOf(walk, (each) => textOf(each, 'ca_bundle'));
  return {
    ...(region && { region }),
    ...(stsEndpoint && { stsEndpoint }),
    ...(caBundle && { caBundle }),
    useFips: firstOf(walk, (each) => flagOf(each, 'use_fips_endpoint')) ?? false,
    useDualstack: firstOf(walk, (each) => flagOf(each, 'use_dualstack_endpoint')) ?? false,
  };
}

/**
 * A service's endpoint as one profile configures it: its `[services]` section before its `endpoint_url`.
 * @param service as the AWS CLI names it there: `sts`, `sso_oidc`
 */
export function endpointOf(profile: Profile, profiles: Profiles, service = 'sts'): string | undefined {
  if (flagOf(profile, 'ignore_configured_endpoint_urls')) return undefined;
  const services = servicesOf(profile, profiles);
  return (services && textOf(services, `${service}.endpoint_url`)) ?? textOf(profile, 'endpoint_url');
}

/** The AWS CLI refuses a profile whose section is missing: going on would mean another endpoint than the one meant. */
function servicesOf(profile: Profile, profiles: Profiles): Profile | undefined {
  const named = settingOf(profile, 'services');
  const section = named && profiles.services(named.value);
  if (section || !named) return section;
  throw new Problem({
    code: 'services-missing',
    title: `Profile ${profile.name} has services = ${named.value}, and there is no section [services ${named.value}].`,
    todo: [`Add [services ${named.value}] to ${profiles.config.path}, or remove the line.`],
    at: [named.at],
  });
}

/** What the first of the profiles has that has it. */
export function firstOf<T>(walk: readonly Profile[], read: (profile: Profile) => T | undefined): T | undefined {
  for (const profile of walk) {
    const value = read(profile);
    if (value !== undefined) return value;
  }
  return undefined;
}
