import { type Location, Problem } from '../../problem.ts';
import type { Profile, Setting } from './profile.ts';
import { isRegionName, regionFault, regionRemedy } from './regions.ts';

/** A setting that says something: `key =` with nothing behind it counts as absent, as in the JS SDK. */
export function settingOf(profile: Profile, key: string): Setting | undefined {
  const setting = profile.setting(key);
  return setting?.value ? setting : undefined;
}

/** The text of a setting, undefined where it is absent or empty. */
export function textOf(profile: Profile, key: string): string | undefined {
  return profile.values.get(key) || undefined;
}

/** Where a key stands; where the profile begins, if it has none of that name. Looked for: ask when somebody is to be told. */
export function placeOf(profile: Profile, key: string): Location {
  return profile.setting(key)?.at ?? profile.at;
}

/** As botocore reads its flags: `true` in any case is true, anything else false; undefined where absent. */
export function flagOf(profile: Profile, key: string): boolean | undefined {
  const text = textOf(profile, key);
  return text === undefined ? undefined : text.toLowerCase() === 'true';
}

/** For our own keys, where a guard must not fail on a word: all but `false`, `no`, `off` and `0` means yes. */
export function isSwitchedOn(profile: Profile, key: string): boolean {
  const text = textOf(profile, key);
  return text !== undefined && !/^(false|no|off|0)$/i.test(text);
}

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
