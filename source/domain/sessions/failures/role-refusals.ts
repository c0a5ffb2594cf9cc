import { keysWith } from '../../profiles/keys.ts';
import { inHours } from '../../profiles/values.ts';
import { usualRoleSession } from '../cache/margins.ts';
import { isTooLong } from './aws-failure.ts';
import type { Wording } from './no-answer.ts';
import { coded, type Facts, type Row, said } from './refusals.ts';

/** Answers about a role and the parameters of AssumeRole. */
export const roleRows: readonly Row[] = [
  {
    when: said(/may not be assumed by root/),
    say: () => ({
      code: 'root-cannot-switch',
      title: 'Root users cannot switch roles.',
      todo: ['Create an IAM user (or use IAM Identity Center) in that account and switch as that.'],
    }),
  },
  {
    when: said(/not authorized to perform: sts:SetSourceIdentity/),
    say: (facts) => ({
      code: 'source-identity-refused',
      title: `${roleOf(facts)} does not let you set a source identity.`,
      todo: ["Ask the role's owner to allow sts:SetSourceIdentity in its trust policy, or drop source_identity."],
    }),
  },
  {
    when: said(/not authorized to perform: sts:TagSession/),
    say: (facts) => ({
      code: 'tags-refused',
      title: `${roleOf(facts)} does not let you pass session tags.`,
      todo: ["Ask the role's owner to allow sts:TagSession in its trust policy, or drop session_tags."],
    }),
  },
  { when: (facts) => coded('AccessDenied')(facts) && facts.index >= 0, say: refused },
  {
    when: ({ failure }) => isTooLong(failure),
    say: ({ plan, index }) => ({
      code: 'duration-too-long',
      title: `The role does not allow a session of ${inHours(plan.hops[index]?.durationSeconds ?? usualRoleSession)}.`,
      means: 'Every role has a maximum of 1 to 12 h; a role reached through another role lasts 1 h at most.',
      todo: ['Ask for less: --duration 1h, or duration_seconds in the profile.'],
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
    say: ({ failure, plan, index }) => {
      const setting = settingNamed(failure.message);
      const profile = plan.hops[index]?.profile ?? plan.chain.profile;
      return {
        code: 'request-invalid',
        title:
          setting === undefined
            ? 'AWS says that a value of the request is not valid.'
            : `AWS does not take ${setting}.`,
        todo: [`Correct it in the profile ${profile}, or in what was asked for.`],
      };
    },
  },
];

function roleOf({ plan, index }: Facts): string {
  const hop = plan.hops[index];
  return hop === undefined ? 'The role' : `${hop.roleName} in ${hop.accountId}`;
}

/** AWS gives one answer for no permission, no trust, no MFA, a wrong external ID and no such role. */
function refused(facts: Facts): Wording {
  const { plan, index, failure } = facts;
  const hop = plan.hops[index];
  const denied = /with an explicit deny in (.*?)\.?$/.exec(failure.message)?.[1];
  const because = /\bbecause (.*?)\.?$/.exec(failure.message)?.[1];
  const known = denied === undefined ? because : `there is an explicit deny in ${denied}`;
  return {
    code: 'role-refused',
    title: `AWS does not let you assume ${roleOf(facts).replace('The', 'the')}.`,
    means:
      known === undefined
        ? `AWS gives one answer for several causes: ${causes(facts).join('; ')}.`
        : `AWS gives the cause: ${known}.`,
    todo: [
      `Check role_arn${hop?.externalId === undefined ? '' : ' and external_id'} of the profile ${hop?.profile ?? ''}.`,
      ...(index === 0 && plan.chain.mfa === undefined ? ['If the role wants MFA, set mfa_serial in the profile.'] : []),
      "Ask the role's owner whether its trust policy lets you in.",
    ],
  };
}

function causes({ plan, index, withMfa }: Facts): readonly string[] {
  const from = index === 0 ? 'you' : `the role before it (${plan.hops[index - 1]?.roleName})`;
  const mfa = index > 0 ? ['it wants MFA, which AWS never passes beyond the first role of a chain'] : ['it wants MFA'];
  return [
    `its trust policy does not name ${from}`,
    `${from} may not call sts:AssumeRole on it`,
    plan.hops[index]?.externalId === undefined ? 'it wants an external ID' : 'the external ID is another',
    ...(index === 0 && withMfa ? [] : mfa),
    'there is no such role',
  ];
}

/** The setting behind the parameter that AWS names. */
function settingNamed(message: string): string | undefined {
  const [, parameter = ''] = /\bat '(\w+)/.exec(message) ?? /\bThe (SourceIdentity)\b/.exec(message) ?? [];
  if (parameter === 'policy') return 'the session policy';
  if (parameter === 'tags') return 'the session tags';
  const [key] = keysWith('parameter').find(([, name]) => name.toLowerCase() === parameter.toLowerCase()) ?? [];
  return key === 'role_session_name' ? 'the session name (role_session_name)' : key;
}
