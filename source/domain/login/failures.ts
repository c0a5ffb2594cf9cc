import { Problem, type ProblemText } from '../../problem.ts';
import { own } from '../own.ts';
import { reportedClockOffsetMs } from '../sessions/cache/margins.ts';
import { AwsFailure, isThrottled } from '../sessions/failures/aws-failure.ts';
import { clockWording } from '../sessions/failures/clock.ts';
import { failedCall } from '../sessions/failures/explain.ts';
import { noAnswer } from '../sessions/failures/no-answer.ts';
import { awsFailed, throttled } from '../sessions/failures/refusals.ts';
import { pasteWord } from '../shells/paste.ts';

/** Whose sign-in it is: the profile that names it, and the principal. */
export type LoginOf = { readonly profile: string; readonly loginSession: string };

/** The commands that sign in to the console for a profile, ours first. A session of Identity Center may have the same name. */
export function loginCommands(profile: string): readonly [string, string] {
  return [
    `rolecall login --console ${pasteWord(profile, 'PROFILE')}`,
    `aws login --profile ${pasteWord(profile, 'PROFILE')}`,
  ];
}

const todoOf = (profile: string): readonly string[] => {
  const [ours, theirs] = loginCommands(profile);
  return [`Sign in: ${ours}`, `Or with the AWS CLI: ${theirs}`];
};

type Why = { readonly title?: string; readonly means?: string; readonly said?: string };

/**
 * The person is not signed in to the console, or not any more. A caller with a person at a terminal offers the sign-in; the
 * others show the command.
 */
export class LoginNeeded extends Problem {
  readonly of: LoginOf;

  constructor(of: LoginOf, why: Why = {}, cause?: unknown) {
    const { profile } = of;
    const title = `The sign-in of ${profile} is missing or has expired.`;
    super({ code: 'source-login', title, ...why, todo: todoOf(profile) }, { cause });
    this.of = of;
  }
}

/** AWS's answers that say that a sign-in has ended, whatever its time was. */
const endings: Readonly<Record<string, (of: LoginOf, region: string) => Required<Pick<Why, 'title' | 'means'>>>> = {
  TOKEN_EXPIRED: ({ profile }) => ({
    title: `The sign-in of ${profile} has expired.`,
    means: 'It lasts as long as your console session, at most twelve hours, and an administrator can end it sooner.',
  }),
  USER_CREDENTIALS_CHANGED: ({ profile }) => ({
    title: `AWS has ended the sign-in of ${profile}: the password was changed.`,
    means: 'Changing the password or other credentials ends every earlier sign-in.',
  }),
  INVALID_REQUEST: ({ profile }, region) => ({
    title: `AWS no longer renews the sign-in of ${profile}.`,
    means: `It was ended, its refresh token was used by another program, or it was made in a region other than ${region}: AWS renews it only where it was made.`,
  }),
};

/** Whether an answer to a renewal says that the person has to sign in. */
export const isEnding = (error: unknown): error is AwsFailure =>
  isRefusal(error) && Object.hasOwn(endings, error.code) && !isClockWrong(error);

/** An answer that is about the sign-in, and not about how AWS is today. */
const isRefusal = (error: unknown): error is AwsFailure =>
  error instanceof AwsFailure && error.kind === 'refused' && (error.status ?? 0) < 500 && !isThrottled(error);

/** A proof of a wrong clock is refused as any other that is wrong. */
const isClockWrong = ({ code, clockOffset = 0 }: AwsFailure): boolean =>
  code === 'INVALID_REQUEST' && Math.abs(clockOffset) > reportedClockOffsetMs;

/** What a refused renewal means, for a person; errors of other kinds pass unchanged. @param region where it was asked for */
export function renewalFailure(error: unknown, of: LoginOf, region: string): unknown {
  if (!isRefusal(error)) return error;
  if (isEnding(error)) {
    const why = own(endings, error.code)?.(of, region);
    return new LoginNeeded(of, { ...why, said: error.message }, error);
  }
  return refused(error, `AWS gives no credentials for the sign-in of ${of.profile}.`, todoOf(of.profile));
}

/**
 * What the failed call of a sign-in means, for a person; a Problem passes unchanged, and so do bugs.
 * @param again the command that begins anew
 */
export function signInFailure(error: unknown, again: string): unknown {
  if (!(error instanceof AwsFailure)) return error;
  if (error.kind !== 'refused') return failedCall(error, noAnswer(error));
  if (!isRefusal(error)) return failedCall(error, isThrottled(error) ? throttled : awsFailed);
  const todo = [`Sign in again: ${again}`];
  if (error.code === 'AUTHCODE_EXPIRED') {
    const means = 'A code is valid for a few minutes.';
    return new Problem(
      { code: 'login-code-expired', title: 'The sign-in code has expired.', means, said: error.message, todo },
      { cause: error },
    );
  }
  return refused(error, 'AWS refused the sign-in.', todo);
}

function refused(error: AwsFailure, title: string, todo: readonly string[]): Problem {
  const said = error.message;
  if (isClockWrong(error)) return new Problem({ ...clockWording({ failure: error }), said }, { cause: error });
  const text: ProblemText =
    error.code === 'INSUFFICIENT_PERMISSIONS'
      ? {
          code: 'login-not-allowed',
          title,
          said,
          means: 'It needs signin:AuthorizeOAuth2Access and signin:CreateOAuth2Token.',
          todo: ['Ask an administrator for the managed policy SignInLocalDevelopmentAccess, which has both.', ...todo],
        }
      : { code: 'login-refused', title, said, todo };
  return new Problem(text, { cause: error });
}
