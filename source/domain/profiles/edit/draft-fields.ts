/** One key of a role profile that a person can set. */
type Row = {
  /** The flag that sets it, and the field of the form: `role-arn`. */
  readonly field: string;
  /** The key in the file. */
  readonly key: string;
  /** What stands for the value in help; a switch without. */
  readonly value?: string;
  readonly summary: string;
};

/** Every key that `add` and `edit` know, in the order in which they are written. Data alone: help is made of it too. */
export const draftFields = [
  {
    field: 'role-arn',
    key: 'role_arn',
    value: 'ARN',
    summary: 'the role: arn:aws:iam::444455556666:role/ystataws',
  },
  { field: 'source-profile', key: 'source_profile', value: 'PROFILE', summary: 'whose credentials assume the role' },
  { field: 'region', key: 'region', value: 'REGION', summary: 'its region: eu-west-1' },
  { field: 'mfa-serial', key: 'mfa_serial', value: 'SERIAL', summary: 'the MFA device, by ARN or serial number' },
  {
    field: 'external-id',
    key: 'external_id',
    value: 'ID',
    summary: 'the external ID that the role’s owner handed over',
  },
  { field: 'duration', key: 'duration_seconds', value: 'TIME', summary: 'how long its sessions last: 1h, 90m, 3600' },
  { field: 'color', key: 'color', value: 'COLOUR', summary: 'its colour: ff0000, #ff0000 or a name' },
  { field: 'display-name', key: 'rolecall_display_name', value: 'TEXT', summary: 'what lists and the prompt call it' },
  { field: 'group', key: 'rolecall_group', value: 'TEXT', summary: 'the heading it is listed under' },
  { field: 'description', key: 'granted_description', value: 'TEXT', summary: 'what it is for' },
  { field: 'confirm', key: 'rolecall_confirm', summary: 'have its name typed before it opens' },
] as const satisfies readonly Row[];

export type DraftField = (typeof draftFields)[number]['field'];

/** The field of a flag's or a key's name: `display-name` and `rolecall_display_name` are one. */
export function draftFieldOf(name: string): (typeof draftFields)[number] | undefined {
  return draftFields.find(({ field, key }) => name === field || name === key);
}
