import { own } from '../own.ts';

/** An ARN split at its colons; the parts are not checked. */
type Arn = {
  readonly partition: string;
  readonly service: string;
  /** 12 digits; `aws` for managed policies of AWS. */
  readonly accountId: string;
  /** `user/mary`, `assumed-role/ystataws/mary`, `root`. */
  readonly resource: string;
};

const ARN = /^arn:([^:]*):([^:]*):[^:]*:([^:]*):(.+)$/s;

/** @returns undefined for text that is no ARN */
export function parseArn(text: string): Arn | undefined {
  const [, partition, service, accountId, resource] = ARN.exec(text) ?? [];
  if (partition === undefined || service === undefined || accountId === undefined || resource === undefined) return;
  return { partition, service, accountId, resource };
}

/** The name without its path: `Admin` of `team/Admin`, of an ARN, and of `Admin`. */
export const lastPart = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

export const isAccountId = (text: string): boolean => /^\d{12}$/.test(text);

/** Can a text be the alias of an account? AWS takes none of digits alone. */
export const isAccountAlias = (text: string): boolean =>
  /^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$/.test(text) && !/^[\d-]+$/.test(text);

/** The partition of an ARN; `aws` where there is no ARN. */
export const partitionOfArn = (arn: string | undefined): string => /^arn:(aws[a-z-]*):/.exec(arn ?? '')?.[1] ?? 'aws';

/** The account of an ARN. @returns undefined for text that is no ARN */
export const accountOfArn = (arn: string): string | undefined => parseArn(arn)?.accountId;

/** Whether an ARN is that of the root user of an account. */
export const isRoot = (arn: string): boolean => parseArn(arn)?.resource === 'root';

/** A managed policy: of AWS, or of an account. */
export const isPolicyArn = (arn: string): boolean =>
  /^arn:aws[a-z-]*:iam::(aws|\d{12}):policy\/([!-~]+\/)?[\w+=,.@-]{1,128}$/.test(arn);

/** The ARN of a managed policy of AWS. @param name with its path, where it has one: `job-function/Billing` */
export const awsPolicyArn = (name: string, partition = 'aws'): string => `arn:${partition}:iam::aws:policy/${name}`;

/** The same policy in a partition: those of AWS exist in each, those of an account stay as they are. */
export function policyArnIn(partition: string, arn: string): string {
  const [, name] = /^arn:aws[a-z-]*:iam::aws:policy\/(.+)$/.exec(arn) ?? [];
  return name === undefined ? arn : awsPolicyArn(name, partition);
}

/** A role's ARN taken apart. */
export type RoleArn = {
  readonly partition: string;
  /** 12 digits. */
  readonly accountId: string;
  /** With slashes at both ends: `/`, `/team/`. */
  readonly path: string;
  /** Without the path. */
  readonly name: string;
};

const ROLE = /^arn:(aws[a-z-]*):iam::(\d{12}):role(\/(?:[!-~]+\/)?)([\w+=,.@-]+)$/;
const longestName = 64;
const MFA = /^arn:aws[a-z-]*:iam::\d{12}:(mfa|u2f|sms-mfa)\/([!-~]+)$/;

/** @returns undefined for anything that is not the ARN of an IAM role */
export function parseRoleArn(arn: string): RoleArn | undefined {
  const found = ROLE.exec(arn);
  // By index: destructuring the match takes several times as long, and a list does this a thousand times.
  return found === null || (found[4] as string).length > longestName
    ? undefined
    : {
        partition: found[1] as string,
        accountId: found[2] as string,
        path: found[3] as string,
        name: found[4] as string,
      };
}

/** What the first part of a resource of IAM and STS is. */
const resources: Readonly<Record<string, string>> = {
  user: 'a user',
  group: 'a group',
  policy: 'a policy',
  'instance-profile': 'an instance profile',
  mfa: 'an MFA device',
  root: 'an account',
};

/** What a text has that is meant as the ARN of a role and is none: as a sentence, with what to write instead. */
export function roleArnFault(text: string): string {
  const example = 'A role ARN looks like arn:aws:iam::444455556666:role/ystataws.';
  if (/^["'“”‘’]/.test(text)) return 'Remove the quotes.';
  const { partition = '', service = '', accountId = '', resource = '' } = parseArn(text) ?? {};
  const [kind = '', ...path] = resource.split('/');
  const digits = accountId.replaceAll(/[-\s]/g, '');
  if (!/^\d+$/.test(digits)) return /^https?:/i.test(text) ? `It is a link. ${example}` : example;
  if (digits.length !== 12) return `The account ${accountId} has ${digits.length} digits, but every account has 12.`;
  const account = { partition, accountId: digits };
  if (digits !== accountId) return `The account is written ${digits}.`;
  if (service === 'sts' && kind === 'assumed-role') {
    return `It is a session of the role ${formatRoleArn({ ...account, name: path[0] ?? '' })}.`;
  }
  const other = own(resources, kind);
  if (other !== undefined) return `It is the ARN of ${other}, not of a role. ${example}`;
  if (service !== 'iam' || kind !== 'role') return example;
  const name = lastPart(resource);
  if (name.length > longestName)
    return `The name of the role has ${name.length} characters, but at most ${longestName} are allowed.`;
  return 'The name of a role has only letters, digits and _ + = , . @ -.';
}

/**
 * The role of an ARN: its own, or that of a session of it, which has no path: what AWS names where it refuses something.
 * @returns undefined for anything else
 */
export function roleOfAnyArn(arn: string): RoleArn | undefined {
  const { partition = '', service, accountId = '', resource = '' } = parseArn(arn) ?? {};
  const [kind, name = ''] = resource.split('/');
  if (service !== 'sts' || kind !== 'assumed-role') return parseRoleArn(arn);
  return parseRoleArn(formatRoleArn({ partition, accountId, name }));
}

/** The permission set that Identity Center made a role of; undefined for a role of any other name. */
export const permissionSetOf = (roleName: string): string | undefined =>
  /^AWSReservedSSO_(.+)_[0-9a-f]{16}$/.exec(roleName)?.[1];

/** The ARN of a role, whose name may have its path before it: `team/Admin`. */
export const formatRoleArn = ({ partition, accountId, name }: Omit<RoleArn, 'path'>): string =>
  `arn:${partition}:iam::${accountId}:role/${name}`;

/** What kind of device a serial number names: STS takes codes of `totp` alone. */
export type MfaSerial = {
  readonly kind: 'totp' | 'fido' | 'sms' | 'malformed';
  /** What a person calls it: the last part of an ARN, else the serial itself. */
  readonly label: string;
};

/** @param serial `mfa_serial`: the ARN of a virtual or FIDO device, or the number on a hardware one */
export function parseMfaSerial(serial: string): MfaSerial {
  const [, type, device] = MFA.exec(serial) ?? [];
  const label = lastPart(device ?? '') || serial;
  if (type === 'u2f') return { kind: 'fido', label };
  if (type === 'sms-mfa') return { kind: 'sms', label };
  if (type === 'mfa') return { kind: 'totp', label };
  const hardware = /^[\w+=,.@-]{9,256}$/.test(serial);
  return { kind: hardware ? 'totp' : 'malformed', label };
}
