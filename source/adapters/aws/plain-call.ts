import { type Reach, requestHandler } from './http.ts';

/** A request that is neither signed nor of the query protocol. */
export type PlainRequest = {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly caBundle?: string | undefined;
};

export type PlainAnswer = { readonly status: number; readonly text: string };

/** Sends it the way every call to AWS takes: proxies, certificates, time-outs. @throws what the handler throws */
export async function sendPlainly(request: PlainRequest, reach: Reach): Promise<PlainAnswer> {
  const { url, method, headers, body = '', caBundle } = request;
  const { protocol, host, hostname, port, pathname, searchParams } = new URL(url);
  const handler = await requestHandler(url, caBundle, reach);
  try {
    const wanted = {
      protocol,
      hostname: hostname.replace(/^\[|\]$/g, ''),
      ...(port !== '' && { port: Number(port) }),
      method,
      path: pathname,
      query: Object.fromEntries(searchParams),
      headers: { host, ...headers, 'content-length': String(Buffer.byteLength(body)) },
      body,
    };
    // The handler's type asks for the SDK's own class of requests; it only reads these fields.
    const { response } = await handler.handle(wanted as unknown as Parameters<typeof handler.handle>[0]);
    return { status: response.statusCode, text: (response.body as Buffer).toString('utf8') };
  } finally {
    handler.destroy();
  }
}
