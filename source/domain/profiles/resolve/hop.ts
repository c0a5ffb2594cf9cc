import { Problem } from '../../../problem.ts';
import { isAccountId, parseRoleArn, roleArnFault } from '../arn.ts';
import { settingOf, textOf } from '../lookup.ts';
import type { Hop, Profile, Profiles } from '../profile.ts';
import { isRoleSessionTime, LONGEST_ROLE_SESSION, parseTags, readSeconds, SHORTEST_ROLE_SESSION } from '../values.ts';
import { roleArnOf } from './kind.ts';

/**
 * The one AssumeRole that a role profile stands for.
 * @throws Problem where the ARN, the duration or the tags cannot be read
 */
export function hopOf(profile: Profile, profiles: Profiles): Hop {
  const roleArn = roleArnOf(profile, profiles) ?? '';
  const place = () => (settingOf(profile, 'role_arn') ?? settingOf(profile, 'role_name'))?.at ?? profile.at;
  const role = parseRoleArn(roleArn);
  if (!role) throw malformedArn(profile, roleArn, place());
  const durationSeconds = durationOf(profile);
  const mfaSerial = textOf(profile, 'mfa_serial');
  const externalId = textOf(profile, 'external_id');
  const sessionName = textOf(profile, 'role_session_name');
  const sourceIdentity = textOf(profile, 'source_identity');
  const transitive = textOf(profile, 'transitive_session_tags');
  return {
    profile: profile.name,
    // A getter: only messages need the line.
    get at() {
      return place();
    },
    roleArn,
    accountId: role.accountId,
    roleName: role.name,
    partition: role.partition,
    ...(mfaSerial && { mfaSerial }),
    ...(externalId && { externalId }),
    ...(durationSeconds !== undefined && { durationSeconds }),
    ...(sessionName && { sessionName }),
    ...(sourceIdentity && { sourceIdentity }),
    tags: tagsOf(profile),
    transitiveTagKeys: transitive ? transitive.split(',').map((key) => key.trim()) : [],
  };
}

/**
 * `duration_seconds` of a profile. What is no time at all gives AWS's default, as in the AWS CLI; `doctor` names the line.
 * @throws Problem where it is a time that STS does not take
 */
function durationOf(profile: Profile): number | undefined {
  const setting = settingOf(profile, 'duration_seconds');
  const seconds = setting && readSeconds(setting.value);
  if (!setting || seconds === undefined || isRoleSessionTime(seconds)) return seconds;
  throw new Problem({
    code: 'duration-out-of-range',
    title: `Profile ${profile.name} has duration_seconds = ${setting.value}, which STS does not accept.`,
    todo: [`Write a whole number from ${SHORTEST_ROLE_SESSION} (15m) to ${LONGEST_ROLE_SESSION} (12h).`],
    at: [setting.at],
  });
}

function tagsOf(profile: Profile): Readonly<Record<string, string>> {
  const setting = settingOf(profile, 'session_tags');
  const tags = parseTags(setting?.value ?? '');
  if (tags) return tags;
  throw new Problem({
    code: 'tags-unreadable',
    title: `Profile ${profile.name} has session_tags that cannot be read.`,
    todo: ['Write session_tags = Key=value,Other=value.'],
    at: [setting?.at ?? profile.at],
  });
}

function malformedArn(profile: Profile, roleArn: string, at: Hop['at']): Problem {
  const alias = textOf(profile, 'role_arn') ? undefined : textOf(profile, 'aws_account_id');
  if (alias && !/^[\d\s-]+$/.test(alias)) {
    return new Problem({
      code: 'role-arn-malformed',
      title: `Profile ${profile.name} names its account by the alias ${alias}, but STS accepts only account numbers.`,
      todo: ['Write the 12 digits of the account as aws_account_id, or a whole role_arn.'],
      at: [settingOf(profile, 'aws_account_id')?.at ?? at],
    });
  }
  return new Problem({
    code: 'role-arn-malformed',
    title:
      alias && !isAccountId(alias)
        ? `Profile ${profile.name} has aws_account_id = ${alias}, which is not an account.`
        : `Profile ${profile.name} has a role_arn that is not the ARN of a role: ${roleArn}`,
    todo: [roleArnFault(roleArn)],
    at: [(alias && settingOf(profile, 'aws_account_id')?.at) || at],
  });
}
