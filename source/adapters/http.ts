import { readFile } from 'node:fs/promises';
import type { NodeHttpHandler } from '@smithy/node-http-handler';
import { Problem } from '../problem.ts';

const connectionTimeout = 5_000;
const requestTimeout = 20_000;

/** The SDK's own HTTP handler with time-outs, and the CA bundle of the profile or of `AWS_CA_BUNDLE`. */
export async function requestHandler(endpoint: string, caBundle: string | undefined): Promise<NodeHttpHandler> {
  const { NodeHttpHandler: Handler } = await import('@smithy/node-http-handler');
  const options = { connectionTimeout, requestTimeout, throwOnRequestTimeout: true };
  if (endpoint.startsWith('http:')) return new Handler(options);
  const { Agent } = await import('node:https');
  const ca = caBundle === undefined ? undefined : await readBundle(caBundle);
  return new Handler({ ...options, httpsAgent: new Agent({ keepAlive: false, ...(ca !== undefined && { ca }) }) });
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
