import { Problem } from '../../problem.ts';
import { AwsFailure, wordsOf } from '../sessions/failures/aws-failure.ts';
import { noAnswer } from '../sessions/failures/no-answer.ts';
import { awsFailed } from '../sessions/failures/refusals.ts';
import { looksTemporary, type SwitchPlan } from '../sessions/plan/plan.ts';
import type { Credentials } from '../sessions/session.ts';

/** A request for a sign-in token. */
export type TokenRequest = {
  /** The partition's `/federation`. */
  readonly url: string;
  readonly credentials: Credentials & { readonly sessionToken: string };
  /** Length of the console session in seconds; without it, it ends with the credentials. */
  readonly durationSeconds?: number;
  /** Path of a PEM file. */
  readonly caBundle?: string;
};

/** The sign-in endpoint as the domain needs it. @throws AwsFailure */
export type GetSignInToken = (request: TokenRequest) => Promise<string>;

export type SignIn = {
  readonly token: string;
  /** AWS refused the length, and the token was requested without one. */
  readonly durationRefused: boolean;
};

/**
 * Exchanges a session for a sign-in token.
 * @param profile for the wording of a failure
 * @throws Problem
 */
export async function signIn(
  profile: string,
  { sessionToken, ...keys }: Credentials,
  request: Omit<TokenRequest, 'credentials'>,
  getToken: GetSignInToken,
): Promise<SignIn> {
  if (sessionToken === undefined) throw needsRole(profile);
  const { durationSeconds: _, ...plain } = request;
  const credentials = { ...keys, sessionToken };
  try {
    return { token: await getToken({ ...request, credentials }), durationRefused: false };
  } catch (error) {
    if (request.durationSeconds === undefined || !isRefused(error)) throw explainSignIn(error, profile);
  }
  try {
    return { token: await getToken({ ...plain, credentials }), durationRefused: true };
  } catch (error) {
    throw explainSignIn(error, profile);
  }
}

/** AWS answers 400 to a refused length, as to every other mistake. */
function isRefused(error: unknown): boolean {
  return error instanceof AwsFailure && error.kind === 'refused' && error.status === 400;
}

/** Turns a failed exchange into a Problem. Other errors pass unchanged. */
export function explainSignIn(error: unknown, profile: string): unknown {
  if (!(error instanceof AwsFailure)) return error;
  const text =
    error.kind !== 'refused'
      ? noAnswer(error)
      : (error.status ?? 0) >= 500
        ? awsFailed
        : {
            code: 'console-refused',
            title: `AWS does not let the session of ${profile} sign in to the console.`,
            means: 'The session has expired, was revoked, or is of a kind that cannot sign in.',
            todo: ['Try a new session: add --no-cache, or rolecall refresh inside a role.'],
          };
  return new Problem(
    {
      ...text,
      tried: `exchanging the session of ${profile} for a sign-in token`,
      ...(error.kind === 'refused' ? { said: error.message } : wordsOf(error, text.means)),
      debug: { endpoint: error.endpoint, ...(error.status !== undefined && { status: String(error.status) }) },
    },
    { cause: error },
  );
}

/** AWS exchanges the sessions of roles only, not a user's own keys or MFA sessions. */
export function needsRole(profile: string): Problem {
  return new Problem({
    code: 'console-needs-role',
    title: `${profile} is a user, but AWS lets only roles sign in to the console this way.`,
    todo: ['Name a profile that ends in a role: rolecall list', 'A user signs in with a password and MFA.'],
  });
}

/**
 * The length of the console session to request, in seconds. AWS accepts one only for a role that was assumed with a
 * user's own keys: not behind another role, nor behind a session token such as that of an MFA session.
 * @returns undefined where it must be left out: the console session then ends with the credentials
 */
export function sessionDuration(plan: SwitchPlan, asked: number | undefined): number | undefined {
  const direct = plan.mfaRoute === 'none' || plan.mfaRoute === 'direct';
  return plan.hops.length === 1 && !looksTemporary(plan.chain.source) && direct ? asked : undefined;
}

/** Whether a plan ends in a user's own session, which cannot sign in to the console. */
export function isUserSession(plan: SwitchPlan): boolean {
  const { source } = plan.chain;
  return (
    plan.hops.length === 0 && (!looksTemporary(source) || (source.kind === 'login' && isUser(source.loginSession)))
  );
}

/** Of a sign-in to the console: of a user, or of root, and not of a role. */
const isUser = (principal: string): boolean => /:user\/|:root$/.test(principal);
