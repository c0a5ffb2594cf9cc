import { unlessProblem } from '../../../problem.ts';
import { type Hub, hubOf } from '../../portals/kept/source.ts';
import { pasteWord } from '../../shells/paste.ts';
import { lastPart } from '../arn.ts';
import { type FieldName, fieldKeys } from '../keys.ts';
import { linkFault, looksLikeLink, parseLink, roleArnOfLink, type SwitchRoleLink } from '../looks/links.ts';
import { textOf } from '../lookup.ts';
import type { Changes, Profile, Profiles } from '../profile.ts';
import { kindOf } from '../resolve/kind.ts';
import { safeBesideLetters } from '../text/header.ts';
import { isProfileName, slugOf, valueFault } from './safe.ts';

/** A role profile as a person types it, in a form or in flags: every field as text, empty where it is left out. */
export type ProfileDraft = Readonly<Record<FieldName | 'name', string>>;

/** What is wrong with each field; fields that are in order are left out. */
export type DraftFaults = Readonly<Partial<Record<FieldName | 'name', string>>>;

/** What is to be written, or everything that is wrong. */
type DraftRead =
  | {
      readonly settings: Changes;
      /** The profile to add beside it: its source, a role that was found in a portal and stands in no file yet. */
      readonly hub?: Hub;
      readonly faults?: never;
    }
  | { readonly settings?: never; readonly hub?: never; readonly faults: DraftFaults };

export const emptyDraft: ProfileDraft = {
  name: '',
  ...(Object.fromEntries(fieldKeys().map(({ field }) => [field, ''])) as Record<FieldName, string>),
};

/** The draft of a profile as its file has it. */
export function draftOf(profile: Profile): ProfileDraft {
  const present = fieldKeys().map(({ field, key }) => [field, profile.values.get(key) ?? '']);
  return { ...emptyDraft, ...Object.fromEntries(present), name: profile.name };
}

/** What a person has changed of a profile, on the profile as it is by now. @param before the profile that they began with */
export function draftOnto(draft: ProfileDraft, before: ProfileDraft, now: ProfileDraft): ProfileDraft {
  const changed = Object.entries(draft).filter(([field, text]) => text !== before[field as keyof ProfileDraft]);
  return { ...now, ...Object.fromEntries(changed) };
}

/**
 * The keys to write for a new profile.
 * @returns every fault at once where there is one
 */
export function readNew(draft: ProfileDraft, profiles: Profiles): DraftRead {
  const required: readonly [FieldName, string][] = [
    ['role-arn', 'Which role? Give its ARN, for example arn:aws:iam::444455556666:role/ystataws.'],
    ['source-profile', 'Whose credentials assume the role? Give one of your profiles, or a role of a portal.'],
  ];
  const missing = required.filter(([field]) => draft[field] === '');
  const read = readChanges(draft, emptyDraft, profiles);
  const name = nameFault(draft.name, profiles) ?? (read.hub?.name === draft.name ? sameAsHub : undefined);
  const faults = { ...(name !== undefined && { name }), ...Object.fromEntries(missing), ...read.faults };
  return read.faults !== undefined || Object.keys(faults).length > 0 ? { faults } : read;
}

const sameAsHub = 'The role that it starts from is written under this name.';

/**
 * The keys that differ between two drafts of one profile. Values that did not change are not checked.
 * @returns every fault at once where there is one
 */
export function readChanges(draft: ProfileDraft, before: ProfileDraft, profiles: Profiles): DraftRead {
  const settings: Record<string, string | undefined> = {};
  const faults: Partial<Record<FieldName, string>> = {};
  for (const { field, key, check } of fieldKeys()) {
    const typed = draft[field].trim();
    if (typed === before[field]) continue;
    const emptied = field === 'role-arn' ? { fault: noRoleLeft(draft.name) } : { value: undefined };
    const result = typed === '' ? emptied : check(typed, profiles);
    if ('fault' in result) faults[field] = (field === 'role-arn' ? linkFault(typed) : undefined) ?? result.fault;
    else settings[key] = result.value;
  }
  if (Object.keys(faults).length > 0) return { faults };
  const hub = settings.source_profile === undefined ? undefined : hubOf(draft['source-profile'].trim(), profiles);
  return hub === undefined ? { settings } : { settings, hub };
}

/** Whoever opens it would stay who they are, under the name of a role. */
const noRoleLeft = (name: string): string =>
  `Without it this is no longer a role. To remove the profile: rolecall remove ${pasteWord(name, 'PROFILE')}`;

function nameFault(name: string, profiles: Profiles): string | undefined {
  if (name === '') return 'What should the profile be called?';
  if (!isProfileName(name, 'config')) return `Use only letters, ${safeBesideLetters}.`;
  return profiles.get(name) === undefined
    ? undefined
    : `There is already a profile with this name. To change it: rolecall edit ${pasteWord(name, 'NAME')}`;
}

/** The draft of a profile for a switch-role link. The link settles the role; the rest is a proposal. @param given a name */
export function draftOfLink(text: string, profiles: Profiles, given = ''): ProfileDraft {
  const link = parseLink(text);
  const name = given || suggestName(link, profiles);
  return {
    ...emptyDraft,
    name,
    'role-arn': roleArnOfLink(link) ?? '',
    'display-name': displayNameOf(link, name),
    color: link.color ?? '',
    'source-profile': identityNames(profiles)[0] ?? '',
  };
}

/**
 * A draft whose role was given by a switch-role link, with the role, and the look of the link where none is chosen. A link that
 * names no role stays, for {@link readNew} to say what is wrong with it.
 */
export function withLinkRead(draft: ProfileDraft): ProfileDraft {
  const text = draft['role-arn'];
  const link = looksLikeLink(text) ? unlessProblem(() => parseLink(text)) : undefined;
  const arn = link && roleArnOfLink(link);
  if (link === undefined || arn === undefined) return draft;
  return {
    ...draft,
    'role-arn': arn,
    'display-name': draft['display-name'] || displayNameOf(link, draft.name),
    color: draft.color || (link.color ?? ''),
  };
}

/** What a link calls the role, where a file can hold that and it says more than the name of the profile. */
const displayNameOf = ({ displayName = '' }: SwitchRoleLink, name: string): string =>
  displayName === name || valueFault(displayName) !== undefined ? '' : displayName;

/** A free name for the profile of a link: its display name, else the role, else the role and its account. */
function suggestName({ account, role, displayName }: SwitchRoleLink, profiles: Profiles): string {
  const roleName = lastPart(role);
  const proposals = [displayName ?? '', roleName, `${roleName}-${account}`].map(slugOf);
  return proposals.find((name) => name !== '' && profiles.get(name) === undefined) ?? '';
}

/** The profiles that hold credentials of their own, first the one that is the source of most roles. */
export function identityNames(profiles: Profiles): readonly string[] {
  const uses = new Map<string, number>();
  const names: string[] = [];
  for (const name of profiles.names) {
    const profile = profiles.get(name);
    const kind = profile && kindOf(profile, profiles);
    if (kind === 'keys' || kind === 'sso' || kind === 'process' || kind === 'stored-key' || kind === 'login')
      names.push(name);
    const source = profile && textOf(profile, 'source_profile');
    if (source !== undefined) uses.set(source, (uses.get(source) ?? 0) + 1);
  }
  return names.sort((a, b) => (uses.get(b) ?? 0) - (uses.get(a) ?? 0));
}
