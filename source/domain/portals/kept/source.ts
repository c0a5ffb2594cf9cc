import { Problem } from '../../../problem.ts';
import { noProfile, sharedName } from '../../profiles/names.ts';
import type { Profiles } from '../../profiles/profile.ts';
import { pasteWord } from '../../shells/paste.ts';
import { type Kept, keptProfile } from './keep.ts';

/** What a role starts from: a profile, and what has to be written down before for it to be one. */
export type NamedSource = { readonly profile: string; readonly hub?: Hub };

/** The profile of a found role, and the name of the role that never leads elsewhere. */
export type Hub = Kept & { readonly id: string };

/**
 * Reads the name of a source: a profile of the files, or a role that was found in a portal. That one is the profile that leads
 * to it, and where there is none, one that is written beside the role that starts from it.
 * @returns what is wrong with it, where it can be neither
 */
export function sourceNamed(name: string, profiles: Profiles): NamedSource | { readonly fault: string } {
  if (profiles.get(name) !== undefined) return { profile: name };
  try {
    const found = profiles.found.get(name);
    if (found === undefined) return { fault: noSource(name, profiles) };
    if (found.foundName === undefined) return { profile: found.name };
    const hub = { ...keptProfile(found), id: found.name };
    return profiles.get(hub.name) === undefined ? { profile: hub.name, hub } : { fault: nameTaken(name, hub) };
  } catch (error) {
    // Several portals may be meant.
    if (error instanceof Problem) return { fault: sentences(error) };
    throw error;
  }
}

/** The profile that has to be written down before a role can start from a source of this name. */
export function hubOf(name: string, profiles: Profiles): Hub | undefined {
  const source = sourceNamed(name, profiles);
  return 'fault' in source ? undefined : source.hub;
}

/** Of found roles, which may be many thousands, those are near that have the account or the role as it was typed. */
function noSource(name: string, profiles: Profiles): string {
  const shared = sharedName(profiles, name);
  if (shared !== undefined) return sentences(shared);
  const { names, found } = profiles;
  const slash = name.lastIndexOf('/');
  const near =
    slash === -1
      ? []
      : found.names.filter((each) => each.startsWith(name.slice(0, slash + 1)) || each.endsWith(name.slice(slash)));
  return noProfile(name, [...names, ...near]);
}

const nameTaken = (name: string, hub: Hub): string =>
  `${name} would be written as ${hub.name}, but the profile of that name leads elsewhere. ` +
  `Keep the role under another name first: rolecall keep ${pasteWord(name, 'ROLE')} --name NAME`;

const sentences = ({ text: { title, todo = [] } }: Problem): string => [title, ...todo].join(' ');
