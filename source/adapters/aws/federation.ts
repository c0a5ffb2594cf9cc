import type { TokenRequest } from '../../domain/console/sign-in.ts';
import { AwsFailure } from '../../domain/sessions/failures/aws-failure.ts';
import { callAws } from './call.ts';
import { type Reach, sendPlainly } from './http.ts';

const operation = 'signin:getSigninToken';

/** A console sign-in token for a role's credentials. By POST: a proxy would log the query of a GET. @throws AwsFailure */
export async function getSignInToken(request: TokenRequest, reach: Reach): Promise<string> {
  return callAws({ operation, endpoint: request.url, reach }, async () => {
    const { status, text } = await post(request, reach);
    const token = status === 200 ? tokenIn(text) : undefined;
    if (token !== undefined) return token;
    throw new AwsFailure({
      kind: status === 200 ? 'garbled' : 'refused',
      code: `Http${status}`,
      said: status === 200 ? 'the answer has no sign-in token' : `HTTP ${status}`,
      operation,
      endpoint: request.url,
      status,
    });
  });
}

function post({ url, credentials, durationSeconds, caBundle }: TokenRequest, reach: Reach) {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const body = new URLSearchParams({
    Action: 'getSigninToken',
    ...(durationSeconds !== undefined && { SessionDuration: String(durationSeconds) }),
    Session: JSON.stringify({ sessionId: accessKeyId, sessionKey: secretAccessKey, sessionToken }),
  }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return sendPlainly({ url, method: 'POST', headers, body, caBundle }, reach);
}

function tokenIn(text: string): string | undefined {
  try {
    const { SigninToken: token } = JSON.parse(text) as { SigninToken?: unknown };
    return typeof token === 'string' && token !== '' ? token : undefined;
  } catch {
    return undefined;
  }
}
