import type { IncomingMessage } from 'node:http';
import { AwsProblem } from './problem.ts';

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

/** The parameters of a call: the form of a POST, otherwise the query string. */
export function requestParameters(request: WireRequest): Parameters {
  return parseForm(request.method === 'POST' ? request.body.toString('utf8') : request.query);
}

function joinHeaders(message: IncomingMessage): Record<string, string> {
  const entries = Object.entries(message.headersDistinct).map(([name, values]) => [name, (values ?? []).join(',')]);
  return Object.fromEntries(entries);
}

/** The parameters of one call, flat as they were sent (`Tags.member.1.Key`). */
export type Parameters = ReadonlyMap<string, string>;

/**
 * Reads a query string or a form body. Of a name sent twice the last value counts.
 * Throws MalformedQueryString on broken percent-encoding.
 */
export function parseForm(text: string): Parameters {
  return new Map(parsePairs(text));
}

/** The same as a list of pairs, in the order sent. */
export function parsePairs(text: string): [string, string][] {
  return text
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const at = pair.indexOf('=');
      return at < 0 ? [decode(pair), ''] : [decode(pair.slice(0, at)), decode(pair.slice(at + 1))];
    });
}

/** The texts of `Name.member.N`, in the order of N. */
export function textList(parameters: Parameters, name: string): string[] {
  return members(parameters, name).flatMap((number) => parameters.get(`${name}.member.${number}`) ?? []);
}

/** The structures of `Name.member.N.Field`, in the order of N, fields that were not sent left out. */
export function structureList(parameters: Parameters, name: string): Record<string, string>[] {
  return members(parameters, name).map((number) => {
    const prefix = `${name}.member.${number}.`;
    const fields = [...parameters].filter(([key]) => key.startsWith(prefix));
    return Object.fromEntries(fields.map(([key, value]) => [key.slice(prefix.length), value]));
  });
}

function members(parameters: Parameters, name: string): number[] {
  const prefix = `${name}.member.`;
  const numbers = [...parameters.keys()]
    .filter((key) => key.startsWith(prefix))
    .map((key) => Number(key.slice(prefix.length).split('.', 1)[0]))
    .filter((number) => Number.isSafeInteger(number) && number > 0);
  return [...new Set(numbers)].sort((a, b) => a - b);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw new AwsProblem(400, 'MalformedQueryString', 'The query string contains a syntax error.');
  }
}
