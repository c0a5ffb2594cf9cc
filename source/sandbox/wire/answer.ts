import type { AwsProblem } from './problem.ts';
import { element, type Xml } from './xml.ts';

/** What goes back over HTTP. */
export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly requestId: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The query protocol of one service: name in the credential scope, API version, XML namespace. */
export interface Service {
  readonly name: 'sts' | 'iam';
  readonly version: string;
  readonly namespace: string;
}

export const STS: Service = {
  name: 'sts',
  version: '2011-06-15',
  namespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
};

export const IAM: Service = {
  name: 'iam',
  version: '2010-05-08',
  namespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
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

/** For every path that is none of AWS's. */
export const notFound: Answer = { status: 404, type: 'text/plain', body: 'Not Found\n', requestId: '' };
