import { type Check, checks, type StsRule, stsRules } from './checks.ts';
import { credentialKeys } from './keys/credentials.ts';
import { programKeys } from './keys/programs.ts';

/** How `rolecall add` and `rolecall edit` take a key on the command line. The help of the flag is the key's meaning. */
type Flag = {
  /** Without dashes. The form knows the field by this name too. */
  readonly name: string;
  /** The placeholder of the value in help; a switch has none. */
  readonly value?: string;
  readonly check: Check;
};

/** How the form of `add` and `edit` shows a key. */
type FormField = {
  readonly label: string;
  readonly hint: string;
  /** Fields without one follow in the order of the table. */
  readonly position?: number;
  /** A new profile has to have it. */
  readonly required?: true;
  /** The part of the form that is folded until it is wanted. */
  readonly section?: FormSection;
};

type FormSection = keyof typeof formSections;

/** The parts of the form that are folded, in their order. */
export const formSections = { look: 'Look', more: 'More' } as const;

type Variable = `AWS_${string}` | `BOTOCORE_${string}`;

/** One key of a profile, and everything rolecall knows about it that is not code of its own. */
export type ProfileKey = {
  readonly name: string;
  /** Who defined the key. */
  readonly owner:
    | 'AWS'
    | 'rolecall'
    | 'AWS Extend Switch Roles'
    | 'Granted'
    | 'aws-vault'
    | 'aws-sso-util'
    | 'saml2aws'
    | 'aws-mfa';
  readonly meaning: string;
  /** The value must not be shown anywhere. */
  readonly secret?: true;
  /** Present, as is `form`, for the keys that `add` and `edit` write. */
  readonly flag?: Flag;
  readonly form?: FormField;
  /** The AssumeRole parameter that the value becomes: the key takes part in a role. */
  readonly parameter?: string;
  readonly sts?: StsRule;
  /** The variable that carries the value into the environment of a role, for every SDK to read. */
  readonly variable?: Variable;
  /** A second variable of the same meaning, for SDKs that do not read the first. */
  readonly alsoVariable?: Variable;
  /** `key =` without a value means something, to the variable as well. */
  readonly emptyCounts?: true;
  /** No variable carries the value: it holds in a role that is opened with `--live` only. */
  readonly live?: true;
  /** The time at which the temporary keys beside it end, as the program that wrote them notes it. */
  readonly expiry?: true;
  /** The key gives the profile credentials by itself; named so when a profile has several such keys. */
  readonly provides?: string;
  /** The value is a command or a list, in which quotes have a meaning. */
  readonly quotes?: true;
  /** rolecall does not read the key: what to do instead. */
  readonly instead?: string;
};

/**
 * Every key that rolecall knows, in the order in which `add` writes them. {@link KeyName} comes from here, so that code
 * can read no key that is missing in this table.
 */
