import { serviceUrl } from '../../../domain/portals/endpoints.ts';
import type { NotYet, SignInPorts, SignInService, Token, Way } from '../../../domain/portals/flow.ts';
import type { Portal } from '../../../domain/portals/portal.ts';
import { type Fields, recordIn } from '../../../domain/record.ts';
import { AwsFailure } from '../../../domain/sessions/failures/aws-failure.ts';
import type { Environment } from '../../../domain/shells/environment.ts';
import { registeredRedirect } from '../../../domain/sign-in/redirect.ts';
import { ownPaths } from '../../files/paths.ts';
import { browserPorts } from '../browser-ports.ts';
import { callAws } from '../call.ts';
import { type Reach, sendPlainly } from '../http.ts';
import { signInFiles } from './files.ts';
import { registrationOf } from './registration.ts';

/** RFC 8628: answers before there is a token. */
const pendingCodes: readonly string[] = ['authorization_pending', 'slow_down', 'expired_token', 'access_denied'];

/** Answers that say that a refresh token, or the client it was issued to, is no longer accepted. */
const expiredCodes: readonly string[] = ['invalid_grant', 'invalid_client', 'expired_token', 'unauthorized_client'];

/** IAM Identity Center's sign-in service (SSO OIDC), which takes unsigned JSON. @param now epoch milliseconds */
export function createSignInService(portal: Portal, now: () => number, reach: Reach): SignInService {
  const base = serviceUrl('oidc', portal);
  const post = (operation: string, path: string, body: Fields): Promise<Fields> =>
    callAws({ operation: `sso-oidc:${operation}`, endpoint: base, reach }, async () => {
      const url = `${base}${path}`;
      const headers = { 'content-type': 'application/json' };
      const request = { url, method: 'POST', headers, body: JSON.stringify(body), caBundle: portal.caBundle } as const;
      const { status, text } = await sendPlainly(request, reach);
      const answer = recordIn(text);
      if (status === 200 && answer !== undefined) return answer;
      throw refusal(`sso-oidc:${operation}`, base, status, answer);
    });
  const token = async (body: Fields): Promise<Token> => {
    const answer = await post('CreateToken', '/token', body);
    const { accessToken, expiresIn, refreshToken } = answer;
    if (typeof accessToken !== 'string' || typeof expiresIn !== 'number') throw new SyntaxError('There is no token.');
    const expiresAt = now() + expiresIn * 1000;
    return { accessToken, expiresAt, ...(typeof refreshToken === 'string' && { refreshToken }) };
  };

  return {
    endpoint: base,
    register: async (way, scopes, issuer) => {
      const body = { ...registration[way](issuer), ...(scopes.length > 0 && { scopes }) };
      const { clientId, clientSecret, clientSecretExpiresAt } = await post('RegisterClient', '/client/register', body);
      return { id: text(clientId), secret: text(clientSecret), expiresAt: Number(clientSecretExpiresAt) * 1000 };
    },
    startDevice: async ({ id, secret }, startUrl) => {
      const body = { clientId: id, clientSecret: secret, startUrl };
      const answer = await post('StartDeviceAuthorization', '/device_authorization', body);
      const url = text(answer.verificationUri);
      return {
        deviceCode: text(answer.deviceCode),
        userCode: text(answer.userCode),
        url,
        urlWithCode: typeof answer.verificationUriComplete === 'string' ? answer.verificationUriComplete : url,
        expiresAt: now() + Number(answer.expiresIn) * 1000,
        // RFC 8628: five seconds unless the answer says otherwise.
        interval: (typeof answer.interval === 'number' ? answer.interval : 5) * 1000,
      };
    },
    redeem: async ({ id, secret }, deviceCode) => {
      const grantType = 'urn:ietf:params:oauth:grant-type:device_code';
      try {
        return await token({ clientId: id, clientSecret: secret, grantType, deviceCode });
      } catch (error) {
        if (error instanceof AwsFailure && pendingCodes.includes(error.code)) return error.code as NotYet;
        throw error;
      }
    },
    redeemCode: ({ id, secret }, { code, verifier, redirectUri }) =>
      token({
        clientId: id,
        clientSecret: secret,
        grantType: 'authorization_code',
        code,
        codeVerifier: verifier,
        redirectUri,
      }),
    refresh: async ({ id, secret }, refreshToken) => {
      try {
        return await token({ clientId: id, clientSecret: secret, grantType: 'refresh_token', refreshToken });
      } catch (error) {
        if (error instanceof AwsFailure && expiredCodes.includes(error.code)) return undefined;
        throw error;
      }
    },
  };
}

/** What a client is registered with. As the AWS CLI does it: nothing of grants for codes that are compared. */
const registration: Readonly<Record<Way, (issuer: string) => Fields>> = {
  device: () => ({ clientName: 'rolecall', clientType: 'public' }),
  browser: (issuerUrl) => ({
    clientName: 'rolecall',
    clientType: 'public',
    grantTypes: ['authorization_code', 'refresh_token'],
    redirectUris: [registeredRedirect],
    issuerUrl,
  }),
};

/** The failure for any other answer: AWS's code and message, nothing of what was sent. */
export function refusal(operation: string, endpoint: string, status: number, answer: Fields | undefined): AwsFailure {
  const { error, error_description: described, message } = answer ?? {};
  const said = described ?? message;
  return new AwsFailure({
    kind: answer === undefined ? 'garbled' : 'refused',
    code: typeof error === 'string' ? error : status === 429 ? 'TooManyRequests' : `Http${status}`,
    said: typeof said === 'string' ? said : `HTTP ${status}`,
    operation,
    endpoint,
    status,
  });
}

function text(value: unknown): string {
  if (typeof value === 'string' && value !== '') return value;
  throw new SyntaxError('The answer is missing a field that AWS always sends.');
}

/**
 * The ports of a sign-in.
 * @param env of this process, for the program that opens the browser
 * @param port for the browser to come back to; any free one unless given
 */
export function signInPorts(portal: Portal, env: Environment, reach: Reach, port?: number): SignInPorts {
  const { home, cache } = ownPaths(reach.env);
  const files = signInFiles(portal, home);
  return {
    ...browserPorts(env, reach, port),
    service: createSignInService(portal, Date.now, reach),
    registration: registrationOf(portal, cache, Date.now),
    read: files.read,
    keep: (signIn) => files.exclusively(() => files.write(signIn)),
  };
}
