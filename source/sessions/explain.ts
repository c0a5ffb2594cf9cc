import { Cancelled, Problem, type ProblemText } from '../problem.ts';
import type { SwitchPlan } from './plan.ts';
import { type CallerIdentity, StsFailure } from './sts.ts';
import { HopFailure } from './walk.ts';

/** What was under way when a call failed. */
export type FailureContext = { readonly plan: SwitchPlan; readonly caller: CallerIdentity | undefined };

type Wording = Omit<ProblemText, 'tried' | 'said' | 'debug'>;

/** What a person reads for each answer of AWS (aws error table) and for each way of not getting one. */
type Row = { readonly when: (facts: Facts) => boolean; readonly say: (facts: Facts) => Wording };

type Facts = {
  readonly failure: StsFailure;
  readonly plan: SwitchPlan;
  readonly caller: CallerIdentity | undefined;
  /** Index of the hop, or -1 before the first. */
  readonly index: number;
  readonly withMfa: boolean;
};

/** Turns whatever a switch threw into what the person reads. Problems and cancels pass unchanged; bugs stay bugs. */
export function explainFailure(error: unknown, context: FailureContext): unknown {
  if (error instanceof Problem || error instanceof Cancelled) return error;
  const hop = error instanceof HopFailure ? error : undefined;
  const failure = hop?.failure ?? error;
  if (!(failure instanceof StsFailure)) return error;
  const facts: Facts = { failure, ...context, index: hop?.index ?? -1, withMfa: hop?.withMfa ?? false };
  const row = rows.find((candidate) => candidate.when(facts)) ?? fallback;
  return new Problem(
    {
      ...row.say(facts),
      tried: tried(facts),
      said: failure.kind === 'refused' ? `${failure.code}: ${failure.message}` : failure.message,
      debug: debug(facts),
    },
    { cause: error },
  );
}

function tried({ failure, plan, caller, index }: Facts): string {
  const who = caller?.arn ?? `the keys of ${plan.chain.source.profile}`;
  const hop = plan.hops[index];
  if (hop === undefined) return `${failure.operation} as ${who}`;
  const from = index > 0 ? plan.hops[index - 1]?.roleArn : who;
  const place = plan.hops.length > 1 ? ` (hop ${index + 1} of ${plan.hops.length})` : '';
  return `assuming ${hop.roleArn} as ${from}${place}`;
}

function debug({ failure }: Facts): Record<string, string> {
  return {
    operation: failure.operation,
    endpoint: failure.endpoint,
    ...(failure.requestId !== undefined && { requestId: failure.requestId }),
    ...(failure.status !== undefined && { status: String(failure.status) }),
  };
}

const said = (pattern: RegExp) => (facts: Facts) => pattern.test(facts.failure.message);
const coded = (code: string) => (facts: Facts) => facts.failure.code === code;

