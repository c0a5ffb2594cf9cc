import { textOf } from '../../profiles/lookup.ts';
import type { Profile, Profiles } from '../../profiles/profile.ts';
import type { FoundPair } from '../found/pairs.ts';
import { isThere } from '../inventory/update.ts';
import type { Inventory } from '../inventory.ts';
import { normalStartUrl } from '../start-url.ts';
import type { Owner } from './marks.ts';

/** What is known of what rolecall wrote, and of who is there. */
export type Known = {
  /** For whom rolecall wrote a profile that stands as it wrote it; undefined for any other one. */
  readonly ownerOf: (name: string) => Owner | undefined;
  /** Whether what is known of that could be read. */
  readonly isRecordRead: boolean;
  /** Who is signed in; undefined where nobody can say. */
  readonly person: string | undefined;
};

/** A profile that says that it was written for a portal. */
export type WrittenProfile = { readonly name: string; readonly profile: Profile; readonly place: string };

export const placeOf = ({ accountId, roleName }: Pick<FoundPair, 'accountId' | 'roleName'>): string =>
  `${accountId}/${roleName}`;

/** The profiles that say that they were written for the portal. */
export function writtenFor(id: string, profiles: Profiles): readonly WrittenProfile[] {
  return profiles.names.flatMap((name) => {
    const profile = profiles.get(name);
    if (profile === undefined || textOf(profile, 'rolecall_source') !== id) return [];
    const [accountId = '', roleName = ''] = [textOf(profile, 'sso_account_id'), textOf(profile, 'sso_role_name')];
    return [{ name, profile, place: placeOf({ accountId, roleName }) }];
  });
}

/** Which profiles have a profile as their source. */
export function dependants(profiles: Profiles): ReadonlyMap<string, readonly string[]> {
  const users = new Map<string, string[]>();
  for (const name of profiles.names) {
    const profile = profiles.get(name);
    const source = profile && textOf(profile, 'source_profile');
    if (source !== undefined && source !== name) users.set(source, [...(users.get(source) ?? []), name]);
  }
  return users;
}

/** Why a profile is left alone; undefined where nothing speaks against changing it. */
export function hindrance(name: string, startUrl: string, { ownerOf, isRecordRead }: Known): string | undefined {
  const owner = ownerOf(name);
  if (owner === undefined) return isRecordRead ? 'changed by hand' : 'it is not known whether it was changed by hand';
  return normalStartUrl(owner.startUrl) === normalStartUrl(startUrl) ? undefined : `written for ${owner.startUrl}`;
}

/** That a role is gone for somebody says nothing of another person's. */
export function ofOther(name: string, { ownerOf, person }: Known): string | undefined {
  const owner = ownerOf(name)?.person;
  if (owner === undefined) return 'it is not known for whom it was written';
  if (person === undefined) return 'it is not known who is signed in';
  return owner === person ? undefined : `written for ${owner}`;
}

/** Was it written for this portal before anybody had asked AWS who is signed in? */
export const isUnowned = (owner: Owner | undefined, startUrl: string): boolean =>
  owner !== undefined && owner.person === undefined && normalStartUrl(owner.startUrl) === normalStartUrl(startUrl);

export const sourceOf = (users: readonly string[] = []): string | undefined =>
  users.length === 0 ? undefined : `the source of ${users.join(', ')}`;

/** Is the role there, by the last whole listing? */
export const isPairThere = ({ account, role }: FoundPair): boolean => isThere(account) && isThere(role);

/** The profiles whose roles a whole reading lacks. An account that refused to be read may have them still. */
export function goneOf(
  written: readonly WrittenProfile[],
  pairs: readonly FoundPair[],
  inventory: Inventory | undefined,
): readonly (WrittenProfile & { readonly since?: number })[] {
  const byPlace = new Map(pairs.map((pair) => [placeOf(pair), pair]));
  const refused = (inventory?.accounts ?? []).filter(({ isRefused }) => isRefused).map(({ id }) => id);
  return written.flatMap((each) => {
    const pair = byPlace.get(each.place);
    if (pair !== undefined && isPairThere(pair)) return [];
    if (refused.includes(textOf(each.profile, 'sso_account_id') ?? '')) return [];
    const since = pair?.account.goneSince ?? pair?.role.goneSince;
    return [since === undefined ? each : { ...each, since }];
  });
}
