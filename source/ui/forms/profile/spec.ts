import { plain } from '../../../domain/display/sanitize.ts';
import { type ProfileDraft, readChanges, readNew } from '../../../domain/profiles/edit/draft.ts';
import { draftFields } from '../../../domain/profiles/edit/draft-fields.ts';
import { draftRules } from '../../../domain/profiles/edit/draft-rules.ts';
import { identityNames } from '../../../domain/profiles/edit/suggest.ts';
import { colorOf } from '../../../domain/profiles/looks/color.ts';
import type { Profiles } from '../../../domain/profiles/profile.ts';
import { parseMfaSerial, parseRoleArn } from '../../../domain/profiles/resolve/arn.ts';
import { textOf as settingText } from '../../../domain/profiles/resolve/value.ts';
import type { FormSpec, PreviewLine } from '../field.ts';
import { draftOf, profileFields } from './fields.ts';

/** What the form is about. */
export type ProfileForm = {
  readonly draft: ProfileDraft;
  /** The profile as it is; undefined for a new one. */
  readonly before: ProfileDraft | undefined;
  /** What is known already, such as the role of a link, and left alone. */
  readonly fixed: readonly (keyof ProfileDraft)[];
  readonly profiles: Profiles;
};

/** The form of a role profile, new or not. */
export function profileForm({ draft, before, fixed, profiles }: ProfileForm): FormSpec {
  const role = parseRoleArn(draft['role-arn']);
  const leads = fixed.includes('role-arn') && role ? ` for ${role.name} in ${role.accountId}` : '';
  return {
    title: before === undefined ? `A new profile${leads}` : `Profile ${plain(before.name)}`,
    submit: before === undefined ? 'Add the profile' : 'Save the profile',
    action: before === undefined ? 'add' : 'save',
    fields: profileFields(before === undefined ? fixed : [...fixed, 'name'], identityNames(profiles).map(plain)),
    check: (values) => {
      const now = draftOf(values, draft);
      return (before === undefined ? readNew(now, profiles) : readChanges(now, before, profiles)).faults ?? {};
    },
    previewTitle: plain(profiles.config.path),
    preview: (values) => preview(draftOf(values, draft), profiles),
    search: () => [],
    named: () => undefined,
  };
}

/** The section as it will stand in the file, and what it comes to. */
function preview(draft: ProfileDraft, profiles: Profiles): readonly PreviewLine[] {
  const role = parseRoleArn(draft['role-arn']);
  const color = colorOf(draft.color || undefined, undefined, role?.accountId);
  const lines = draftFields.flatMap(({ field, key }): PreviewLine[] => {
    if (draft[field] === '') return [];
    const read = draftRules[field](draft[field], profiles);
    const text = `${key} = ${plain('value' in read ? read.value : draft[field])}`;
    return [{ text, tone: 'plain', ...(field === 'color' && 'value' in read && { bar: color }) }];
  });
  return [
    { text: `[profile ${plain(draft.name) || '…'}]`, tone: 'plain' },
    ...lines,
    { text: '', tone: 'plain' },
    { text: meaning(draft, profiles), tone: 'muted', bar: color },
    ...codeNote(draft, profiles),
  ];
}

function meaning(draft: ProfileDraft, profiles: Profiles): string {
  const role = parseRoleArn(draft['role-arn']);
  const source = profiles.get(draft['source-profile']);
  const who = source === undefined ? 'Somebody' : plain(source.name);
  const shown = plain(draft['display-name'] || draft.name);
  return role === undefined
    ? ` ${shown || 'No role yet.'}`
    : ` ${who} becomes ${shown || role.name}: ${role.name} in ${role.accountId}.`;
}

function codeNote(draft: ProfileDraft, profiles: Profiles): readonly PreviewLine[] {
  const source = profiles.get(draft['source-profile']);
  const serial = draft['mfa-serial'] || (source && settingText(source, 'mfa_serial'));
  if (!serial) return [];
  return [{ text: `Asks for a code of ${plain(parseMfaSerial(serial).label)}.`, tone: 'muted' }];
}
