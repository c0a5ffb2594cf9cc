import { plain } from '../../domain/display/sanitize.ts';
import type { Kept } from '../../domain/portals/kept/keep.ts';
import { sourceNamed } from '../../domain/portals/kept/source.ts';
import { parseMfaSerial, parseRoleArn } from '../../domain/profiles/arn.ts';
import {
  identityNames,
  type ProfileDraft,
  readChanges,
  readNew,
  withLinkRead,
} from '../../domain/profiles/edit/draft.ts';
import { fieldKeys, formSections } from '../../domain/profiles/keys.ts';
import { colorOf } from '../../domain/profiles/looks/color.ts';
import { textOf as settingText } from '../../domain/profiles/lookup.ts';
import type { Profiles } from '../../domain/profiles/profile.ts';
import { safeBesideLetters } from '../../domain/profiles/text/header.ts';
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
  /** Why the form is there again, with what was typed. */
  readonly notice?: string;
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

/** The section as it will stand in the file, that of its source where it is written too, and what it comes to. */
function preview(draft: ProfileDraft, profiles: Profiles): readonly PreviewLine[] {
  const role = parseRoleArn(draft['role-arn']);
  const color = colorOf(draft.color || undefined, undefined, role?.accountId);
  const source = sourceNamed(draft['source-profile'], profiles);
  const lines = fieldKeys().flatMap(({ field, key, check }): PreviewLine[] => {
    if (draft[field] === '') return [];
    const checked = check(draft[field], profiles);
    const text = `${key} = ${plain('value' in checked ? checked.value : draft[field])}`;
    return [{ text, tone: 'plain', ...(field === 'color' && 'value' in checked && { bar: color }) }];
  });
  const hub = 'hub' in source ? source.hub : undefined;
  return [
    { text: `[profile ${plain(draft.name) || '…'}]`, tone: 'plain' },
    ...lines,
    { text: '', tone: 'plain' },
    ...(hub === undefined ? [] : hubLines(hub)),
    { text: meaning(draft, source), tone: 'muted', bar: color },
    ...(hub === undefined ? [] : [hubNote(hub)]),
    ...codeNote(draft, source, profiles),
  ];
}

/** The section of a role that was found in a portal, which is written with the first that starts from it. */
const hubLines = ({ name, settings }: Kept): readonly PreviewLine[] =>
  [
    `[profile ${plain(name)}]`,
    ...Object.entries(settings).flatMap(([key, value]) => (value === undefined ? [] : `${key} = ${plain(value)}`)),
    '',
  ].map((text) => ({ text, tone: 'plain' }));

/** The same in words, which are shown where there is no room for the lines. */
const hubNote = ({ name, settings }: Kept): PreviewLine => ({
  text: `Adds ${plain(name)} too: ${plain(settings.sso_role_name ?? '')} in ${settings.sso_account_id}, found in ${plain(settings.rolecall_source ?? '')}.`,
  tone: 'muted',
});

type Source = ReturnType<typeof sourceNamed>;

function meaning(draft: ProfileDraft, source: Source): string {
  const role = parseRoleArn(draft['role-arn']);
  const who = 'profile' in source ? plain(source.profile) : 'Someone';
  const shown = plain(draft['display-name'] || draft.name);
  return role === undefined
    ? shown || 'No role yet.'
    : `${who} becomes ${shown || role.name}: ${role.name} in ${role.accountId}.`;
}

function codeNote(draft: ProfileDraft, source: Source, profiles: Profiles): readonly PreviewLine[] {
  const profile = 'profile' in source ? profiles.get(source.profile) : undefined;
  const serial = draft['mfa-serial'] || (profile && settingText(profile, 'mfa_serial'));
  if (!serial) return [];
  return [{ text: `Asks for a code from ${plain(parseMfaSerial(serial).label)}.`, tone: 'muted' }];
}

/** The fields of the form: the name, then the keys by position, then the others. */
const fields: readonly Field[] = [
  {
    kind: 'text',
    id: 'name',
    label: 'Profile',
    hint: `What you type to switch: rolecall NAME. Letters, ${safeBesideLetters}`,
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

/** A link in the place of the role is read. @param before has the fields that the form does not ask for, and another word for yes in a switch */
function draftOf(values: Values, before: ProfileDraft): ProfileDraft {
  const typed = fields.map(({ id, kind }) => {
    const old = before[id as keyof ProfileDraft];
    if (kind !== 'toggle') return [id, textOf(values, id).trim()];
    return [id, values[id] === isYes(old) ? old : values[id] ? 'true' : ''];
  });
  return withLinkRead({ ...before, ...Object.fromEntries(typed) });
}

/** Lets the person describe a role profile. @returns undefined where they leave the form. @throws Cancelled as `runForm` */
export async function runProfileForm(terminal: UiTerminal, form: ProfileForm): Promise<ProfileDraft | undefined> {
  const values = await runForm(terminal, profileForm(form), valuesOf(form.draft), {
    offer: () => '',
    items: async () => undefined,
    ...(form.notice !== undefined && { notice: form.notice }),
  });
  return values && draftOf(values, form.draft);
}
