import { keysWith } from '../../profiles/keys.ts';
import { inHours } from '../../profiles/values.ts';
import { usualRoleSession } from '../cache/margins.ts';
import { isRoleOfFlags, type PlannedHop } from '../plan/plan.ts';
import type { SwitchRequest } from '../plan/request.ts';
import { isTooLong } from './aws-failure.ts';
import { denialIn } from './denials.ts';
import type { Wording } from './no-answer.ts';
import { coded, type Facts, type Row, said } from './refusals.ts';

/** Answers about a role and the parameters of AssumeRole. */
export const roleRows: readonly Row[] = [
  {
    when: said(/may not be assumed by root/),
    say: () => ({
      code: 'root-cannot-switch',
      title: 'Root users cannot switch roles.',
      todo: ['Create an IAM user (or use IAM Identity Center) in that account, and switch roles with it.'],
    }),
  },
  {
    when: said(/not authorized to perform: sts:SetSourceIdentity/),
    say: (facts) => ({
      code: 'source-identity-refused',
      title: `${roleOf(facts)} does not let you set a source identity.`,
      todo: [
        `Ask the role's owner to allow sts:SetSourceIdentity in its trust policy, or remove ${isAsked(facts, ({ sourceIdentity }) => sourceIdentity !== undefined) ? '--source-identity' : 'source_identity'}.`,
      ],
    }),
  },
  {
    when: said(/not authorized to perform: sts:TagSession/),
    say: (facts) => ({
      code: 'tags-refused',
      title: `${roleOf(facts)} does not let you pass session tags.`,
      todo: [
        `Ask the role's owner to allow sts:TagSession in its trust policy, or remove ${isAsked(facts, ({ tags }) => Object.keys(tags).length > 0) ? '--tag' : 'session_tags'}.`,
      ],
    }),
  },
  { when: (facts) => coded('AccessDenied')(facts) && facts.index >= 0, say: refused },
  {
    when: ({ failure }) => isTooLong(failure),
    say: (facts) => ({
      code: 'duration-too-long',
      title: `The role does not allow a session of ${inHours(hopOf(facts)?.durationSeconds ?? usualRoleSession)}.`,
      means: 'Every role has a maximum of 1h to 12h; a role reached through another role lasts at most 1h.',
      todo: [`Ask for less time: --duration 1h${isByArn(facts) ? '' : ', or duration_seconds in the profile'}.`],
    }),
  },
  {
    when: coded('PackedPolicyTooLarge'),
    say: () => ({
      code: 'policy-too-large',
      title: 'Session policies and tags together are too large for one session.',
      todo: ['Shorten the policy, name fewer policy ARNs, or pass fewer tags.'],
    }),
  },
  {
    when: coded('MalformedPolicyDocument'),
    say: () => ({
      code: 'policy-malformed',
      title: 'AWS cannot read the session policy.',
      todo: ['Check the JSON given with --policy.'],
    }),
  },
  {
    when: coded('ValidationError', 'InvalidParameterValue'),
    say: (facts) => {
      const setting = settingNamed(facts);
      const where = isByArn(facts) ? '' : ` in the profile ${hopOf(facts)?.profile ?? facts.plan.chain.profile}, or`;
      return {
        code: 'request-invalid',
        title:
          setting === undefined
            ? 'AWS says that a value of the request is not valid.'
            : `AWS does not accept ${setting}.`,
        todo: [`Correct it${where} in the request.`],
      };
    },
  },
];

const hopOf = ({ plan, index }: Facts): PlannedHop | undefined => plan.hops[index];

/** Is the role one of `--role-arn`, and no profile's? */
const isByArn = ({ plan, index }: Facts): boolean => isRoleOfFlags(plan, index);

/** Does what the person asked for, and no profile, hold this of the role? */
const isAsked = ({ plan, index }: Facts, holds: (request: SwitchRequest) => boolean): boolean =>
  index === plan.hops.length - 1 && holds(plan.request);

