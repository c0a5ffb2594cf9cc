import type { SignInPlace } from '../../../domain/login/endpoint.ts';
import type { LoginService, LoginToken } from '../../../domain/login/flow.ts';
import { recordIn } from '../../../domain/record.ts';
import { AwsFailure } from '../../../domain/sessions/failures/aws-failure.ts';
import { callAws } from '../call.ts';
import { type PlainAnswer, type Reach, sendPlainly } from '../http.ts';
import { dpopProof } from './proof.ts';

const operation = 'signin:CreateOAuth2Token';

export function createLoginService({ base, caBundle }: SignInPlace, reach: Reach): LoginService {
  const now = reach.now ?? Date.now;
  const url = `${base}/v1/token`;
  const token = (body: Readonly<Record<string, string>>, dpopKey: string, once: boolean): Promise<LoginToken> =>
    callAws({ operation, endpoint: base, reach, once }, async () => {
      // A proof serves once, so that each try has its own.
      const headers = { 'content-type': 'application/json', DPoP: dpopProof(dpopKey, url, now()) };
      const request = { url, method: 'POST', headers, body: JSON.stringify(body), caBundle } as const;
      const answer = await sendPlainly(request, reach);
      const found = answer.status === 200 ? tokenIn(answer.text, now()) : undefined;
      if (found !== undefined) return found;
      throw refusal(base, answer);
    });
  return {
    exchange: ({ clientId, code, verifier, redirectUri, dpopKey }) =>
      token({ clientId, grantType: 'authorization_code', code, codeVerifier: verifier, redirectUri }, dpopKey, true),
    refresh: ({ clientId, refreshToken, dpopKey }) =>
      token({ clientId, grantType: 'refresh_token', refreshToken }, dpopKey, false),
  };
}

/** Undefined where the answer lacks anything that AWS always gives. */
function tokenIn(text: string, now: number): LoginToken | undefined {
  const { accessToken, expiresIn, refreshToken, idToken } = recordIn(text) ?? {};
  const { accessKeyId, secretAccessKey, sessionToken } = (accessToken ?? {}) as Record<string, unknown>;
  const texts = { accessKeyId, secretAccessKey, sessionToken, refreshToken };
  const isWhole = Object.values(texts).every((value) => typeof value === 'string' && value !== '');
  if (!isWhole || typeof expiresIn !== 'number' || !(expiresIn > 0)) return undefined;
  return {
    ...(texts as Record<keyof typeof texts, string>),
    expiresAt: now + expiresIn * 1000,
    ...(typeof idToken === 'string' && { idToken }),
  };
}

/** AWS's code and message, and nothing of what was sent. */
function refusal(endpoint: string, { status, text, clockOffset }: PlainAnswer): AwsFailure {
  const { error, message } = (status === 200 ? undefined : recordIn(text)) ?? {};
  const isRefused = typeof error === 'string';
  return new AwsFailure({
    kind: isRefused || status === 429 || status >= 500 ? 'refused' : 'garbled',
    code: status === 429 ? 'TooManyRequests' : isRefused ? error : `Http${status}`,
    said: typeof message === 'string' ? message : `HTTP ${status}`,
    operation,
    endpoint,
    status,
    clockOffset,
  });
}
