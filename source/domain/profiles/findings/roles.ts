import { parseMfaSerial } from '../arn.ts';
import { settingOf, textOf } from '../lookup.ts';
import type { Finding, Profile, Profiles, Setting } from '../profile.ts';
import { isRegionName, partitionOfRegion, regionFault, regionRemedy } from '../regions.ts';
import { hasKeys, roleOf } from '../resolve/kind.ts';
import { parseTags } from '../values.ts';
import { findingsIn } from './finding.ts';

/** Values of a profile that STS would refuse, or that do not fit together. */
export function roleFindings(profile: Profile, profiles: Profiles): Finding[] {
  return [
    ...patternFindings(profile),
    ...deviceFindings(profile),
    ...tagFindings(profile),
    ...regionFindings(profile, profiles),
    ...mixtureFindings(profile, profiles),
  ];
}

const PATTERNS: readonly [key: string, code: string, pattern: RegExp, allowed: string][] = [
  ['role_session_name', 'session-name', /^[\w+=,.@-]{2,64}$/, '2 to 64 letters, digits and _ + = , . @ -'],
  ['external_id', 'external-id', /^[\w+=,.@:/-]{2,1224}$/, '2 to 1224 letters, digits and _ + = , . @ : / -'],
  [
    'source_identity',
    'source-identity',
    /^(?!aws:)[\w+=,.@-]{2,64}$/,
    '2 to 64 letters, digits and _ + = , . @ -, not starting with aws:',
  ],
];

function patternFindings(profile: Profile): Finding[] {
  return PATTERNS.flatMap(([key, code, pattern, allowed]) => {
    const setting = settingOf(profile, key);
    if (!setting || pattern.test(setting.value)) return [];
    return [error(profile, setting, code, `STS does not accept this ${key}.`, `Use ${allowed}.`)];
  });
}

function deviceFindings(profile: Profile): Finding[] {
  const setting = settingOf(profile, 'mfa_serial');
  switch (setting && parseMfaSerial(setting.value).kind) {
    case 'fido':
      return [
        error(
          profile,
          setting as Setting,
          'mfa-fido',
          'mfa_serial is a FIDO security key or passkey, and STS takes six-digit codes only.',
          'Register a virtual device (an authenticator app) beside it and write its ARN; a user may have eight.',
        ),
      ];
    case 'sms':
      return [
        error(
          profile,
          setting as Setting,
          'mfa-sms',
          'mfa_serial is a phone number; AWS has ended SMS codes.',
          'Register an authenticator app.',
        ),
      ];
    case 'malformed':
      return [
        error(
          profile,
          setting as Setting,
          'mfa-serial',
          'mfa_serial is neither the ARN of a device nor the serial number of one.',
          'Write arn:aws:iam::111122223333:mfa/NAME, as the IAM console shows it under Security credentials.',
        ),
      ];
    default:
      return [];
  }
}

function tagFindings(profile: Profile): Finding[] {
  const setting = settingOf(profile, 'session_tags');
  const tags = setting && parseTags(setting.value);
  const found: Finding[] = [];
  if (setting && tags) {
    const bad = Object.entries(tags).some(([key, value]) => key.length > 128 || value.length > 256);
    if (bad || Object.keys(tags).length > 50) {
      const what = 'STS accepts 50 session tags, with keys of 128 and values of 256 characters.';
      found.push(error(profile, setting, 'session-tags', what, 'Shorten session_tags.'));
    }
  }
  const transitive = settingOf(profile, 'transitive_session_tags');
  const strays = transitive?.value
    .split(',')
    .map((key) => key.trim())
    .filter((key) => !Object.hasOwn(tags ?? {}, key));
  if (transitive && strays && strays.length > 0) {
    const what = `transitive_session_tags names ${strays.join(', ')}, which session_tags does not have: STS refuses that.`;
    found.push(error(profile, transitive, 'transitive-tags', what, 'Add them to session_tags, or remove them here.'));
  }
  return found;
}

function regionFindings(profile: Profile, profiles: Profiles): Finding[] {
  const setting = settingOf(profile, 'region');
  if (!setting) return [];
  if (!isRegionName(setting.value)) {
    return [error(profile, setting, 'region-unusable', regionFault('region', setting.value), regionRemedy)];
  }
  const partition = partitionOfRegion(setting.value);
  if (!partition) {
    const what = `${setting.value} does not look like a region of AWS.`;
    return [
      warning(profile, setting, 'region-unknown', what, 'Write it as in eu-west-1: a region, no availability zone.'),
    ];
  }
  const role = roleOf(profile, profiles);
  if (!role || role.partition === partition.id) return [];
  const what = `The role is in the partition ${role.partition}, the region ${setting.value} in ${partition.id}.`;
  return [error(profile, setting, 'region-partition', what, 'Name a region of the partition of the role.')];
}

const PROVIDERS: readonly [key: string, what: string][] = [
  ['sso_account_id', 'IAM Identity Center'],
  ['login_session', 'a login session'],
  ['credential_process', 'a process'],
];

/** Settings of which only one can hold, and readers do not agree which. */
function mixtureFindings(profile: Profile, profiles: Profiles): Finding[] {
  const found: Finding[] = [];
  const role = settingOf(profile, 'role_arn');
  const keyId = hasKeys(profile) ? settingOf(profile, 'aws_access_key_id') : undefined;
  if (role && keyId && textOf(profile, 'source_profile') !== profile.name) {
    const what = `${profile.name} has a role and keys: used directly it is the role, as a source_profile it is the keys.`;
    found.push(warning(profile, keyId, 'keys-beside-role', what, 'Put the keys into a profile of their own.'));
  }
  const providers = PROVIDERS.flatMap(([key, what]) => (settingOf(profile, key) ? [what] : []));
  const several = [...(keyId ? ['keys'] : []), ...providers];
  const at = PROVIDERS.map(([key]) => settingOf(profile, key)).find(Boolean);
  // aws-sso-util writes both on purpose, for programs that know nothing of Identity Center: they give the same role.
  const isMade = textOf(profile, 'sso_auto_populated') !== undefined;
  if (at && several.length > 1 && !isMade) {
    const what = `${profile.name} has ${several.join(' and ')}: the AWS CLI and the SDKs choose differently.`;
    found.push(warning(profile, at, 'several-sources', what, 'Keep one of them in this profile.'));
  }
  const account = settingOf(profile, 'aws_account_id');
  const roleAccount = role && roleOf(profile, profiles)?.accountId;
  if (account && roleAccount && /^\d{12}$/.test(account.value) && account.value !== roleAccount) {
    const what = `aws_account_id is not the account of role_arn, ${roleAccount}: a browser extension would switch elsewhere.`;
    found.push(warning(profile, account, 'account-mismatch', what, 'Correct one of the two.'));
  }
  return found;
}

function error(profile: Profile, { at }: Setting, code: string, what: string, remedy: string): Finding {
  return findingsIn(at.file).error(code, at.line, what, remedy, profile.name);
}

function warning(profile: Profile, { at }: Setting, code: string, what: string, remedy: string): Finding {
  return findingsIn(at.file).warning(code, at.line, what, remedy, profile.name);
}
