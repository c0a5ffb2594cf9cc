import type { Profile } from '../profiles/profile.ts';

const plain: readonly (readonly [key: string, variable: string])[] = [
  ['endpoint_url', 'AWS_ENDPOINT_URL'],
  ['ignore_configured_endpoint_urls', 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'],
  ['ca_bundle', 'AWS_CA_BUNDLE'],
  ['use_fips_endpoint', 'AWS_USE_FIPS_ENDPOINT'],
  ['use_dualstack_endpoint', 'AWS_USE_DUALSTACK_ENDPOINT'],
  ['retry_mode', 'AWS_RETRY_MODE'],
  ['max_attempts', 'AWS_MAX_ATTEMPTS'],
  ['output', 'AWS_DEFAULT_OUTPUT'],
];

/**
 * What a profile says besides keys and region, as the variables that every SDK reads. In a role there is no profile
 * chosen any more, so this is how its endpoint or its CA bundle comes along.
 *
 * @param services the `[services NAME]` section that the profile's `services` key names
 */
export function profileVariables(profile: Profile, services: Profile | undefined): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const [key, variable] of plain) {
    const value = profile.values.get(key);
    if (value) variables[variable] = value;
  }
  for (const [key, value] of services?.values ?? []) {
    const service = /^([a-z0-9_ -]+)\.endpoint_url$/i.exec(key)?.[1];
    if (service && value) variables[`AWS_ENDPOINT_URL_${service.toUpperCase().replaceAll(/[ -]/g, '_')}`] = value;
  }
  return variables;
}
