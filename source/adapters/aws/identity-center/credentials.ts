import { serviceUrl } from '../../../domain/portals/endpoints.ts';
import { type Portal, portalOf, type SsoSource } from '../../../domain/portals/portal.ts';
import { isFresh, isUsable, renewal, type SignIn, SignInNeeded } from '../../../domain/portals/sign-in.ts';
import { byOwnClock } from '../../../domain/sessions/cache/written.ts';
import { checkedCredentials } from '../../../domain/sessions/credentials.ts';
import { StsFailure } from '../../../domain/sessions/failures/aws-failure.ts';
import type { Credentials } from '../../../domain/sessions/session.ts';
import { Problem } from '../../../problem.ts';
import { ownPaths } from '../../files/paths.ts';
import { callAws } from '../call.ts';
import { type Reach, sendPlainly } from '../http.ts';
import { createSignInService, fieldsOf, refusal, type SignInFiles, signInFiles } from './sign-in.ts';

const operation = 'sso:GetRoleCredentials';

/**
 * Credentials of an Identity Center role, by the sign-in that any of the user's programs left behind. The SDK is not used:
 * its reader of profiles cannot find a session with a blank in its name, and it looks under the home of the process.
 * @throws SignInNeeded, Problem where the role is not assigned to the user, StsFailure where AWS could not be reached
 */
export async function identityCenterCredentials(
  source: SsoSource,
  caBundle: string | undefined,
  reach: Reach,
): Promise<Credentials> {
  const portal = portalOf(source, caBundle);
  const { accessToken } = await currentSignIn(source, portal, reach);
  const endpoint = serviceUrl('portal.sso', portal);
  const query = new URLSearchParams({ account_id: source.accountId, role_name: source.roleName });
  const url = `${endpoint}/federation/credentials?${query}`;
  try {
    return await callAws({ operation, endpoint, reach }, async () => {
      const headers = { 'x-amz-sso_bearer_token': accessToken };
      const { status, text, clockOffset } = await sendPlainly({ url, method: 'GET', headers, caBundle }, reach);
      const answer = fieldsOf(text);
      const found = status === 200 ? credentialsIn(answer?.roleCredentials, (reach.now ?? Date.now)()) : undefined;
      if (found !== undefined) return byOwnClock(found, clockOffset);
      throw refusal(operation, endpoint, status, status === 200 ? undefined : answer);
    });
  } catch (error) {
    if (!(error instanceof StsFailure) || error.kind !== 'refused') throw error;
    if (error.status === 401) throw new SignInNeeded(source, portal, error);
    if (error.status === 403 || error.status === 404) throw notAssigned(source, error);
    throw error;
  }
}

/** The sign-in, renewed where it is about to expire and can be renewed: one process renews it for all. */
async function currentSignIn(source: SsoSource, portal: Portal, reach: Reach): Promise<SignIn> {
  const files = signInFiles(portal, ownPaths(reach.env).home);
  const found = await files.read();
  if (found === undefined) throw new SignInNeeded(source, portal);
  if (isFresh(found, Date.now())) return found;
  const current = await files
    .exclusively(() => renewed(portal, files, reach))
    .catch((error: unknown) => {
      // A sign-in that is still valid is used while the sign-in service cannot be reached.
      if (isUsable(found, Date.now())) return found;
      throw error;
    });
  if (current === undefined || !isUsable(current, Date.now())) throw new SignInNeeded(source, portal);
  return current;
}

async function renewed(portal: Portal, files: SignInFiles, reach: Reach): Promise<SignIn | undefined> {
  const found = await files.read();
  if (found === undefined || isFresh(found, Date.now())) return found;
  const needs = renewal(found, Date.now());
  if (needs === undefined) return found;
  const token = await createSignInService(portal, Date.now, reach).refresh(needs.client, needs.refreshToken);
  if (token === undefined) return found;
  const next = { ...found, ...token };
  // A refresh token works once. If the new token cannot be written it is used all the same; the user signs in next time.
  await files.write(next).catch(() => undefined);
  return next;
}

/** The credentials of an answer; undefined where it holds none. @throws BrokenCredentials */
function credentialsIn(answer: unknown, now: number): Credentials | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined;
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = answer as Record<string, unknown>;
  return checkedCredentials({ accessKeyId, secretAccessKey, sessionToken, expiresAt: expiration }, 'aws', now);
}

function notAssigned({ profile, accountId, roleName, startUrl }: SsoSource, failure: StsFailure): Problem {
  return new Problem(
    {
      code: 'sso-not-assigned',
      title: `IAM Identity Center gives you no ${roleName} in ${accountId}.`,
      tried: `credentials of ${profile}, signed in at ${startUrl}`,
      said: failure.message,
      todo: [
        `See which accounts and roles are yours: ${startUrl}`,
        `Correct sso_account_id and sso_role_name of ${profile}, or ask for the assignment.`,
      ],
    },
    { cause: failure },
  );
}
