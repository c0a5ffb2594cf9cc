import { pasteWord } from '../../shells/paste.ts';
import { lastPart } from '../arn.ts';
import { type FieldName, fieldKeys } from '../keys.ts';
import { parseLink, roleArnOfLink, type SwitchRoleLink } from '../looks/links.ts';
import { textOf } from '../lookup.ts';
import type { Changes, Profile, Profiles } from '../profile.ts';
import { kindOf } from '../resolve/kind.ts';
import { SAFE_NAME } from '../text/header.ts';
import { slugOf, valueFault } from './safe.ts';

/** A role profile as a person types it, in a form or in flags: every field as text, empty where it is left out. */
export type ProfileDraft = Readonly<Record<FieldName | 'name', string>>;

/** What is wrong with each field; fields that are in order are left out. */
export type DraftFaults = Readonly<Partial<Record<FieldName | 'name', string>>>;

export const emptyDraft: ProfileDraft = {
  name: '',
  ...(Object.fromEntries(fieldKeys().map(({ field }) => [field, ''])) as Record<FieldName, string>),
};

/** The draft of a profile as its file has it. */
export function draftOf(profile: Profile): ProfileDraft {
  const present = fieldKeys().map(({ field, key }) => [field, profile.values.get(key) ?? '']);
  return { ...emptyDraft, ...Object.fromEntries(present), name: profile.name };
}

/**
 * The keys to write for a new profile.
 * @returns every fault at once where there is one
 */
export function readNew(
  draft: ProfileDraft,
  profiles: Profiles,
): { readonly settings: Changes; readonly faults?: never } | { readonly faults: DraftFaults } {
  const required: readonly [FieldName, string][] = [
    ['role-arn', 'Which role? Its ARN, such as arn:aws:iam::444455556666:role/ystataws.'],
    ['source-profile', 'Whose credentials assume the role? Name one of your profiles.'],
  ];
  const missing = required.filter(([field]) => draft[field] === '');
  const name = nameFault(draft.name, profiles);
  const read = readChanges(draft, emptyDraft, profiles);
  const faults = { ...(name !== undefined && { name }), ...Object.fromEntries(missing), ...read.faults };
  return Object.keys(faults).length > 0 ? { faults } : { settings: read.settings ?? {} };
}

/**
 * The keys that differ between two drafts of one profile. Values that did not change are not checked.
 * @returns every fault at once where there is one
 */
export function readChanges(
  draft: ProfileDraft,
  before: ProfileDraft,
  profiles: Profiles,
):
  | { readonly settings: Changes; readonly faults?: never }
  | { readonly settings?: never; readonly faults: DraftFaults } {
  const settings: Record<string, string | undefined> = {};
  const faults: Partial<Record<FieldName, string>> = {};
  for (const { field, key, check } of fieldKeys()) {
    const typed = draft[field].trim();
    if (typed === before[field]) continue;
    const result = typed === '' ? { value: undefined } : check(typed, profiles);
    if ('fault' in result) faults[field] = result.fault;
    else settings[key] = result.value;
  }
  return Object.keys(faults).length > 0 ? { faults } : { settings };
}

function nameFault(name: string, profiles: Profiles): string | undefined {
  if (name === '') return 'What shall the profile be called?';
  if (!SAFE_NAME.test(name) || name === '__proto__') return 'Letters, digits and _ @ + . % : / - are possible.';
  return profiles.get(name) === undefined
    ? undefined
    : `There is a profile of this name already. To change it: rolecall edit ${pasteWord(name, 'NAME')}`;
}

/** The draft of a profile for a switch-role link. The link settles the role; the rest is a proposal. */
export function draftOfLink(text: string, profiles: Profiles): ProfileDraft {
  const link = parseLink(text);
  const displayName = link.displayName && valueFault(link.displayName) === undefined ? link.displayName : '';
  const name = suggestName(link, profiles);
  return {
    ...emptyDraft,
    name,
    'role-arn': roleArnOfLink(link) ?? '',
    'display-name': displayName === name ? '' : displayName,
    color: link.color ?? '',
    'source-profile': identityNames(profiles)[0] ?? '',
  };
}

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
    if (kind === 'keys' || kind === 'sso' || kind === 'process' || kind === 'login') names.push(name);
    const source = profile && textOf(profile, 'source_profile');
    if (source !== undefined) uses.set(source, (uses.get(source) ?? 0) + 1);
  }
  return names.sort((a, b) => (uses.get(b) ?? 0) - (uses.get(a) ?? 0));
}
