import { Cancelled, Problem } from '../../problem.ts';
import { accountOfArn } from '../profiles/arn.ts';
import { AwsFailure, isClockSkew, wordsOf } from '../sessions/failures/aws-failure.ts';
import { clockWording } from '../sessions/failures/clock.ts';
import { denialIn } from '../sessions/failures/denials.ts';
import { noAnswer, type Wording } from '../sessions/failures/no-answer.ts';
import { awsFailed, throttled } from '../sessions/failures/refusals.ts';
import { isForOtherRegion, regionWording } from '../sessions/failures/region-of-endpoint.ts';
import { pasteWord, profileFlag } from '../shells/paste.ts';
import { LeftBehind } from './create.ts';

/** The call that IAM refused. */
export type IamAttempt = {
  /** Whose credentials: the profile, or `the environment`. */
  readonly as: string;
  /** The role it was about. */
  readonly role?: string;
  /** What `--profile` named, for what is to be typed next. */
  readonly profile?: string | undefined;
};

const correctable = [
  'role-exists',
  'principal-unknown',
  'policy-unknown',
  'policy-malformed',
  'quota-reached',
  'request-invalid',
];

/** Whether another value may be taken where this one was refused: the person goes on with what they typed. */
export const isCorrectable = ({ text }: Problem): boolean => correctable.includes(text.code);

type Row = { readonly when: (failure: AwsFailure) => boolean; readonly say: Say };
type Say = (failure: AwsFailure, attempt: IamAttempt) => Wording;

/** Turns an error of a call to IAM into a Problem. Problem and Cancelled pass unchanged, and so do bugs. */
export function explainIam(error: unknown, attempt: IamAttempt): unknown {
  if (error instanceof Problem || error instanceof Cancelled) return error;
  if (error instanceof LeftBehind) return leftBehind(error, attempt);
  if (!(error instanceof AwsFailure)) return error;
  const row = rows.find(({ when }) => when(error)) ?? fallback;
  const wording = row.say(error, attempt);
  return new Problem(
    {
      ...wording,
      ...wordsOf(error, wording.means),
      tried: `${error.operation}${attempt.role === undefined ? '' : ` for ${attempt.role}`}, with the keys of ${attempt.as}`,
      debug: {
        operation: error.operation,
        endpoint: error.endpoint,
        ...(error.requestId !== undefined && { requestId: error.requestId }),
        ...(error.status !== undefined && { status: String(error.status) }),
      },
    },
    { cause: error },
  );
}

function leftBehind({ failure, roleArn }: LeftBehind, attempt: IamAttempt): unknown {
  const explained = explainIam(failure, attempt);
  if (!(explained instanceof Problem)) return explained;
  const left = `${roleArn} was created and could not be deleted again: it is still there, without all of its policies.`;
  return explained.withMore({ means: left, todo: [`Then delete ${roleArn}.`] });
}

const coded =
  (...codes: readonly string[]) =>
  ({ code }: AwsFailure) =>
    codes.includes(code);