function roleOf(facts: Facts): string {
  const hop = hopOf(facts);
  return hop === undefined ? 'The role' : `${hop.roleName} in ${hop.accountId}`;
}

/** AWS gives one answer for no permission, no trust, no MFA, a wrong external ID and no such role, unless it names a policy. */
function refused(facts: Facts): Wording {
  const { message } = facts.failure;
  const denied = /with an explicit deny in (.*?)\.?$/.exec(message)?.[1];
  const because = /\bbecause (.*?)\.?$/.exec(message)?.[1];
  const known = denied === undefined ? because : `there is an explicit deny in ${denied}`;
  const action = /not authorized to perform: ([\w-]+:\w+)/.exec(message)?.[1] ?? 'sts:AssumeRole';
  const denial = denialIn(message, { account: accountBefore(facts), action });
  const means =
    known === undefined
      ? `AWS gives the same answer for several causes: ${causes(facts).join('; ')}.`
      : `AWS gives the cause: ${known}.`;
  return {
    code: 'role-refused',
    title: `AWS does not let you assume ${roleOf(facts).replace('The', 'the')}.`,
    means: [means, denial?.means].filter(Boolean).join(' '),
    todo: [
      ...(denial === undefined ? [whatToCheck(facts)] : []),
      ...(denial?.mayWantMfa === false ? [] : mfaAdvice(facts)),
      denial?.ask ?? "Ask the role's owner whether its trust policy lets you in.",
    ],
  };
}

/** The account of whoever assumes the role. */
const accountBefore = ({ plan, caller, index }: Facts): string | undefined =>
  index > 0 ? plan.hops[index - 1]?.accountId : caller?.accountId;

/** What names the role: flags, or a profile, which may do so without role_arn. */
function whatToCheck(facts: Facts): string {
  const hop = hopOf(facts);
  const hasId = hop?.externalId !== undefined;
  if (isByArn(facts)) return `Check --role-arn${hasId ? ' and --external-id' : ''}.`;
  return `Check the role ARN${hasId ? ' and external_id' : ''} of the profile ${hop?.profile ?? ''}.`;
}

/** How MFA would come along, where none did. */
function mfaAdvice(facts: Facts): readonly string[] {
  const { plan, index, withMfa, device } = facts;
  if (index !== 0 || withMfa || plan.chain.mfa !== undefined) return [];
  if (device !== undefined) {
    return [`If the role requires MFA, give a code of ${device.label}: in a terminal, or with --mfa-code -.`];
  }
  const how = isByArn(facts)
    ? 'name the device: --mfa-serial SERIAL'
    : `set mfa_serial in the profile ${hopOf(facts)?.profile}`;
  return [`If the role requires MFA, ${how}.`];
}

function causes({ plan, index, withMfa }: Facts): readonly string[] {
  const from = index === 0 ? 'you' : `the role before it (${plan.hops[index - 1]?.roleName})`;
  const mfa =
    index > 0 ? ['it requires MFA, which AWS never passes beyond the first role of a chain'] : ['it requires MFA'];
  return [
    `its trust policy does not name ${from}`,
    `${from} may not call sts:AssumeRole on it`,
    plan.hops[index]?.externalId === undefined ? 'it requires an external ID' : 'the external ID does not match',
    ...(index === 0 && withMfa ? [] : mfa),
    'there is no such role',
  ];
}

/** The flag or the setting behind the parameter that AWS names. */
function settingNamed(facts: Facts): string | undefined {
  const { message } = facts.failure;
  const [, parameter = ''] = /\bat '(\w+)/.exec(message) ?? /\bThe (SourceIdentity)\b/.exec(message) ?? [];
  if (parameter === 'policy') return 'the session policy';
  if (parameter === 'tags') return 'the session tags';
  const [key] = keysWith('parameter').find(([, name]) => name.toLowerCase() === parameter.toLowerCase()) ?? [];
  if (key !== undefined && isByArn(facts)) return `--${key.replace(/^role_session/, 'session').replaceAll('_', '-')}`;
  return key === 'role_session_name' ? 'the session name (role_session_name)' : key;
}
