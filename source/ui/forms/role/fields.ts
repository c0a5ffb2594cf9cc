import type { RoleDraft } from '../../../domain/roles/draft.ts';
import { type Field, listOf, textOf, type Values } from '../field.ts';

/** What the form asks of a role; every ID is a field of the draft. */
export const roleFields: readonly Field[] = [
  { kind: 'text', id: 'name', label: 'Name', hint: 'What the role is called. It cannot be changed later.' },
  {
    kind: 'text',
    id: 'trusted',
    label: 'Trusted',
    hint: 'Who may assume it: 12 digits of an account, an ARN, or this for its own account. Several with commas.',
  },
  {
    kind: 'toggle',
    id: 'mfa',
    label: 'Require MFA',
    hint: 'Only people who signed in with an MFA code may assume it.',
  },
  {
    kind: 'text',
    id: 'externalId',
    label: 'External ID',
    hint: 'For another company’s access. The console cannot switch to a role that has one.',
    offer: 'generate one',
  },
  { kind: 'many', id: 'policies', label: 'Permissions', hint: 'Managed policies: what the role may do.' },
  { kind: 'text', id: 'description', label: 'Description', hint: 'What the role is for.' },
  { kind: 'text', id: 'tags', label: 'Tags', hint: 'key=value, several with commas.' },
  { kind: 'text', id: 'path', label: 'Path', hint: '/ or /team/. It cannot be changed later.' },
  { kind: 'text', id: 'maxSession', label: 'Max session', hint: '1h to 12h. Through another role it is always 1 h.' },
];

export function valuesOf(draft: RoleDraft): Values {
  return Object.fromEntries(roleFields.map(({ id }) => [id, draft[id as keyof RoleDraft]]));
}

/** @param before what the form does not ask for stays as it was */
export function draftOf(values: Values, before: RoleDraft): RoleDraft {
  return {
    ...before,
    name: textOf(values, 'name').trim(),
    trusted: textOf(values, 'trusted'),
    mfa: values.mfa === true,
    externalId: textOf(values, 'externalId').trim(),
    policies: listOf(values, 'policies'),
    description: textOf(values, 'description').trim(),
    tags: textOf(values, 'tags'),
    path: textOf(values, 'path').trim(),
    maxSession: textOf(values, 'maxSession').trim(),
  };
}
