import { textOf } from '../lookup.ts';
import type { Profile, Profiles } from '../profile.ts';
import { asOpened, includedBy } from './taken-over.ts';

/** The profiles that need one: those that start from it, and those that take keys over from it. */
export type NeededBy = { readonly dependants: readonly string[]; readonly including: readonly string[] };

/** Which other profiles need the profile of that name. */
export function neededBy(name: string, profiles: Profiles): NeededBy {
  const naming = (read: (profile: Profile) => string | undefined) =>
    profiles.names.filter((other) => {
      const profile = profiles.get(other);
      return other !== name && profile !== undefined && read(profile) === name;
    });
  return {
    dependants: naming((profile) => textOf(asOpened(profile, profiles), 'source_profile')),
    including: naming(includedBy),
  };
}
