import type { IncomingMessage } from 'node:http';
import { AwsProblem } from './problem.ts';
import { type Parameters, parseForm } from './query.ts';

/** One HTTP request, read to its end. Header names are in lower case; a header sent twice is joined with a comma. */
export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const LARGEST_BODY = 1024 * 1024;

/** Reads a request. Throws RequestEntityTooLarge once the body passes 1 MB. */
export async function readRequest(message: IncomingMessage): Promise<WireRequest> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_BODY) throw new AwsProblem(413, 'RequestEntityTooLarge', 'The request body is too large.');
    chunks.push(chunk);
  }
  const [path = '/', ...rest] = (message.url ?? '/').split('?');
  return {
    method: message.method ?? 'GET',
    path,
    query: rest.join('?'),
    headers: joinHeaders(message),
    body: Buffer.concat(chunks),
  };
}

/** What was asked for: the form of a POST, otherwise the query string. */
export function requestParameters(request: WireRequest): Parameters {
  return parseForm(request.method === 'POST' ? request.body.toString('utf8') : request.query);
}

function joinHeaders(message: IncomingMessage): Record<string, string> {
  const entries = Object.entries(message.headersDistinct).map(([name, values]) => [name, (values ?? []).join(',')]);
  return Object.fromEntries(entries);
}
