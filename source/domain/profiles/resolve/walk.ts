import type { Location } from '../../../problem.ts';
import { findProfile } from '../find.ts';
import type { KeyName } from '../keys.ts';
import type { Chain, Profile, Profiles } from '../profile.ts';
import { asOpened } from './taken-over.ts';

/** The profiles of a chain that still exist, as they are opened, the one that was asked for first. */
export const walkOf = ({ walk }: Chain, profiles: Profiles): readonly Profile[] =>
  walk.flatMap((name) => {
    const profile = findProfile(profiles, name);
    return profile === undefined ? [] : asOpened(profile, profiles);
  });

/** Where the profiles of a chain have a key: the first that has it, from the one that was asked for to its source. */
export const placeInChain = (profiles: Profiles, chain: Chain, key: KeyName): Location | undefined =>
  walkOf(chain, profiles)
    .map((profile) => profile.setting(key)?.at)
    .find((at) => at !== undefined);
