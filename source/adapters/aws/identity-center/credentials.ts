import { removalOffered } from '../../../domain/portals/assigned.ts';
import { serviceUrl } from '../../../domain/portals/endpoints.ts';
import { lastingName } from '../../../domain/portals/found/names.ts';
import { type Portal, portalOf, type SsoSource, signInId } from '../../../domain/portals/portal.ts';
import { SignInNeeded } from '../../../domain/portals/sign-in.ts';
import { recordIn } from '../../../domain/record.ts';
import { byOwnClock } from '../../../domain/sessions/cache/written.ts';
import { checkedCredentials } from '../../../domain/sessions/credentials.ts';
import { AwsFailure } from '../../../domain/sessions/failures/aws-failure.ts';
import type { Credentials } from '../../../domain/sessions/session.ts';
import { Problem } from '../../../problem.ts';
import { callAws } from '../call.ts';
import { type Reach, sendPlainly } from '../http.ts';
import { refusal } from './sign-in.ts';
import { currentSignIn } from './token.ts';

const operation = 'sso:GetRoleCredentials';

/**
 * Credentials of an Identity Center role, by the sign-in that any of the user's programs left behind. The SDK is not used:
 * its reader of profiles cannot find a session with a blank in its name, and it looks under the home of the process.
 * @throws SignInNeeded, Problem where the role is not assigned to the user, AwsFailure where AWS could not be reached
 */
export async function identityCenterCredentials(
  source: SsoSource,
  caBundle: string | undefined,
  reach: Reach,
): Promise<Credentials> {
  const portal = portalOf(source, caBundle);
  const { profile } = source;
  const { accessToken } = await currentSignIn(portal, reach, { profile });
  try {
    return await credentialsBy(accessToken, source, portal, reach);
  } catch (error) {
    if (!isUnauthorized(error)) throw error;
    // A token may end before its time; where it is renewed, another one may serve.
    const renewed = await currentSignIn(portal, reach, { profile, refused: accessToken });
    return credentialsBy(renewed.accessToken, source, portal, reach).catch((again: unknown) => {
      throw isUnauthorized(again) ? new SignInNeeded(portal, profile, again) : again;
    });
  }
}

const isUnauthorized = (error: unknown): boolean =>
  error instanceof AwsFailure && error.kind === 'refused' && error.status === 401;

/** @throws Problem where the role is not assigned to the person, AwsFailure */
async function credentialsBy(
  accessToken: string,
  source: SsoSource,
  portal: Portal,
  reach: Reach,
): Promise<Credentials> {
  const { caBundle } = portal;
  const endpoint = serviceUrl('portal.sso', portal);
  const query = new URLSearchParams({ account_id: source.accountId, role_name: source.roleName });
  const url = `${endpoint}/federation/credentials?${query}`;
  try {
    return await callAws({ operation, endpoint, reach }, async () => {
      const headers = { 'x-amz-sso_bearer_token': accessToken };
      const { status, text, clockOffset } = await sendPlainly({ url, method: 'GET', headers, caBundle }, reach);
      const answer = recordIn(text);
      const now = (reach.now ?? Date.now)();
      const found = status === 200 ? credentialsIn(answer?.roleCredentials, now, clockOffset) : undefined;
      if (found !== undefined) return found;
      throw refusal(operation, endpoint, status, status === 200 ? undefined : answer);
    });
  } catch (error) {
    if (!(error instanceof AwsFailure) || error.kind !== 'refused') throw error;
    if (error.status === 403 || error.status === 404) throw notAssigned(source, error);
    throw error;
  }
}

/** The credentials of an answer; undefined where it holds none. @param clock AWS's less ours @throws BrokenCredentials */
function credentialsIn(answer: unknown, now: number, clock: number | undefined): Credentials | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined;
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = answer as Record<string, unknown>;
  const offered = { accessKeyId, secretAccessKey, sessionToken, expiresAt: expiration };
  return byOwnClock(checkedCredentials(offered, 'aws', now, clock), clock);
}

function notAssigned(source: SsoSource, failure: AwsFailure): Problem {
  const { profile, accountId, roleName, startUrl } = source;
  const isFound = profile === lastingName({ portal: signInId(source), accountId, roleName });
  return new Problem(
    {
      code: 'sso-not-assigned',
      title: `IAM Identity Center does not give you ${roleName} in ${accountId}.`,
      tried: `credentials of ${profile}, signed in at ${startUrl}`,
      said: failure.message,
      todo: [
        `See which accounts and roles are yours: ${startUrl}`,
        ...(isFound
          ? ['Or ask for the assignment.']
          : [
              `Correct sso_account_id and sso_role_name of ${profile}, or ask for the assignment.`,
              removalOffered(profile),
            ]),
      ],
    },
    { cause: failure },
  );
}
