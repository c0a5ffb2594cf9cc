import { readFile } from 'node:fs/promises';
import type { AgentOptions } from 'node:https';
import type { Readable } from 'node:stream';
import type { NodeHttpHandler } from '@smithy/node-http-handler';
import { refuseInTheClear } from '../../domain/profiles/endpoints.ts';
import { proxyFor } from '../../domain/proxy.ts';
import type { Environment } from '../../domain/shells/environment.ts';
import { Problem } from '../../problem.ts';
import { defaultPatience, type Patience } from './patience.ts';

/** How AWS is reached from this machine: the user's own environment, from before any role. */
export type Reach = {
  readonly env: Environment;
  readonly patience?: Patience;
  readonly late?: Late;
  /** Epoch milliseconds; the clock of this machine unless given. */
  readonly now?: () => number;
};

/** Is told of what takes longer than a person waits in silence. */
export type Late = {
  /** Milliseconds. */
  readonly after: number;
  /** @param host that does not answer */
  readonly tell: (host: string) => void;
  /** @param does what another rolecall does meanwhile: `opens the same` */
  readonly tellOthers: (does: string) => void;
};

/**
 * How long an idle connection is reused: that saves the handshake, which is most of the time of a call. AWS may be about
 * to close one that was idle for longer, and an MFA code could be lost with it. Milliseconds.
 */
const idle = 4_000;

/** No answer that we ask for is larger, but for IAM's lists. Bytes. */
const usualLargest = 1 << 20;

/** `sockets`: connections at once. `largest`: the longest answer that is read, in bytes. */
type Limits = { readonly sockets?: number; readonly largest?: number };

/** A handler of requests that notes AWS's clock less ours, in milliseconds, as of the last answer with a date. */
export type RequestHandler = NodeHttpHandler & { readonly clockOffset: number | undefined };

/**
 * The SDK's own HTTP handler with time-outs, the proxy of `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`, and the
 * certificates of `AWS_CA_BUNDLE`, else of the profile, as in the AWS CLI. The bodies of its answers are Buffers.
 * @throws Problem where the endpoint would be reached unencrypted, or the bundle cannot be read
 */
export async function requestHandler(
  endpoint: string,
  caBundle: string | undefined,
  { env, patience = defaultPatience, now = Date.now }: Reach,
  { sockets = Number.POSITIVE_INFINITY, largest = usualLargest }: Limits = {},
): Promise<RequestHandler> {
  refuseInTheClear(endpoint);
  const { NodeHttpHandler: Sdk } = await import('@smithy/node-http-handler');
  class Handler extends Sdk {
    clockOffset: number | undefined;

    override async handle(...call: Parameters<NodeHttpHandler['handle']>) {
      const result = await super.handle(...call);
      const date = Date.parse(result.response.headers.date ?? '');
      if (!Number.isNaN(date)) this.clockOffset = date - now();
      result.response.body = await bodyOf(result.response.body as Readable, largest);
      return result;
    }
  }
  const by = proxyFor(endpoint, env);
  // The runtime's own support of proxies.
  const proxy = by === undefined ? {} : ({ proxyEnv: { HTTPS_PROXY: by, HTTP_PROXY: by } } as AgentOptions);
  const options = {
    connectionTimeout: patience.connect,
    requestTimeout: patience.answer,
    throwOnRequestTimeout: true,
  };
  const reused = { keepAlive: true, timeout: idle, maxSockets: sockets };
  if (/^http:/i.test(endpoint)) {
    const { Agent } = await import('node:http');
    return new Handler({ ...options, httpAgent: new Agent({ ...reused, ...proxy }) });
  }
  const { Agent } = await import('node:https');
  const path = env.AWS_CA_BUNDLE || caBundle;
  const ca = path === undefined ? undefined : await readBundle(path);
  return new Handler({
    ...options,
    // Explicit: otherwise NODE_TLS_REJECT_UNAUTHORIZED could turn it off.
    httpsAgent: new Agent({ ...reused, ...proxy, rejectUnauthorized: true, ...(ca !== undefined && { ca }) }),
  });
}

/** Reads a body to its end. @throws Error where it is larger than any answer of AWS, or breaks off */
function bodyOf(body: Readable, largest: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    body.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length > largest) body.destroy(new Error('The answer is larger than any that AWS sends.'));
    });
    body.once('end', () => resolve(Buffer.concat(chunks)));
    body.once('error', reject);
    body.once('close', () => reject(new Error('The answer broke off.')));
  });
}

async function readBundle(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new Problem(
      {
        code: 'ca-bundle-unreadable',
        title: `The CA bundle ${path} cannot be read.`,
        todo: ['Correct ca_bundle in the profile, or AWS_CA_BUNDLE.'],
      },
      { cause },
    );
  }
}

/** A request that is neither signed nor of the query protocol. */
export type PlainRequest = {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly caBundle?: string | undefined;
};

export type PlainAnswer = {
  readonly status: number;
  readonly text: string;
  /** AWS's clock less ours, in milliseconds; undefined where the answer has no date. */
  readonly clockOffset?: number | undefined;
  /** How long the service asks to wait, in milliseconds. */
  readonly retryAfter?: number | undefined;
};

/** Sends requests to one service over the same connections, until it is closed. */
export type PlainSender = {
  /** @throws what the handler throws */
  readonly send: (request: Omit<PlainRequest, 'caBundle'>) => Promise<PlainAnswer>;
  readonly close: () => void;
};

/** @param sockets connections at once */
export async function openPlainly(
  endpoint: string,
  caBundle: string | undefined,
  reach: Reach,
  sockets: number,
): Promise<PlainSender> {
  const handler = await requestHandler(endpoint, caBundle, reach, { sockets });
  return {
    send: async ({ url, method, headers, body = '' }) => {
      const { protocol, host, hostname, port, pathname, searchParams } = new URL(url);
      const fields = {
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
      const { response } = await handler.handle(fields as unknown as Parameters<typeof handler.handle>[0]);
      const text = (response.body as Buffer).toString('utf8');
      const retryAfter = waitIn(response.headers['retry-after'], (reach.now ?? Date.now)());
      return { status: response.statusCode, text, clockOffset: handler.clockOffset, retryAfter };
    },
    close: () => handler.destroy(),
  };
}

/** `Retry-After`: seconds, or a date. @returns milliseconds */
function waitIn(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  const wait = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isFinite(wait) && wait > 0 ? wait : undefined;
}

/** Sends a request with the proxies, certificates and time-outs of every call to AWS; `callAws` limits the whole. @throws what the handler throws */
export async function sendPlainly(request: PlainRequest, reach: Reach): Promise<PlainAnswer> {
  const sender = await openPlainly(request.url, request.caBundle, reach, 1);
  try {
    return await sender.send(request);
  } finally {
    sender.close();
  }
}
