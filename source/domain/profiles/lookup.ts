import { type Location, Problem } from '../../problem.ts';
import type { KeyName } from './keys.ts';
import type { Profile, Profiles, Setting } from './profile.ts';
import { isRegionName, regionFault, regionRemedy } from './regions.ts';
import { isTrue, isYes } from './values.ts';

/** A key of the table, or one of a nested block: `sts.endpoint_url`. */
type Key = KeyName | `${string}.endpoint_url`;

/** The setting of a key; undefined where the key is absent or empty: to the JS SDK `key =` is absent too. */
export function settingOf(profile: Profile, key: Key): Setting | undefined {
  const setting = profile.setting(key);
  return setting?.value ? setting : undefined;
}

/** The value of a key; undefined where the key is absent or empty. */
export function textOf(profile: Profile, key: Key): string | undefined {
  return profile.values.get(key) || undefined;
}

/** Where a key stands; where the profile begins, if it lacks the key. Finding the line takes time: ask for messages only. */
export function placeOf(profile: Profile, key: string): Location {
  return profile.setting(key)?.at ?? profile.at;
}

/** Whether any of a profile is in that file. */
export const standsIn = (profile: Profile, file: string): boolean =>
  profile.at.file === file || [...profile.values.keys()].some((key) => profile.setting(key)?.at.file === file);

/** Whether the text of the two files has that anywhere. Reading every profile takes far more time. */
export const isMentioned = ({ config, credentials }: Profiles, what: RegExp): boolean =>
  [config, credentials].some(({ text }) => what.test(text ?? ''));

/** One of AWS's flags; undefined where it is absent. */
export function flagOf(profile: Profile, key: KeyName): boolean | undefined {
  const text = textOf(profile, key);
  return text === undefined ? undefined : isTrue(text);
}

/** One of rolecall's own flags. */
export function isSwitchedOn(profile: Profile, key: KeyName): boolean {
  return isYes(textOf(profile, key) ?? '');
}

/**
 * The region of a profile: the first of these keys that has a value.
 * @throws Problem with the line where the value cannot be a region
 */
export function regionIn(profile: Profile, ...keys: readonly KeyName[]): string | undefined {
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
