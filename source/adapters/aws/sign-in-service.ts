import type { NotYet, SignInService, Token } from '../../domain/portals/device-flow.ts';
import type { Portal } from '../../domain/portals/sign-in.ts';
import { partitionOfRegion } from '../../domain/profiles/resolve/partitions.ts';
import { StsFailure } from '../../domain/sessions/failures/aws-failure.ts';
import { callAws } from './call.ts';
import type { Reach } from './http.ts';
import { sendPlainly } from './plain-call.ts';

type Fields = Readonly<Record<string, unknown>>;

const undecided: readonly string[] = ['authorization_pending', 'slow_down', 'expired_token', 'access_denied'];

/** Answers that mean that a refresh token, or the program it was given to, is not taken any more. */
const spent: readonly string[] = ['invalid_grant', 'invalid_client', 'expired_token', 'unauthorized_client'];

/** IAM Identity Center's sign-in service (SSO OIDC), which takes unsigned JSON. @param now epoch milliseconds */
export function createSignInService(portal: Portal, now: () => number, reach: Reach): SignInService {
  const base = portal.oidcEndpoint ?? serviceUrl('oidc', portal.ssoRegion);
  const post = (operation: string, path: string, body: Fields): Promise<Fields> =>
    callAws({ operation: `sso-oidc:${operation}`, endpoint: base, reach }, async () => {
      const url = `${base.replace(/\/$/, '')}${path}`;
      const headers = { 'content-type': 'application/json' };
      const request = { url, method: 'POST', headers, body: JSON.stringify(body), caBundle: portal.caBundle } as const;
      const { status, text } = await sendPlainly(request, reach);
      const answer = fieldsOf(text);
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
    register: async (scopes) => {
      const body = { clientName: 'rolecall', clientType: 'public', ...(scopes.length > 0 && { scopes }) };
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
        // RFC 8628: five seconds where nothing is said.
        interval: (typeof answer.interval === 'number' ? answer.interval : 5) * 1000,
      };
    },
    redeem: async ({ id, secret }, deviceCode) => {
      const grantType = 'urn:ietf:params:oauth:grant-type:device_code';
      try {
        return await token({ clientId: id, clientSecret: secret, grantType, deviceCode });
      } catch (error) {
        if (error instanceof StsFailure && undecided.includes(error.code)) return error.code as NotYet;
        throw error;
      }
    },
    refresh: async ({ id, secret }, refreshToken) => {
      try {
        return await token({ clientId: id, clientSecret: secret, grantType: 'refresh_token', refreshToken });
      } catch (error) {
        if (error instanceof StsFailure && spent.includes(error.code)) return undefined;
        throw error;
      }
    },
  };
}

/** `https://oidc.eu-west-1.amazonaws.com`, and the same of the portal. */
export function serviceUrl(service: 'oidc' | 'portal.sso', region: string): string {
  return `https://${service}.${region}.${partitionOfRegion(region)?.dnsSuffix ?? 'amazonaws.com'}`;
}

/** An answer that is none of the wanted: AWS's own code and words, nothing of what was sent. */
export function refusal(operation: string, endpoint: string, status: number, answer: Fields | undefined): StsFailure {
  const { error, error_description: described, message } = answer ?? {};
  const said = described ?? message;
  return new StsFailure({
    kind: answer === undefined ? 'garbled' : 'refused',
    code: typeof error === 'string' ? error : status === 429 ? 'TooManyRequests' : `Http${status}`,
    said: typeof said === 'string' ? said : `HTTP ${status}`,
    operation,
    endpoint,
    status,
  });
}

/** The fields of a JSON object; undefined for anything else. */
export function fieldsOf(json: string): Fields | undefined {
  try {
    const parsed: unknown = JSON.parse(json);
    return typeof parsed === 'object' && parsed !== null ? (parsed as Fields) : undefined;
  } catch {
    return undefined;
  }
}

function text(value: unknown): string {
  if (typeof value === 'string' && value !== '') return value;
  throw new SyntaxError('The answer lacks a field that AWS always sends.');
}
