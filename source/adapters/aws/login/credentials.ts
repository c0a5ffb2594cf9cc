import { signInPlace } from '../../../domain/login/endpoint.ts';
import type { Chain, SourceIdentity } from '../../../domain/profiles/profile.ts';
import type { Offered } from '../../../domain/sessions/credentials.ts';
import type { Reach } from '../http.ts';
import { currentLogin } from './token.ts';

type LoginSource = Extract<SourceIdentity, { kind: 'login' }>;

/**
 * Credentials of a sign-in of `aws login`, whichever program made it. The SDK is not used: it takes no lock, so that of two
 * processes one loses the sign-in, and its reader of profiles cannot find every name that AWS takes.
 * @throws LoginNeeded, Problem, AwsFailure
 */
export async function loginCredentials(source: LoginSource, chain: Chain, reach: Reach): Promise<Offered> {
  const { loginSession, endpoint } = source;
  const { sourceRegion, transport } = chain;
  const reached = { endpoint, caBundle: transport.caBundle };
  const { accessKeyId, secretAccessKey, sessionToken, expiresAt } = await currentLogin(
    source,
    (signInRegion) => signInPlace(loginSession, [signInRegion, sourceRegion, transport.region], reached),
    reach,
  );
  return { accessKeyId, secretAccessKey, sessionToken, expiresAt };
}
