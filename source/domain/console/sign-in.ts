import { Problem } from '../../problem.ts';
import { StsFailure } from '../sessions/failures/aws-failure.ts';
import { noAnswer } from '../sessions/failures/no-answer.ts';
import { awsFailed } from '../sessions/failures/refusals.ts';
import { looksTemporary, type SwitchPlan } from '../sessions/plan/plan.ts';
import type { Credentials } from '../sessions/session.ts';

/** What is exchanged for a sign-in token. */
export type TokenRequest = {
  /** The partition's `/federation`. */
  readonly url: string;
  readonly credentials: Credentials & { readonly sessionToken: string };
  /** How long the console stays signed in, in seconds; the credentials' own time where AWS does not let it be chosen. */
  readonly durationSeconds?: number;
  /** Path of a PEM file. */
  readonly caBundle?: string;
};

/** The sign-in endpoint as the domain needs it. @throws StsFailure */
export type GetSignInToken = (request: TokenRequest) => Promise<string>;

export type SignIn = {
  readonly token: string;
  /** AWS did not let the length be chosen after all. */
  readonly durationRefused: boolean;
};

/**
 * Exchanges a session for a sign-in token.
 * @param profile for the wording of what can go wrong
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

/** AWS says 400 to a length it does not let be chosen, as to everything else. */
function isRefused(error: unknown): boolean {
  return error instanceof StsFailure && error.kind === 'refused' && error.status === 400;
}

/** A failed exchange for people; what is no failure of the exchange stays as it is. */
export function explainSignIn(error: unknown, profile: string): unknown {
  if (!(error instanceof StsFailure)) return error;
  const text =
    error.kind !== 'refused'
      ? noAnswer(error)
      : (error.status ?? 0) >= 500
        ? awsFailed
        : {
            code: 'console-refused',
            title: `AWS does not let the session of ${profile} sign in to the console.`,
            means: 'The session has ended, was taken back, or is of a kind that cannot sign in.',
            todo: ['Try a new session: add --no-cache, or rolecall refresh inside a role.'],
          };
  return new Problem(
    {
      ...text,
      tried: `exchanging the session of ${profile} for a sign-in token`,
      said: error.message,
      debug: { endpoint: error.endpoint, ...(error.status !== undefined && { status: String(error.status) }) },
    },
    { cause: error },
  );
}

/** A user's own keys, or a session of them, cannot sign in: AWS exchanges a role's only. */
export function needsRole(profile: string): Problem {
  return new Problem({
    code: 'console-needs-role',
    title: `${profile} is a user, and AWS lets only roles sign in to the console this way.`,
    todo: ['Name a profile that ends in a role: rolecall list', 'A user signs in with password and MFA.'],
  });
}

/**
 * What may be asked of AWS as the length of the console session, in seconds. It lets that be chosen only for a role that
 * was assumed with a user's own keys: not for one behind another role, nor behind a session token such as MFA's.
 * @returns undefined where it has to be left out: the console session then ends with the credentials
 */
export function sessionDuration(plan: SwitchPlan, asked: number | undefined): number | undefined {
  const direct = plan.mfaRoute === 'none' || plan.mfaRoute === 'direct';
  return plan.hops.length === 1 && !looksTemporary(plan.chain.source) && direct ? asked : undefined;
}

/** Whether a plan ends in a user's own session, which AWS lets nobody sign in to the console with. */
export function isUserSession(plan: SwitchPlan): boolean {
  return plan.hops.length === 0 && !looksTemporary(plan.chain.source);
}
