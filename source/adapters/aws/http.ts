import { readFile } from 'node:fs/promises';
import type { AgentOptions } from 'node:https';
import type { Readable } from 'node:stream';
import type { NodeHttpHandler } from '@smithy/node-http-handler';
import type { Environment } from '../../domain/shells/environment.ts';
import { Problem } from '../../problem.ts';

/** How AWS is reached from this machine: variables of the person's own, from before any role. */
export type Reach = { readonly env: Environment; readonly patience?: Patience };

/** Milliseconds until a connection has to be there, until an answer has to begin, and until it has to be whole. */
export type Patience = { readonly connect: number; readonly answer: number; readonly whole: number };

export const defaultPatience: Patience = { connect: 5_000, answer: 20_000, whole: 30_000 };

/**
 * A connection that is there saves a handshake, which is most of what a call takes. One that was idle for longer AWS may be
 * about to close, and what is lost with it may be a code. Milliseconds.
 */
const idle = 4_000;

/** More than any answer of STS or IAM that we ask for has. Bytes. */
const largest = 1 << 20;

/**
 * The SDK's own HTTP handler with time-outs, the proxy of `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`, and the
 * certificates of `AWS_CA_BUNDLE`, else of the profile, as in the AWS CLI. Its answers come with their whole body.
 * @throws Problem where the bundle cannot be read
 */
export async function requestHandler(
  endpoint: string,
  caBundle: string | undefined,
  { env, patience = defaultPatience }: Reach,
): Promise<NodeHttpHandler> {
  const { NodeHttpHandler: Sdk } = await import('@smithy/node-http-handler');
  class Handler extends Sdk {
    override async handle(...call: Parameters<NodeHttpHandler['handle']>) {
      const result = await super.handle(...call);
      result.response.body = await whole(result.response.body as Readable);
      return result;
    }
  }
  const proxy = proxyEnv(env);
  const options = {
    connectionTimeout: patience.connect,
    requestTimeout: patience.answer,
    throwOnRequestTimeout: true,
  };
  const reused = { keepAlive: true, timeout: idle };
  if (endpoint.startsWith('http:')) {
    const { Agent } = await import('node:http');
    return new Handler({ ...options, httpAgent: new Agent({ ...reused, ...proxy }) });
  }
  const { Agent } = await import('node:https');
  const path = env.AWS_CA_BUNDLE || caBundle;
  const ca = path === undefined ? undefined : await readBundle(path);
  return new Handler({
    ...options,
    // Said aloud: a variable of Node's would else turn it off.
    httpsAgent: new Agent({ ...reused, ...proxy, rejectUnauthorized: true, ...(ca !== undefined && { ca }) }),
  });
}

/** The whole of a body. @throws Error where it is larger than any answer of AWS, or breaks off */
function whole(body: Readable): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    body.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length > largest) body.destroy(new Error('The answer is larger than any of AWS.'));
    });
    body.once('end', () => resolve(Buffer.concat(chunks)));
    body.once('error', reject);
    body.once('close', () => reject(new Error('The answer broke off.')));
  });
}

/** The proxy that calls to AWS go through, where the environment names one. */
export function proxyOf(env: Environment): string | undefined {
  return env.HTTPS_PROXY || env.https_proxy || env.HTTP_PROXY || env.http_proxy || undefined;
}

const proxyNames = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'NO_PROXY', 'no_proxy'];
const loopback = 'localhost,127.0.0.1,[::1],::1';

/** The runtime's own proxy support. Loopback endpoints are reached directly, as the SDKs do. */
function proxyEnv(env: Environment): AgentOptions {
  const named = Object.fromEntries(proxyNames.flatMap((name) => (env[name] ? [[name, env[name]]] : [])));
  if (proxyOf(env) === undefined) return {};
  const without = [named.NO_PROXY ?? named.no_proxy, loopback].filter(Boolean).join(',');
  const { NO_PROXY: _upper, no_proxy: _lower, ...proxies } = named;
  return { proxyEnv: { ...proxies, NO_PROXY: without } } as AgentOptions;
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
