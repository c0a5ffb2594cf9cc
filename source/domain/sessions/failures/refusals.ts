import type { MfaDevice } from '../../mfa/code.ts';
import { codeMalformed, codeRefused } from '../../mfa/rejection.ts';
import { pasteWord } from '../../shells/paste.ts';
import { isRoleOfFlags, type SwitchPlan } from '../plan/plan.ts';
import type { CallerIdentity } from '../sts.ts';
import { type AwsFailure, isClockSkew, isMfaAnswer, isThrottled } from './aws-failure.ts';
import { clockWording } from './clock.ts';
import type { Wording } from './no-answer.ts';
import { isForOtherRegion, regionWording } from './region-of-endpoint.ts';

/** The switch in which a call failed. */
export type FailureContext = {
  readonly plan: SwitchPlan;
  readonly caller: CallerIdentity | undefined;
  /** A device that no profile names, of which a code is asked for now. */
  readonly device?: MfaDevice;
};

/** The known facts about a failed call. */
export type Facts = FailureContext & {
  readonly failure: AwsFailure;
  /** Index of the hop, or -1 before the first. */
  readonly index: number;
  readonly withMfa: boolean;
};

/** One kind of failure, and its wording. */
export type Row = { readonly when: (facts: Facts) => boolean; readonly say: (facts: Facts) => Wording };

export const said =
  (pattern: RegExp) =>
  ({ failure }: Facts): boolean =>
    pattern.test(failure.message);

export const coded =
  (...codes: readonly string[]) =>
  ({ failure }: Facts): boolean =>
    codes.includes(failure.code);

/** The device that the person named by a flag. */
const serialOfFlag = ({ request: { target } }: SwitchPlan): string | undefined =>
  target.kind === 'role' ? target.mfaSerial : undefined;

/** Where the device is named that is to be compared; one that was looked up is named nowhere. */
function compared(plan: SwitchPlan): string {
  const { mfa } = plan.chain;
  if (mfa === undefined) return 'See';
  return serialOfFlag(plan) === mfa.serial
    ? 'Compare --mfa-serial with'
    : `Compare mfa_serial in the profile ${mfa.profile} with`;
}

/** Answers about a code or its device. */
export const mfaRows: readonly Row[] = [
  {
    when: said(/MultiFactorAuthentication failed, unable to validate/),
    say: ({ plan }) => ({
      code: 'mfa-unknown-device',
      title: `AWS does not know ${plan.chain.mfa === undefined ? 'that MFA device' : `the MFA device ${plan.chain.mfa.serial}`} for this user.`,
      means: 'The serial number is wrong, or the device belongs to another user or was removed.',
      todo: [`${compared(plan)} the user's devices: aws iam list-mfa-devices`],
    }),
  },
  {
    when: said(/MultiFactorAuthentication failed, must provide both/),
    say: ({ plan }) => ({
      code: 'mfa-incomplete',
      title: 'AWS needs the serial number of the MFA device together with its code.',
      todo: [
        isRoleOfFlags(plan, 0)
          ? 'Name the device: --mfa-serial SERIAL.'
          : `Set mfa_serial in the profile ${plan.hops[0]?.profile ?? plan.chain.profile}.`,
      ],
    }),
  },
  {
    when: ({ failure }) => isMfaAnswer(failure),
    say: () => codeRefused,
  },
  {
    when: said(/Value .* at 'tokenCode' failed to satisfy constraint/),
    say: () => codeMalformed,
  },
  {
    when: said(/Cannot call Get(Session|Federation)Token with session credentials/),
    say: ({ plan }) => ({
      code: 'session-from-session',
      title: `The credentials of ${plan.chain.source.profile} are temporary, and AWS opens no MFA session with them.`,
      todo: [
        serialOfFlag(plan) === undefined
          ? 'Remove mfa_serial from the profile, or let source_profile name the keys of an IAM user.'
          : 'Leave --mfa-serial out, or let --source-profile name the keys of an IAM user.',
      ],
    }),
  },
];

/** AWS answered with a status of 500 or more. */
export const awsFailed: Wording = {
  code: 'aws-failed',
  title: 'AWS had an internal error.',
  todo: ['Try again in a minute.'],
};

export const throttled: Wording = {
  code: 'throttled',
  title: 'AWS is throttling calls at the moment.',
  todo: ['Try again in a minute.'],
};

/** Answers about the keys that signed, the clock that they were signed by, and the place that was asked. */
export const keyRows: readonly Row[] = [
  {
    when: (facts) => coded('ExpiredToken', 'InvalidClientTokenId')(facts) && facts.index > 0,
    say: ({ plan, index }) => ({
      code: 'hop-expired',
      title: `AWS does not accept the session of ${plan.hops[index - 1]?.roleName} for the next role.`,
      means: 'It was revoked, or it belongs to another partition of AWS.',
      todo: ['Try again.', "Ask the role's owner whether its sessions were revoked."],
    }),
  },
  {
    when: coded('ExpiredToken'),
    say: ({ plan }) => ({
      code: 'source-expired',
      title: `The credentials of ${plan.chain.source.profile} have expired.`,
      todo: ['Sign in to their source again, or put new keys in their place.'],
    }),
  },
  {
    when: coded('InvalidClientTokenId'),
    say: ({ plan }) => ({
      code: 'keys-unknown',
      title: `AWS does not know the access key of ${plan.chain.source.profile}.`,
      ...unknownKey(plan),
    }),
  },
  { when: ({ failure }) => isClockSkew(failure), say: clockWording },
  { when: ({ failure }) => isForOtherRegion(failure), say: regionWording },
  {
    when: coded('SignatureDoesNotMatch', 'IncompleteSignature'),
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
      title: `STS is not enabled in ${[plan.at.region, ...plan.otherRegions].join(', nor in ')} for account ${caller?.accountId ?? 'of the caller'}.`,
      todo: ['Set a region that is enabled in the profile, or enable the region in that account.'],
    }),
  },
  {
    when: ({ failure }) => isThrottled(failure),
    say: () => ({ ...throttled, means: 'Several attempts in a row were throttled.' }),
  },
  {
    when: ({ failure }) => (failure.status ?? 0) >= 500,
    say: () => awsFailed,
  },
];

/** What to do about a key that AWS does not know: correct it where it stands. */
function unknownKey({ chain: { source } }: SwitchPlan): Pick<Wording, 'means' | 'todo'> {
  if (source.kind !== 'stored-key') {
    return {
      means: 'The key was deleted or deactivated, is misspelled, or belongs to another partition.',
      todo: ['Check aws_access_key_id of that profile, or create a new key for the user.'],
    };
  }
  const { profile } = source;
  return {
    means: 'It was deleted or deactivated: in the console, or by a rotation on another machine.',
    todo: [
      `Store the current one: rolecall key add ${pasteWord(profile, 'NAME')}`,
      `Or, after a rotation that was interrupted here: rolecall key rotate ${pasteWord(profile, 'NAME')}`,
    ],
  };
}
