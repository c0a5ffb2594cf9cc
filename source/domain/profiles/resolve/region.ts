import { Problem } from '../../../problem.ts';
import type { Profile } from '../profile.ts';
import { settingOf } from './value.ts';

/**
 * Can this be one part of a host's name? Botocore and the JavaScript SDK refuse any other region as well: an endpoint
 * made of `eu-west-1#` or of `example.com/` would lie elsewhere.
 */
export const isRegionName = (region: string): boolean =>
  /^[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/i.test(region) && !/^\d+$/.test(region);

export const regionRemedy = 'Write it as in eu-west-1.';

/** What is wrong with a region that cannot be in an endpoint's name. */
export const regionFault = (key: string, region: string): string => `${key} = ${region} cannot be a region of AWS.`;

/**
 * The region that a profile has under the first of these keys that says something.
 * @throws Problem with its place where it cannot be one
 */
export function regionIn(profile: Profile, ...keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const region = settingOf(profile, key);
    if (region === undefined) continue;
    if (isRegionName(region.value)) return region.value;
    throw new Problem({
      code: 'region-unusable',
      title: `Profile ${profile.name}: ${regionFault(key, region.value)}`,
      todo: [regionRemedy],
      at: [region.at],
    });
  }
  return undefined;
}