const rows: readonly Row[] = [
  {
    when: said(/MultiFactorAuthentication failed, unable to validate/),
    say: ({ plan }) => ({
      code: 'mfa-unknown-device',
      title: `AWS does not know the MFA device ${plan.chain.mfa?.serial ?? ''} for this user.`,
      means: 'The serial is misspelt, or the device belongs to another user or was removed.',
      todo: ['Compare mfa_serial with the devices of the user: aws iam list-mfa-devices'],
    }),
  },
  {
    when: said(/MultiFactorAuthentication failed/),
    say: () => ({
      code: 'mfa-refused',
      title: 'AWS did not take the MFA code.',
      todo: ['Try again with the next code.'],
    }),
  },
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
    say: () => ({
      code: 'source-identity-refused',
      title: 'The role does not let you set a source identity.',
      todo: ["Ask the role's owner to allow sts:SetSourceIdentity in its trust policy, or drop source_identity."],
    }),
  },
  {
    when: said(/not authorized to perform: sts:TagSession/),
    say: () => ({
      code: 'tags-refused',
      title: 'The role does not let you pass session tags.',
      todo: ["Ask the role's owner to allow sts:TagSession in its trust policy, or drop session_tags."],
    }),
  },
  { when: (facts) => coded('AccessDenied')(facts) && facts.index >= 0, say: refusedRole },
  {
    when: coded('ExpiredToken'),
    say: ({ plan }) => ({
      code: 'source-expired',
      title: `The credentials of ${plan.chain.source.profile} have expired.`,
      todo: ['Sign in to their source again, or put new keys in place.'],
    }),
  },
  {
    when: coded('InvalidClientTokenId'),
    say: ({ plan }) => ({
      code: 'keys-unknown',
      title: `AWS does not know the access key of ${plan.chain.source.profile}.`,
      means: 'The key was deleted or deactivated, is misspelt, or belongs to another partition.',
      todo: ['Check aws_access_key_id of that profile, or create a new key for the user.'],
    }),
  },
  { when: (facts) => coded('SignatureDoesNotMatch')(facts) && isClock(facts), say: clockWording },
  {
    when: coded('SignatureDoesNotMatch'),
    say: ({ plan }) => ({
      code: 'secret-wrong',
      title: `The secret access key of ${plan.chain.source.profile} is wrong.`,
      todo: ['Check aws_secret_access_key of that profile, or create a new key for the user.'],
    }),
  },
  {
    when: coded('RegionDisabled'),
    say: ({ plan, caller }) => ({
      code: 'region-disabled',
      title: `STS is not enabled in ${plan.at.region} for account ${caller?.accountId ?? 'of the caller'}.`,
      todo: ['Set a region that is enabled in the profile, or enable the region in that account.'],
    }),
  },
  {
    when: said(/exceeds the (MaxSessionDuration|1 hour session limit)/),
    say: () => ({
      code: 'duration-too-long',
      title: 'The role does not allow a session of that length.',
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
    when: (facts) => /^(Throttling|TooManyRequests|RequestLimitExceeded)/.test(facts.failure.code),
    say: () => ({
      code: 'throttled',
      title: 'AWS is turning calls away for the moment.',
      todo: ['Try again in a minute.'],
    }),
  },
  {
    when: coded('ValidationError'),
    say: () => ({
      code: 'request-invalid',
      title: 'AWS says that a value of the request is not valid.',
      todo: ['The answer names the value; correct it in the profile.'],
    }),
  },
  { when: ({ failure }) => failure.kind !== 'refused', say: noAnswer },
  {
    when: ({ failure }) => (failure.status ?? 0) >= 500,
    say: () => ({ code: 'aws-failed', title: 'AWS had an error of its own.', todo: ['Try again in a minute.'] }),
  },
];

const fallback: Row = {
  when: () => true,
  say: ({ failure }) => ({
    code: 'aws-refused',
    title: `AWS refused ${failure.operation}.`,
    todo: ['rolecall --debug … shows the request ID.'],
  }),
};

/** One answer for no permission, no trust, no MFA, a wrong external ID and no such role: say what is known. */
function refusedRole({ plan, index, withMfa }: Facts): Wording {
  const hop = plan.hops[index];
  const from = index === 0 ? 'you' : `the role before it (${plan.hops[index - 1]?.roleName})`;
  const causes = [
    `its trust policy does not name ${from}`,
    `${from} may not call sts:AssumeRole on it`,
    hop?.externalId === undefined ? 'it wants an external ID' : 'the external ID is another',
    index > 0
      ? 'it wants MFA, which AWS never passes beyond the first role of a chain'
      : withMfa
        ? undefined
        : 'it wants MFA',
    'there is no such role',
  ].filter((cause) => cause !== undefined);
  return {
    code: 'role-refused',
    title: `AWS does not let you assume ${hop?.roleName ?? 'the role'} in ${hop?.accountId ?? 'that account'}.`,
    means: `AWS gives one answer for several causes: ${causes.join('; ')}.`,
    todo: [
      `Check role_arn${hop?.externalId === undefined ? '' : ' and external_id'} of the profile ${hop?.profile ?? ''}.`,
      ...(index === 0 && plan.chain.mfa === undefined ? ['If the role wants MFA, set mfa_serial in the profile.'] : []),
      "Ask the role's owner whether its trust policy lets you in.",
    ],
  };
}

/** The machine's clock, not the secret key, is what AWS refused. */
export function isClock({ failure }: Pick<Facts, 'failure'>): boolean {
  return /Signature (expired|not yet current)/.test(failure.message);
}

export function clockWording({ failure }: Pick<Facts, 'failure'>): Wording {
  const offset = failure.clockOffset;
  const by =
    offset === undefined ? '' : ` by ${Math.round(Math.abs(offset) / 60_000)} min (${offset > 0 ? 'slow' : 'fast'})`;
  return {
    code: 'clock-skew',
    title: `The clock of this machine is wrong${by}, so AWS does not take its signatures.`,
    todo: ['Set the clock (on WSL: sudo hwclock -s), then try again.'],
  };
}

/** For a call to any service that got no answer, or none that can be read. */
export function noAnswer({ failure }: Pick<Facts, 'failure'>): Wording {
  switch (failure.kind) {
    case 'time-out':
      return {
        code: 'time-out',
        title: `${failure.endpoint} did not answer in time.`,
        todo: ['Check the network, VPN and proxy.'],
      };
    case 'tls':
      return {
        code: 'tls',
        title: `The certificate of ${failure.endpoint} is not trusted.`,
        means: 'A proxy that opens TLS stands in between, or the clock is wrong.',
        todo: ['Set ca_bundle in the profile (or AWS_CA_BUNDLE) to the certificates your network uses.'],
      };
    case 'proxy':
      return {
        code: 'proxy',
        title: `The proxy did not let the call to ${failure.endpoint} through.`,
        todo: ['Check HTTPS_PROXY and NO_PROXY.'],
      };
    case 'garbled':
      return {
        code: 'answer-garbled',
        title: `What ${failure.endpoint} answered is not an answer of AWS.`,
        means: 'A proxy or a captive portal may have answered instead.',
        todo: ['Check endpoint_url of the profile and HTTPS_PROXY.'],
      };
    default:
      return {
        code: 'unreachable',
        title: `${failure.endpoint} cannot be reached.`,
        todo: ['Check the network, VPN and proxy, and endpoint_url if the profile sets one.'],
      };
  }
}
