import { Problem } from '../../../problem.ts';
import type { Changes, Profile, ProfileFile, Profiles } from '../profile.ts';
import { loadProfiles } from '../resolve/load.ts';

/**
 * Reads a changed text again before anybody writes it: the profile must say what was asked for, and every other
 * one what it said.
 * @param changes undefined where the profile was taken out
 * @returns the text
 * @throws Problem where the file is so unusual that the change would mean something else
 */
export function verify(file: ProfileFile, text: string, name: string, changes: Changes | undefined): string {
  const before = alone(file);
  const after = alone({ ...file, text });
  const changed = after.get(name);
  const right = changes === undefined ? changed === undefined : changed && says(changed, changes);
  const others = new Set([...before.names, ...after.names]);
  others.delete(name);
  const kept = [...others].every((other) => same(before.get(other), after.get(other)));
  if (right && kept) return text;
  const at = before.get(name)?.at;
  throw new Problem({
    code: 'edit-unsafe',
    title: `${file.path} is written in a way in which profile ${name} cannot be changed safely, and is left as it is.`,
    todo: ['Let rolecall doctor show what is unusual about it, or change it in an editor.'],
    ...(at && { at: [at] }),
  });
}

function alone(file: ProfileFile): Profiles {
  const nothing = { path: '', text: undefined };
  return file.kind === 'config'
    ? loadProfiles(file, { kind: 'credentials', ...nothing })
    : loadProfiles({ kind: 'config', ...nothing }, file);
}

function says(profile: Profile, changes: Changes): boolean {
  return Object.entries(changes).every(([key, value]) => profile.values.get(key) === value);
}

function same(before: Profile | undefined, after: Profile | undefined): boolean {
  if (!before || !after) return before === after;
  if (before.values.size !== after.values.size) return false;
  return [...before.values].every(([key, value]) => after.values.get(key) === value);
}
