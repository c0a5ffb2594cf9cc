import { plain } from '../../domain/display/sanitize.ts';
import { parseMfaSerial, parseRoleArn } from '../../domain/profiles/arn.ts';
import { identityNames, type ProfileDraft, readChanges, readNew } from '../../domain/profiles/edit/draft.ts';
import { fieldKeys, formSections } from '../../domain/profiles/keys.ts';
import { colorOf } from '../../domain/profiles/looks/color.ts';
import { textOf as settingText } from '../../domain/profiles/lookup.ts';
import type { Profiles } from '../../domain/profiles/profile.ts';
import { isYes } from '../../domain/profiles/values.ts';
import type { UiTerminal } from '../core/ports.ts';
import { type Field, type FormSpec, type PreviewLine, textOf, type Values } from './field.ts';
import { runForm } from './run.tsx';

/** The profile that the form is about. */
export type ProfileForm = {
  readonly draft: ProfileDraft;
  /** The profile as it is; undefined for a new one. */
  readonly before: ProfileDraft | undefined;
  /** Fields that are known already and cannot be changed, such as the role of a link. */
  readonly fixed: readonly (keyof ProfileDraft)[];
  readonly profiles: Profiles;
};

/** The form of a role profile, new or not. */
function profileForm({ draft, before, fixed, profiles }: ProfileForm): FormSpec {
  const role = parseRoleArn(draft['role-arn']);
  const leads = fixed.includes('role-arn') && role ? ` for ${role.name} in ${role.accountId}` : '';
  return {
    title: before === undefined ? `A new profile${leads}` : `Profile ${plain(before.name)}`,
    submit: before === undefined ? 'Add the profile' : 'Save the profile',
    action: before === undefined ? 'add' : 'save',
    fields: fieldsToFill(before === undefined ? fixed : [...fixed, 'name'], identityNames(profiles).map(plain)),
    sections: Object.entries(formSections).map(([id, label]) => ({ id, label })),
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
  const lines = fieldKeys().flatMap(({ field, key, check }): PreviewLine[] => {
    if (draft[field] === '') return [];
    const checked = check(draft[field], profiles);
    const text = `${key} = ${plain('value' in checked ? checked.value : draft[field])}`;
    return [{ text, tone: 'plain', ...(field === 'color' && 'value' in checked && { bar: color }) }];
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
    ? shown || 'No role yet.'
    : `${who} becomes ${shown || role.name}: ${role.name} in ${role.accountId}.`;
}

function codeNote(draft: ProfileDraft, profiles: Profiles): readonly PreviewLine[] {
  const source = profiles.get(draft['source-profile']);
  const serial = draft['mfa-serial'] || (source && settingText(source, 'mfa_serial'));
  if (!serial) return [];
  return [{ text: `Asks for a code of ${plain(parseMfaSerial(serial).label)}.`, tone: 'muted' }];
}

/** The fields of the form: the name, then the keys by position, then the others. */
const fields: readonly Field[] = [
  {
    kind: 'text',
    id: 'name',
    label: 'Profile',
    hint: 'What you type to switch: rolecall NAME. Letters, digits and _ @ + . % : / -',
    required: true,
  },
  ...fieldKeys()
    .toSorted((a, b) => (a.position ?? fieldKeys().length) - (b.position ?? fieldKeys().length))
    .map(
      ({ field: id, value, label, hint, required = false, section }): Field => ({
        kind: value === undefined ? 'toggle' : 'text',
        id,
        label,
        hint,
        required,
        ...(section !== undefined && { section }),
      }),
    ),
];

/**
 * The fields to fill in.
 * @param fixed fields that are known already
 * @param identities the profiles to start from, for the hint
 */
function fieldsToFill(fixed: readonly (keyof ProfileDraft)[], identities: readonly string[]): readonly Field[] {
  const known = identities.length > 0 ? ` You have ${identities.join(', ')}.` : '';
  return fields
    .filter(({ id }) => !fixed.some((field) => field === id))
    .map((field) => (field.id === 'source-profile' ? { ...field, hint: `${field.hint}${known}` } : field));
}

/** A draft as the form holds it: switches are booleans. */
function valuesOf(draft: ProfileDraft): Values {
  return Object.fromEntries(
    fields.map(({ id, kind }) => [
      id,
      kind === 'toggle' ? isYes(draft[id as keyof ProfileDraft]) : draft[id as keyof ProfileDraft],
    ]),
  );
}

/** @param before keeps the fields that the form does not ask for, and another word for yes in a switch */
function draftOf(values: Values, before: ProfileDraft): ProfileDraft {
  const typed = fields.map(({ id, kind }) => {
    const old = before[id as keyof ProfileDraft];
    if (kind !== 'toggle') return [id, textOf(values, id).trim()];
    return [id, values[id] === isYes(old) ? old : values[id] ? 'true' : ''];
  });
  return { ...before, ...Object.fromEntries(typed) };
}

/** Lets the person describe a role profile. @returns undefined where they leave the form */
export async function runProfileForm(terminal: UiTerminal, form: ProfileForm): Promise<ProfileDraft | undefined> {
  const values = await runForm(terminal, profileForm(form), valuesOf(form.draft), {
    offer: () => '',
    items: async () => undefined,
  });
  return values && draftOf(values, form.draft);
}
