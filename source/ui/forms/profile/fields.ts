import type { ProfileDraft } from '../../../domain/profiles/edit/draft.ts';
import { type DraftField, draftFields } from '../../../domain/profiles/edit/draft-fields.ts';
import { type Field, textOf, type Values } from '../field.ts';

type Id = keyof ProfileDraft;

const words: Readonly<Record<Id, readonly [label: string, hint: string]>> = {
  name: ['Profile', 'What you type to switch: rolecall NAME. Letters, digits and _ @ + . % : / -'],
  'role-arn': ['Role', 'Its ARN: arn:aws:iam::444455556666:role/ystataws'],
  'source-profile': ['As', 'The profile whose credentials assume the role.'],
  'display-name': ['Display name', 'What lists and the prompt call it; the profile’s name without one.'],
  color: ['Colour', 'red, tomato, #b7ca9d: a name or rrggbb. Without one, each account has its own.'],
  region: ['Region', 'eu-west-1; that of the credentials without one.'],
  'mfa-serial': ['MFA device', 'Its ARN or serial number, where the role wants a code.'],
  'external-id': ['External ID', 'Where the role’s owner handed one over.'],
  duration: ['Duration', '1h, 90m, 4h. More than 1 h asks for a code of its own at each switch.'],
  group: ['Group', 'The heading it is listed under.'],
  description: ['Description', 'What it is for.'],
  confirm: ['Guarded', 'Its name has to be typed before it opens.'],
};

/** The fields of a role profile, what is asked most often first. */
const order = Object.keys(words) as readonly Id[];

/** What the form asks. @param fixed what is known already and left alone */
export function profileFields(fixed: readonly Id[], identities: readonly string[]): readonly Field[] {
  return order
    .filter((id) => !fixed.includes(id))
    .map((id) => {
      const [label, hint] = words[id];
      if (id === 'confirm') return { kind: 'toggle', id, label, hint };
      const known = id === 'source-profile' && identities.length > 0 ? ` You have ${identities.join(', ')}.` : '';
      return { kind: 'text', id, label, hint: `${hint}${known}` };
    });
}

export function valuesOf(draft: ProfileDraft): Values {
  return { ...draft, confirm: isGuarded(draft.confirm) };
}

/** @param before what the form does not ask for, and a word for yes that means the same, stay as they were */
export function draftOf(values: Values, before: ProfileDraft): ProfileDraft {
  const texts = ['name' as const, ...draftFields.map(({ field }): DraftField => field)].map((id) => [
    id,
    textOf(values, id).trim(),
  ]);
  const same = values.confirm === isGuarded(before.confirm);
  return { ...before, ...Object.fromEntries(texts), confirm: same ? before.confirm : values.confirm ? 'true' : '' };
}

const isGuarded = (text: string): boolean => text !== '' && !/^(false|no|off|0)$/i.test(text);
