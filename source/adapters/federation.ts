import type { TokenRequest } from '../console/ports.ts';
import { StsFailure } from '../sessions/sts.ts';
import { toFailure } from './aws-failure.ts';
import { proxyOf, type Reach, requestHandler } from './http.ts';

const operation = 'signin:getSigninToken';

/** A sign-in token for a role's credentials, by POST: a query would stand in the logs of proxies. @throws StsFailure */
export async function getSignInToken(request: TokenRequest, reach: Reach): Promise<string> {
  try {
    const { statusCode, text } = await post(request, reach);
    const token = statusCode === 200 ? tokenIn(text) : undefined;
    if (token !== undefined) return token;
    throw new StsFailure({
      kind: statusCode === 200 ? 'garbled' : 'refused',
      code: `Http${statusCode}`,
      said: statusCode === 200 ? 'there is no sign-in token in the answer' : `HTTP ${statusCode}`,
      operation,
      endpoint: request.url,
      status: statusCode,
    });
  } catch (error) {
    throw error instanceof StsFailure
      ? error
      : toFailure(error, { operation, endpoint: request.url, proxy: proxyOf(reach.env) });
  }
}

async function post({ url, credentials, durationSeconds, caBundle }: TokenRequest, reach: Reach) {
  const { protocol, hostname, port, pathname } = new URL(url);
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const body = new URLSearchParams({
    Action: 'getSigninToken',
    ...(durationSeconds !== undefined && { SessionDuration: String(durationSeconds) }),
    Session: JSON.stringify({ sessionId: accessKeyId, sessionKey: secretAccessKey, sessionToken }),
  }).toString();
  const handler = await requestHandler(url, caBundle, reach);
  try {
    const request = {
      protocol,
      hostname: hostname.replace(/^\[|\]$/g, ''),
      ...(port !== '' && { port: Number(port) }),
      method: 'POST',
      path: pathname,
      query: {},
      headers: {
        host: new URL(url).host,
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': String(Buffer.byteLength(body)),
      },
      body,
    };
    // The handler's type asks for the SDK's own class of requests; it only reads these fields.
    const { response } = await handler.handle(request as unknown as Parameters<typeof handler.handle>[0]);
    const chunks: Buffer[] = [];
    for await (const chunk of response.body as AsyncIterable<Buffer>) chunks.push(chunk);
    return { statusCode: response.statusCode, text: Buffer.concat(chunks).toString('utf8') };
  } finally {
    handler.destroy();
  }
}

function tokenIn(text: string): string | undefined {
  try {
    const { SigninToken: token } = JSON.parse(text) as { SigninToken?: unknown };
    return typeof token === 'string' && token !== '' ? token : undefined;
  } catch {
    return undefined;
  }
}
