import type { Credentials } from '../sessions/open/session.ts';
import { StsFailure } from '../sessions/open/sts.ts';
import { explainSignIn, needsRole } from './explain.ts';
import type { GetSignInToken, TokenRequest } from './ports.ts';

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
