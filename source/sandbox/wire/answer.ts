import type { AwsProblem } from './problem.ts';

/** An HTTP answer. */
export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly requestId: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The query protocol of one service: name and regions in the credential scope, API version, XML namespace. */
export interface Service {
  readonly name: 'sts' | 'iam';
  readonly version: string;
  readonly namespace: string;
  /** Of the partition `aws`, for which a request may be signed. */
  readonly regions: RegExp;
}

export const STS: Service = {
  name: 'sts',
  version: '2011-06-15',
  namespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
  regions: /^(af|ap|ca|eu|il|me|mx|sa|us)-[a-z]+-\d+$/,
};

export const IAM: Service = {
  name: 'iam',
  version: '2010-05-08',
  namespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
  regions: /^us-east-1$/,
};

/** The 200 of an action. An action without output has no result element. */
export function resultAnswer(service: Service, action: string, result: Xml | undefined, requestId: string): Answer {
  const content = { [`${action}Result`]: result, ResponseMetadata: { RequestId: requestId } };
  return xmlAnswer(200, element(`${action}Response`, content, ` xmlns="${service.namespace}"`), requestId);
}

/** An error as the query protocol words it. */
export function problemAnswer(service: Service, problem: AwsProblem, requestId: string): Answer {
  const Type = problem.status < 500 ? 'Sender' : 'Receiver';
  const content = { Error: { Type, Code: problem.code, Message: problem.message }, RequestId: requestId };
  return xmlAnswer(problem.status, element('ErrorResponse', content, ` xmlns="${service.namespace}"`), requestId);
}

function xmlAnswer(status: number, body: string, requestId: string): Answer {
  return { status, type: 'text/xml', body: `${body}\n`, requestId };
}

/** The answer for every other path. */
export const notFound: Answer = { status: 404, type: 'text/plain', body: 'Not Found\n', requestId: '' };

/**
 * The content of an XML element: text, a timestamp (written to the second, as STS does), a list (`<member>` each) or
 * child elements. A child that is `undefined` is left out.
 */
export type Xml = string | number | boolean | Date | readonly Xml[] | { readonly [element: string]: Xml | undefined };

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

// Everything XML 1.0 has no way to write, lone surrogates included.
const UNWRITABLE = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/** Text as it may stand in an element or an attribute; characters XML cannot carry become U+FFFD. */
export function escapeXml(text: string): string {
  return text
    .replace(UNWRITABLE, '\uFFFD')
    .replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character)
    .replaceAll('\r', '&#xD;');
}

/** One element, written on one line. */
export function element(name: string, content: Xml, attributes = ''): string {
  return `<${name}${attributes}>${write(content)}</${name}>`;
}

function write(content: Xml): string {
  if (typeof content === 'string') return escapeXml(content);
  if (typeof content !== 'object') return String(content);
  if (content instanceof Date) return timestamp(content);
  if (Array.isArray(content)) return content.map((member: Xml) => element('member', member)).join('');
  return Object.entries(content)
    .map(([name, child]) => (child === undefined ? '' : element(name, child as Xml)))
    .join('');
}

function timestamp(date: Date): string {
  return date.toISOString().replace(/\.\d{3}Z$/, 'Z');
}
