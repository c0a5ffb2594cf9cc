import type { Profile, Profiles } from './profile.ts';

/** A profile of the files, or a role that was found in a portal, by any of its names. @throws Problem as `found.get` does */
export const findProfile = (profiles: Profiles, name: string): Profile | undefined =>
  profiles.get(name) ?? profiles.found.get(name);
