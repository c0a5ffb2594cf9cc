import type { Changes, Profile, Profiles } from '../profile.ts';
import { SAFE_NAME } from '../text/header.ts';
import { type DraftField, draftFields } from './draft-fields.ts';
import { draftRules } from './draft-rules.ts';

/** A role profile as it is typed, in a form or in flags: every field as text, empty for none. */
export type ProfileDraft = Readonly<Record<DraftField | 'name', string>>;

/** What is wrong, field by field; a field that is in order is not there. */
export type DraftFaults = Readonly<Partial<Record<DraftField | 'name', string>>>;

export const emptyDraft: ProfileDraft = {
  name: '',
  ...(Object.fromEntries(draftFields.map(({ field }) => [field, ''])) as Record<DraftField, string>),
};

/** A profile as its file has it. */
export function draftOf(profile: Profile): ProfileDraft {
  const present = draftFields.map(({ field, key }) => [field, profile.values.get(key) ?? '']);
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
  const required: readonly [DraftField, string][] = [
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
 * The keys that change between two drafts of one profile; what was not touched is not judged either.
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
  const faults: Partial<Record<DraftField, string>> = {};
  for (const { field, key } of draftFields) {
    const typed = draft[field].trim();
    if (typed === before[field]) continue;
    const result = typed === '' ? { value: undefined } : draftRules[field](typed, profiles);
    if ('fault' in result) faults[field] = result.fault;
    else settings[key] = result.value;
  }
  return Object.keys(faults).length > 0 ? { faults } : { settings };
}

function nameFault(name: string, profiles: Profiles): string | undefined {
  if (name === '') return 'What shall the profile be called?';
  if (!SAFE_NAME.test(name) || name === '__proto__') return 'Letters, digits and _ @ + . % : / - are possible.';
  return profiles.get(name) === undefined ? undefined : 'There is a profile of this name already.';
}