const rows: readonly Row[] = [
  { when: ({ kind }) => kind !== 'refused', say: (failure) => noAnswer(failure) },
  {
    when: (failure) => isAboutDevice(failure) && failure.code === 'NoSuchEntity',
    say: () => ({
      code: 'device-unknown',
      title: 'AWS does not know that MFA device.',
      means: 'It was removed meanwhile, or was created seconds ago and is not known everywhere yet.',
      todo: ['See your devices: rolecall mfa list', 'Try again in a minute.'],
    }),
  },
  {
    when: (failure) => isAboutKey(failure) && failure.code === 'NoSuchEntity',
    say: (_, { as }) => ({
      code: 'key-user-unknown',
      title: `IAM finds no user, or no such access key, for the stored key of ${as}.`,
      means: 'The user was renamed or deleted meanwhile, or its new name is not known everywhere yet.',
      todo: ['Try again in a minute.'],
    }),
  },
  {
    when: coded('EntityAlreadyExists'),
    say: (_, { role, profile }) => ({
      code: 'role-exists',
      title: `There is already a role ${role ?? 'with that name'}.`,
      means: 'Role names are unique in an account, regardless of path and case.',
      todo: [
        `See it: rolecall role show ${pasteWord(role ?? '', 'NAME')}${profileFlag(profile)}`,
        'Or choose another name.',
      ],
    }),
  },
  { when: coded('LimitExceeded'), say: limitExceeded },
  {
    when: ({ code, message }) => code === 'MalformedPolicyDocument' && /invalid principal/i.test(message),
    say: () => ({
      code: 'principal-unknown',
      title: 'IAM does not know a principal that the trust policy names.',
      means:
        'An account, a user or a role must exist, in this partition, before it is trusted. One created seconds ago may not be known everywhere yet.',
      todo: [
        'Check the 12 digits of accounts, and the ARNs letter by letter.',
        'With the ID of the account, its administrators decide which of its users and roles may assume it.',
      ],
    }),
  },
  {
    when: coded('MalformedPolicyDocument'),
    say: () => ({
      code: 'policy-malformed',
      title: 'IAM cannot read the trust policy.',
      todo: ['AWS names the place; correct it and try again.'],
    }),
  },
  {
    when: ({ code, message }) => code === 'NoSuchEntity' && /^policy/i.test(message),
    say: () => ({
      code: 'policy-unknown',
      title: 'There is no such managed policy, or it cannot be attached.',
      todo: ['Check the ARN; AWS policies can be under a path: arn:aws:iam::aws:policy/job-function/Billing.'],
    }),
  },
  {
    when: coded('NoSuchEntity'),
    say: (_, { role, profile }) => ({
      code: 'role-unknown',
      title: `There is no role ${role ?? 'of that name'} in this account.`,
      todo: [
        `See what there is: rolecall role list${profileFlag(profile)}`,
        'For another account: --profile with a profile in it.',
      ],
    }),
  },
  { when: coded('AccessDenied'), say: accessDenied },
  {
    when: coded('UnmodifiableEntity'),
    say: (_, { role }) => ({
      code: 'role-of-service',
      title: `${role ?? 'The role'} belongs to an AWS service; only that service can change it.`,
    }),
  },
  {
    when: coded('ConcurrentModification'),
    say: () => ({
      code: 'role-busy',
      title: 'Someone else is changing this role right now.',
      todo: ['Look at it again, then repeat the change.'],
    }),
  },
  {
    when: coded('InvalidInput', 'ValidationError'),
    say: () => ({
      code: 'request-invalid',
      title: 'IAM does not accept one of the values.',
      todo: ["AWS's answer names it."],
    }),
  },
  {
    when: coded('ExpiredToken'),
    say: (_, { as }) => ({
      code: 'credentials-expired',
      title: `The credentials of ${as} have expired.`,
      todo: ['In a role: rolecall refresh. Otherwise: sign in again, or give a profile with --profile.'],
    }),
  },
  {
    when: coded('InvalidClientTokenId'),
    say: (_, { as }) => ({
      code: 'keys-unknown',
      title: `IAM does not accept the credentials of ${as}.`,
      means: 'The key was deleted, or it is a session token obtained without MFA, which IAM never accepts.',
      todo: ['Check the keys, or set mfa_serial in the profile so that its session carries MFA.'],
    }),
  },
  {
    when: (failure) => failure.code === 'SignatureDoesNotMatch' && isClockSkew(failure),
    say: (failure) => clockWording({ failure }),
  },
  { when: isForOtherRegion, say: (failure) => regionWording({ failure }) },
  {
    when: coded('SignatureDoesNotMatch'),
    say: (_, { as }) => ({
      code: 'secret-wrong',
      title: `The secret access key of ${as} is wrong.`,
      todo: ['Check it, or create a new key.'],
    }),
  },
  {
    when: ({ code }) => /^(Throttling|TooManyRequests|RequestLimitExceeded)/.test(code),
    say: () => throttled,
  },
  {
    when: ({ status, code }) => (status ?? 0) >= 500 || code === 'ServiceFailure',
    say: () => awsFailed,
  },
];

const fallback: Row = {
  when: () => true,
  say: ({ operation }) => ({
    code: 'aws-refused',
    title: `AWS refused ${operation}.`,
    todo: ['rolecall --debug … shows the request ID.'],
  }),
};

/** Whether the call was about an access key. */
const isAboutKey = ({ operation }: AwsFailure): boolean => operation.includes('AccessKey');

/** Whether the call was about an MFA device. */
const isAboutDevice = ({ operation }: AwsFailure): boolean => operation.includes('MFADevice');

const quotas: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/PoliciesPerRole|AttachedPolicies/i, 'A role of this account can have no more managed policies.'],
  [/ACLSizePerRole|AssumeRolePolicy|trust/i, 'The trust policy is longer than the quota of this account allows.'],
  [/MFADevicesPerUser/i, 'The user has as many MFA devices as AWS allows.'],
  [/RolesPerAccount/i, 'This account has as many roles as it can have.'],
  [/TagsPerRole|tags/i, 'A role cannot have so many tags.'],
];

function limitExceeded({ message }: AwsFailure): Wording {
  return {
    code: 'quota-reached',
    title: quotas.find(([pattern]) => pattern.test(message))?.[1] ?? 'A quota of this account does not allow it.',
    todo: ['Use less of it, or have the quota increased: Service Quotas, AWS Identity and Access Management.'],
  };
}

/** Names the missing action, and who can allow it. */
function accessDenied(failure: AwsFailure, { as }: IamAttempt): Wording {
  const { message, operation } = failure;
  const action = /not authorized to perform: ([\w-]+:\w+)/.exec(message)?.[1] ?? operation;
  const account = accountOfArn(/\bUser: (\S+)/.exec(message)?.[1] ?? '');
  const denial = denialIn(message, { account, action });
  return {
    code: 'iam-denied',
    title: `${as} may not do ${action}.`,
    ...(denial !== undefined && { means: denial.means }),
    todo: [
      denial?.ask ?? `Ask an administrator of the account for ${action}.`,
      ...(isAboutDevice(failure) ? [] : ['Or use another identity: --profile NAME.']),
    ],
  };
}
