import { flagOf, textOf } from '../profiles/lookup.ts';
import type { Chain, Profile, Profiles } from '../profiles/profile.ts';

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
