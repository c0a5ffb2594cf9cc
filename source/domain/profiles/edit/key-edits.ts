import { placeOf } from '../lookup.ts';
import type { Changes, Profile, Profiles } from '../profile.ts';
import { setKeys } from './edit.ts';
import type { FileEdit } from './file-edit.ts';

/**
 * The edits that change keys of a profile: each key where it stands now, a new one where the profile begins.
 * @param seen the person decided by what they were shown of the files
 */
export function keyEdits(profile: Profile, profiles: Profiles, settings: Changes, seen: boolean): readonly FileEdit[] {
  const byFile = new Map<FileEdit['kind'], Record<string, string | undefined>>();
  for (const [key, value] of Object.entries(settings)) {
    const kind = placeOf(profile, key).file === profiles.credentials.path ? 'credentials' : 'config';
    byFile.set(kind, { ...byFile.get(kind), [key]: value });
  }
  return [...byFile].map(([kind, changes]) => ({
    kind,
    change: (file) => setKeys(file, profile.name, changes),
    ...(seen && { shown: profiles[kind] }),
  }));
}
