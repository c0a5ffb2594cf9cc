import { keysWith } from '../profiles/keys.ts';
import type { Profile } from '../profiles/profile.ts';

/**
 * What a profile says besides keys and region, as the variables that every SDK reads. In a role there is no profile
 * chosen any more, so this is how its endpoint or its CA bundle comes along.
 *
 * @param services the `[services NAME]` section that the profile's `services` key names
 */
export function profileVariables(profile: Profile, services: Profile | undefined): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const [key, variable] of keysWith('variable')) {
    const value = profile.values.get(key);
    if (value) variables[variable] = value;
  }
  for (const [key, value] of services?.values ?? []) {
    const service = /^([a-z0-9_ -]+)\.endpoint_url$/i.exec(key)?.[1];
    if (service && value) variables[`AWS_ENDPOINT_URL_${service.toUpperCase().replaceAll(/[ -]/g, '_')}`] = value;
  }
  return variables;
}
