import { hasStoredKey } from '../../access-keys/line.ts';
import { isAccountId, parseMfaSerial } from '../arn.ts';
import { keysWith } from '../keys.ts';
import { settingOf, textOf } from '../lookup.ts';
import type { Profile, Profiles, Setting } from '../profile.ts';
import { isRegionName, partitionOfRegion, regionFault, regionRemedy } from '../regions.ts';
import { hasKeys, isWebIdentity, kindOf, roleOf } from '../resolve/kind.ts';
import { inHours, parseTags, readSeconds } from '../values.ts';
import { errorAt, type Finding, type ProfileCheck, warningAt } from './finding.ts';

/** Values that STS would refuse, or that do not fit together. */
export const roleChecks: readonly ProfileCheck[] = [
  stsFindings,
  durationFindings,
  deviceFindings,
  tagFindings,
  regionFindings,
  mixtureFindings,
  leftoverSession,
];

/** Values with characters or a length that STS does not take. */
function stsFindings(profile: Profile): Finding[] {
  return keysWith('sts').flatMap(([key, { code, pattern, allowed }]) => {
    const setting = settingOf(profile, key);
    if (!setting || pattern.test(setting.value)) return [];
    return [errorAt(profile, setting, code, `STS does not accept this ${key}.`, `Use ${allowed}.`)];
  });
}

/** Times that the AWS CLI passes over: its sessions last an hour, whatever the line says. */
function durationFindings(profile: Profile): Finding[] {
  const setting = settingOf(profile, 'duration_seconds');
  if (!setting || /^\d+$/.test(setting.value)) return [];
  const seconds = readSeconds(setting.value);
  const ours =
    seconds === undefined ? "as does rolecall: sessions last AWS's default hour" : `rolecall reads ${inHours(seconds)}`;
  const what = `duration_seconds = ${setting.value} is not a whole number of seconds: the AWS CLI ignores it, ${ours}.`;
  const remedy = `Write duration_seconds = ${seconds ?? 3600}.`;
  return [warningAt(profile, setting, 'duration-unreadable', what, remedy)];
}

function deviceFindings(profile: Profile): Finding[] {
  const setting = settingOf(profile, 'mfa_serial');
  switch (setting && parseMfaSerial(setting.value).kind) {
    case 'fido':
      return [
        errorAt(
          profile,
          setting as Setting,
          'mfa-fido',
          'mfa_serial is a FIDO security key or passkey, and STS accepts only six-digit codes.',
          'Register a virtual device (an authenticator app) as well, and write its ARN here; a user may have eight devices.',
        ),
      ];
    case 'sms':
      return [
        errorAt(
          profile,
          setting as Setting,
          'mfa-sms',
          'mfa_serial is a phone number; AWS no longer supports SMS codes.',
          'Register an authenticator app.',
        ),
      ];
    case 'malformed':
      return [
        errorAt(
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
      const what = 'STS accepts at most 50 session tags, with keys of up to 128 and values of up to 256 characters.';
      found.push(errorAt(profile, setting, 'session-tags', what, 'Shorten session_tags.'));
    }
  }
  const transitive = settingOf(profile, 'transitive_session_tags');
  const strays = transitive?.value
    .split(',')
    .map((key) => key.trim())
    .filter((key) => !Object.hasOwn(tags ?? {}, key));
  if (transitive && strays && strays.length > 0) {
    const what = `transitive_session_tags names ${strays.join(', ')}, which session_tags does not contain: STS refuses that.`;
    found.push(errorAt(profile, transitive, 'transitive-tags', what, 'Add them to session_tags, or remove them here.'));
  }
  return found;
}

function regionFindings(profile: Profile, profiles: Profiles): Finding[] {
  const setting = settingOf(profile, 'region');
  if (!setting) return [];
  if (!isRegionName(setting.value)) {
    return [errorAt(profile, setting, 'region-unusable', regionFault('region', setting.value), regionRemedy)];
  }
  const partition = partitionOfRegion(setting.value);
  if (!partition) {
    const what = `${setting.value} does not look like an AWS region.`;
    return [
      warningAt(
        profile,
        setting,
        'region-unknown',
        what,
        'Write it like eu-west-1: a region, not an availability zone.',
      ),
    ];
  }
  const role = roleOf(profile, profiles);
  if (!role || role.partition === partition.id) return [];
  const what = `The role is in the partition ${role.partition}, but the region ${setting.value} is in ${partition.id}.`;
  return [errorAt(profile, setting, 'region-partition', what, "Use a region of the role's partition.")];
}

/** Settings of which only one can hold, and readers do not agree which. */
function mixtureFindings(profile: Profile, profiles: Profiles): Finding[] {
  const found: Finding[] = [];
  const role = settingOf(profile, 'role_arn');
  const keyId = hasKeys(profile) ? settingOf(profile, 'aws_access_key_id') : undefined;
  const isByToken = isWebIdentity(profile);
  if (role && keyId && (isByToken || textOf(profile, 'source_profile') !== profile.name)) {
    const what = isByToken
      ? `${profile.name} has keys and a token file: rolecall and the AWS CLI use the web identity, the JavaScript SDK the keys.`
      : `${profile.name} has a role and keys: used directly, it is the role; as a source_profile, it is the keys.`;
    found.push(warningAt(profile, keyId, 'keys-beside-role', what, 'Move the keys to a profile of their own.'));
  }
  const providers = keysWith('provides').flatMap(([key, what]) => {
    const setting = settingOf(profile, key);
    return setting ? [{ setting, what }] : [];
  });
  // Of a stored key beside them the machine's findings say more: which key is used, and how it is taken out.
  const several = [...(keyId && !hasStoredKey(profile) ? ['keys'] : []), ...providers.map(({ what }) => what)];
  const at = providers[0]?.setting;
  // aws-sso-util writes both on purpose, for programs that know nothing of Identity Center: they give the same role.
  const isMade = textOf(profile, 'sso_auto_populated') !== undefined;
  if (at && several.length > 1 && !isMade) {
    const what = `${profile.name} has ${several.join(' and ')}: the AWS CLI and the SDKs choose differently.`;
    found.push(warningAt(profile, at, 'several-sources', what, 'Keep one of them in this profile.'));
  }
  const account = settingOf(profile, 'aws_account_id');
  const roleAccount = role && roleOf(profile, profiles)?.accountId;
  if (account && roleAccount && isAccountId(account.value) && account.value !== roleAccount) {
    const what = `aws_account_id is not the account of role_arn, ${roleAccount}: a browser extension would switch elsewhere.`;
    found.push(warningAt(profile, account, 'account-mismatch', what, 'Correct one of the two.'));
  }
  return found;
}

/** The AWS CLI looks for the section of `sso_session` whatever the profile is; of a role of a portal the chain says it. */
function leftoverSession(profile: Profile, profiles: Profiles): Finding[] {
  const session = settingOf(profile, 'sso_session');
  if (!session || kindOf(profile, profiles) === 'sso' || profiles.ssoSession(session.value)) return [];
  const what = `${profile.name} has sso_session = ${session.value}, a section that does not exist: the AWS CLI refuses every call with the profile.`;
  return [warningAt(profile, session, 'sso-session-missing', what, 'Remove the line.')];
}