const makeKeys = () =>
  [
    // The role
    {
      name: 'role_arn',
      owner: 'AWS',
      meaning: 'the role: arn:aws:iam::444455556666:role/ystataws',
      parameter: 'roleArn',
      flag: { name: 'role-arn', value: 'ARN', check: checks.roleArn },
      form: {
        label: 'Role',
        hint: 'Its ARN (arn:aws:iam::444455556666:role/ystataws) or its link.',
        position: 1,
        required: true,
      },
    },
    {
      name: 'source_profile',
      owner: 'AWS',
      meaning: 'whose credentials assume the role',
      flag: { name: 'source-profile', value: 'PROFILE', check: checks.source },
      form: {
        label: 'Source profile',
        hint: 'The profile whose credentials assume it, or a role of a portal.',
        position: 2,
        required: true,
      },
    },
    {
      name: 'region',
      owner: 'AWS',
      meaning: 'its region: eu-west-1',
      flag: { name: 'region', value: 'REGION', check: checks.region },
      form: { label: 'Region', hint: 'eu-west-1. Without one, the region of the credentials.', section: 'more' },
    },
    {
      name: 'mfa_serial',
      owner: 'AWS',
      meaning: 'the MFA device, by ARN or serial number',
      parameter: 'serialNumber',
      flag: { name: 'mfa-serial', value: 'SERIAL', check: checks.mfaSerial },
      form: { label: 'MFA device', hint: 'Its ARN or serial number, if the role requires MFA.' },
    },
    {
      name: 'external_id',
      owner: 'AWS',
      meaning: "the external ID from the role's owner",
      parameter: 'externalId',
      sts: stsRules.externalId,
      flag: { name: 'external-id', value: 'ID', check: checks.externalId },
      form: { label: 'External ID', hint: "If the role's owner gave you one.", section: 'more' },
    },
    {
      name: 'duration_seconds',
      owner: 'AWS',
      meaning: 'how long its sessions last: 1h, 90m, 3600',
      parameter: 'durationSeconds',
      flag: { name: 'duration', value: 'TIME', check: checks.duration },
      form: {
        label: 'Duration',
        hint: '1h, 90m, 4h. If the role requires MFA, more than 1h needs a code of its own.',
        section: 'more',
      },
    },
    {
      name: 'color',
      owner: 'AWS Extend Switch Roles',
      meaning: 'its colour: ff0000, #ff0000 or a name',
      flag: { name: 'color', value: 'COLOUR', check: checks.color },
      form: {
        label: 'Colour',
        hint: 'red, tomato, #b7ca9d: a name or rrggbb. Without one, each account has its own.',
        position: 4,
        section: 'look',
      },
    },
    {
      name: 'rolecall_display_name',
      owner: 'rolecall',
      meaning: 'its name in lists and the prompt',
      flag: { name: 'display-name', value: 'TEXT', check: checks.text },
      form: {
        label: 'Display name',
        hint: "The name in lists and the prompt. Without one, the profile's name.",
        position: 3,
        section: 'look',
      },
    },
    {
      name: 'rolecall_group',
      owner: 'rolecall',
      meaning: 'the heading it is listed under',
      flag: { name: 'group', value: 'TEXT', check: checks.text },
      form: { label: 'Group', hint: 'The heading it is listed under.', section: 'look' },
    },
    {
      name: 'granted_description',
      owner: 'Granted',
      meaning: 'what it is for',
      flag: { name: 'description', value: 'TEXT', check: checks.text },
      form: { label: 'Description', hint: 'What it is for.', section: 'look' },
    },
    {
      name: 'rolecall_confirm',
      owner: 'rolecall',
      meaning: 'require its name to be typed before it opens',
      flag: { name: 'confirm', check: checks.switch },
      form: { label: 'Guarded', hint: 'Its name must be typed before it opens.', section: 'more' },
    },
    { name: 'rolecall_hidden', owner: 'rolecall', meaning: 'the profile is left out of lists' },
    { name: 'rolecall_source', owner: 'rolecall', meaning: 'the portal that rolecall wrote the profile for' },
    { name: 'granted_color', owner: 'Granted', meaning: 'the colour, if color is not set' },

    // The session
    {
      name: 'role_session_name',
      owner: 'AWS',
      meaning: 'the name that CloudTrail shows',
      parameter: 'roleSessionName',
      sts: stsRules.sessionName,
    },
    {
      name: 'source_identity',
      owner: 'aws-vault',
      meaning: 'who is behind the session, for CloudTrail',
      parameter: 'sourceIdentity',
      sts: stsRules.sourceIdentity,
    },
    { name: 'session_tags', owner: 'aws-vault', meaning: 'session tags: Team=core,Cost=42', parameter: 'tags' },
    {
      name: 'transitive_session_tags',
      owner: 'aws-vault',
      meaning: 'the session tags that are passed on to later roles of the chain',
      parameter: 'transitiveTagKeys',
    },
    { name: 'mfa_process', owner: 'aws-vault', meaning: 'a command that prints the MFA code', quotes: true },

    ...credentialKeys(),
    ...programKeys(),

    // AWS Extend Switch Roles' way to name a role
    { name: 'aws_account_id', owner: 'AWS Extend Switch Roles', meaning: 'the account of the role' },
    { name: 'role_name', owner: 'AWS Extend Switch Roles', meaning: 'the role in aws_account_id' },
    {
      name: 'target_role_name',
      owner: 'AWS Extend Switch Roles',
      meaning: 'role_name for all profiles that start from this one',
    },
    {
      name: 'target_region',
      owner: 'AWS Extend Switch Roles',
      meaning: 'region for all profiles that start from this one',
    },
    { name: 'image', owner: 'AWS Extend Switch Roles', meaning: 'a picture for the role', quotes: true },

    { name: 'include_profile', owner: 'aws-vault', meaning: 'the profile that settings are inherited from' },
    { name: 'parent_profile', owner: 'aws-vault', meaning: 'the old name of include_profile' },
  ] as const satisfies readonly ProfileKey[];

type Row = ReturnType<typeof makeKeys>[number];

export type KeyName = Row['name'];

/** A key that `add` and `edit` write, by its flag. */
export type FieldName = Extract<Row, { flag: unknown }>['flag']['name'];

type KnownKey = ProfileKey & { readonly name: KeyName };

let made: ReadonlyMap<string, KnownKey> | undefined;

/** The table by name. It is made at first use: verbs that read no profile need none of it, and it takes a millisecond. */
function table(): ReadonlyMap<string, KnownKey> {
  made ??= new Map(makeKeys().map((row: KnownKey) => [row.name, row]));
  return made;
}

/** Every key that rolecall knows, in the order of the table. */
export const profileKeys = (): readonly KnownKey[] => [...table().values()];

/** The row of a key; undefined for a key that rolecall does not know. */
export const keyNamed = (name: string): ProfileKey | undefined => table().get(name);

/** The keys that have something in a column, in the order of the table. */
export function keysWith<C extends keyof ProfileKey>(
  column: C,
): readonly (readonly [key: KeyName, value: NonNullable<ProfileKey[C]>])[] {
  return profileKeys().flatMap((row) => {
    const value = row[column];
    return value === undefined ? [] : [[row.name, value] as const];
  });
}

/**
 * Whether a setting is about how programs work, and not about who they work as: it comes along into a role. A key that
 * is not known does, and so does one of a nested block (`s3.addressing_style`).
 */
export function comesAlong(key: string): boolean {
  const row = keyNamed(key);
  return row === undefined || row.variable !== undefined || row.live === true || key === 'services';
}

/** A key that `add` and `edit` write; without `value` it is a switch. */
type FieldKey = Flag & FormField & { readonly field: FieldName; readonly key: KeyName; readonly summary: string };

/** The keys that `add` and `edit` write, in the order in which they are written. */
export const fieldKeys = (): readonly FieldKey[] =>
  profileKeys().flatMap(({ name: key, meaning: summary, flag, form }) =>
    flag && form ? [{ ...flag, ...form, field: flag.name as FieldName, key, summary }] : [],
  );

/** The field of a flag's or of a key's name: `display-name` and `rolecall_display_name` are one. */
export const fieldNamed = (name: string): FieldName | undefined =>
  fieldKeys().find(({ field, key }) => name === field || name === key)?.field;
