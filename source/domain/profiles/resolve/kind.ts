import { hasStoredKey } from '../../access-keys/line.ts';
import { formatRoleArn, isAccountAlias, parseRoleArn, type RoleArn } from '../arn.ts';
import type { KeyName } from '../keys.ts';
import { settingOf, textOf } from '../lookup.ts';
import type { Profile, ProfileKind, Profiles } from '../profile.ts';
import { partitionOfRegion } from '../regions.ts';

/** What a profile is, by the order in which the AWS CLI looks. */
export function kindOf(profile: Profile, profiles: Profiles): ProfileKind {
  if (textOf(profile, 'role_arn')) return hasToken(profile) ? 'web-identity' : 'role';
  if (extensionRole(profile, profiles)) return 'role';
  return identityKind(profile, profiles);
}

/**
 * What a profile is to those who name it as their source: as {@link kindOf}, but with keys of its own it is not a role any more,
 * which the AWS CLI and the JS SDK agree on. Beside a token file the AWS CLI takes the web identity, and the JS SDK the keys.
 */
export function sourceKindOf(profile: Profile, profiles: Profiles): ProfileKind {
  return hasKeys(profile) && !isWebIdentity(profile) ? identityKind(profile, profiles) : kindOf(profile, profiles);
}

/** A role by the token in a file: that of every AWS program, and looked at first by the AWS CLI. */
export const isWebIdentity = (profile: Profile): boolean =>
  Boolean(textOf(profile, 'role_arn') && textOf(profile, 'web_identity_token_file'));

function identityKind(profile: Profile, profiles: Profiles): ProfileKind {
  if (textOf(profile, 'sso_account_id') || textOf(profile, 'sso_role_name')) return 'sso';
  if (hasKeys(profile) && profile.setting('aws_access_key_id')?.at.file === profiles.credentials.path) {
    return 'keys';
  }
  if (textOf(profile, 'login_session')) return 'login';
  if (textOf(profile, 'credential_process')) return hasStoredKey(profile) ? 'stored-key' : 'process';
  return hasKeys(profile) ? 'keys' : 'other';
}

/** aws-vault runs a command for the token where the profile names no source; to the AWS CLI such a profile is a role. */
function hasToken(profile: Profile): boolean {
  if (textOf(profile, 'web_identity_token_file')) return true;
  return Boolean(
    textOf(profile, 'web_identity_token_process') &&
      !textOf(profile, 'source_profile') &&
      !textOf(profile, 'credential_source'),
  );
}

/**
 * The next profile of a chain where this one has nothing but attributes and its name: aws-vault goes on there, and the AWS
 * CLI finds no credentials.
 */
export function leadsOn(profile: Profile, kind: ProfileKind): string | undefined {
  if (kind !== 'other' || textOf(profile, 'credential_source')) return undefined;
  const source = textOf(profile, 'source_profile');
  const hasHalf = textOf(profile, 'aws_access_key_id') ?? textOf(profile, 'aws_secret_access_key');
  return source === profile.name || hasHalf ? undefined : source;
}

/**
 * A role that names nobody whose credentials assume it: like aws-vault, rolecall uses the access key that it stores by the
 * role's own name.
 */
export function isRoleAlone(profile: Profile, profiles: Profiles): boolean {
  const source = textOf(profile, 'source_profile') ?? profile.name;
  const isNamed = source !== profile.name || textOf(profile, 'credential_source') !== undefined;
  return !isNamed && !hasKeys(profile) && kindOf(profile, profiles) === 'role';
}

/** Whether an access key that is stored by the name of a profile is the one that it starts from. */
export const leadsToStoredKey = (profile: Profile, profiles: Profiles): boolean =>
  hasStoredKey(profile) || isRoleAlone(profile, profiles);

/** Whether a profile of IAM Identity Center says which access portal is meant. */
export const namesPortal = (profile: Profile): boolean =>
  Boolean(textOf(profile, 'sso_session') ?? (textOf(profile, 'sso_start_url') && textOf(profile, 'sso_region')));

/** Both halves of a key pair. */
export function hasKeys(profile: Profile): boolean {
  return Boolean(textOf(profile, 'aws_access_key_id') && textOf(profile, 'aws_secret_access_key'));
}

/**
 * The token of a profile's keys. The AWS CLI reads keys and token from one of the two files, and botocore lets the older
 * name win.
 */
export const sessionTokenOf = (profile: Profile): string | undefined =>
  (['aws_security_token', 'aws_session_token'] as const)
    .filter((name) => standsByKey(profile, name))
    .map((name) => textOf(profile, name))
    .find(Boolean);

/** Whether a setting stands in the file in which the access key ID of the profile does. */
export function standsByKey(profile: Profile, key: KeyName): boolean {
  const setting = settingOf(profile, key);
  return setting !== undefined && setting.at.file === profile.setting('aws_access_key_id')?.at.file;
}

/**
 * The ARN of the role that a profile ends in, unchecked.
 * Besides `role_arn` there are AWS Extend Switch Roles' keys: `aws_account_id` and `role_name`, or the source's
 * `target_role_name`.
 */
export function roleArnOf(profile: Profile, profiles: Profiles): string | undefined {
  return textOf(profile, 'role_arn') ?? extensionRole(profile, profiles);
}

function extensionRole(profile: Profile, profiles: Profiles): string | undefined {
  const account = textOf(profile, 'aws_account_id');
  const sourceName = textOf(profile, 'source_profile');
  if (!account || !sourceName) return undefined;
  const source = sourceName === profile.name ? undefined : profiles.get(sourceName);
  const role = textOf(profile, 'role_name') ?? (source && textOf(source, 'target_role_name'));
  if (!role) return undefined;
  const region = textOf(profile, 'region') ?? (source && (textOf(source, 'target_region') ?? textOf(source, 'region')));
  const partition = (region && partitionOfRegion(region)?.id) || 'aws';
  return formatRoleArn({ partition, accountId: account, name: role.replace(/^\//, '') });
}

/** Account, path and name of the role that a profile ends in; undefined where there is none or it cannot be read. */
export function roleOf(profile: Profile, profiles: Profiles): RoleArn | undefined {
  const arn = roleArnOf(profile, profiles);
  return arn === undefined ? undefined : parseRoleArn(arn);
}

/**
 * The role of a profile of AWS Extend Switch Roles, its account as it is written: an alias will do for the console's links, and
 * for no call to STS.
 */
function roleByAlias(profile: Profile, profiles: Profiles): RoleArn | undefined {
  const alias = textOf(profile, 'role_arn') ? undefined : textOf(profile, 'aws_account_id');
  const arn = alias !== undefined && isAccountAlias(alias) ? extensionRole(profile, profiles) : undefined;
  const role = arn && parseRoleArn(arn.replace(`::${alias}:`, '::000000000000:'));
  return alias && role ? { ...role, accountId: alias } : undefined;
}

/** The role to which links lead: {@link roleOf}, or one whose account is an alias. */
export const roleInLinks = (profile: Profile, profiles: Profiles): RoleArn | undefined =>
  roleOf(profile, profiles) ?? roleByAlias(profile, profiles);

/** What `credential_source` stands for; undefined for a name AWS does not have: case counts. */
export function credentialSourceOf(name: string): 'environment' | 'container' | 'instance' | undefined {
  if (name === 'Environment') return 'environment';
  if (name === 'EcsContainer') return 'container';
  return name === 'Ec2InstanceMetadata' ? 'instance' : undefined;
}
