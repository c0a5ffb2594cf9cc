import { randomUUID } from 'node:crypto';
import { isErrorFault } from '../faults.ts';
import { handleCall, type Outcome } from '../handle-call.ts';
import type { Answer } from '../wire/answer.ts';
import type { AwsProblem } from '../wire/problem.ts';
import { parseForm, type WireRequest } from '../wire/request.ts';
import { browserPage } from './browser.ts';
import type { Asked, IdentityCenter, Operations } from './operation.ts';
import { bearerOf, PORTAL_SERVICE } from './portal-service.ts';
import { SIGN_IN_SERVICE } from './sign-in-service.ts';
import { type Ending, TooManyRequests } from './throttle.ts';

const OPERATIONS: Operations = { ...SIGN_IN_SERVICE, ...PORTAL_SERVICE };

/**
 * Answers the sign-in service and the portal, in JSON, and what a browser asks; undefined for other paths. A request is
 * meant for a region where its host is AWS's (`oidc.eu-west-1.…`) or its path begins with `/regions/eu-west-1`.
 */
export async function answerIdentityCenter(whole: WireRequest, center: IdentityCenter): Promise<Outcome | undefined> {
  const [, prefix = '', inPath] = /^(\/regions\/([a-z0-9-]+))\//.exec(whole.path) ?? [];
  const [, inHost] = /^(?:oidc|portal\.sso)(?:-fips)?\.([a-z0-9-]+)\./.exec(whole.headers.host ?? '') ?? [];
  const request = { ...whole, path: whole.path.slice(prefix.length) };
  const page = browserPage(request, inPath ?? inHost, center);
  if (page !== undefined) return { answer: page };
  const operation = OPERATIONS[`${request.method} ${request.path}`];
  if (operation === undefined) return undefined;
  const { service, action } = operation;
  const requestId = randomUUID();
  const asked: Asked = { request, region: inPath ?? inHost, fields: fieldsOf(request) };
  // A portal counts and limits the calls of its tokens, of those that have expired too.
  const portal = service === 'sso' ? center.tokens.portalOf(bearerOf(asked)) : undefined;
  const ended = portal && center.traffic.arrived(portal, action);
  const refuse = (problem: AwsProblem): Answer => {
    const { status, code, message } = problem;
    const said = service === 'sso' ? { message } : { error: code, error_description: message };
    const retryAfter = problem instanceof TooManyRequests ? problem.retryAfter : undefined;
    const headers = {
      'x-amzn-ErrorType': exceptionName(code),
      ...(retryAfter !== undefined && { 'Retry-After': String(retryAfter) }),
    };
    return json(status, said, requestId, headers);
  };
  const perform = () => {
    if (portal) center.traffic.take(portal);
    return json(200, operation.run(asked, center), requestId);
  };
  const parameters = visibleParameters(asked);
  const outcome = await handleCall({ service, action, parameters, perform, refuse }, center.backend);
  ended?.(endingOf(outcome));
  return outcome;
}

function endingOf({ answer, fault }: Outcome): Ending {
  const isSpoilt = fault && !isErrorFault(fault) && fault.kind !== 'slow' && fault.kind !== 'answer';
  if (isSpoilt) return 'spoilt';
  return answer.status === 429 ? 'refused' : 'answered';
}

/** `slow_down` is SlowDownException in the model. */
function exceptionName(code: string): string {
  if (!/^[a-z_]+$/.test(code)) return code;
  return `${code.replaceAll(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase())}Exception`;
}

/** The parameters of a call without client secrets, codes and tokens. */
function visibleParameters({ request, fields: { startUrl, grantType, scopes } }: Asked): ReadonlyMap<string, string> {
  const said = Object.entries({ startUrl, grantType, scopes }).filter(([, value]) => value !== undefined);
  return new Map([...parseForm(request.query), ...said.map(([name, value]) => [name, String(value)] as const)]);
}

function fieldsOf({ body }: WireRequest): Asked['fields'] {
  try {
    return Object(JSON.parse(body.toString('utf8') || '{}'));
  } catch {
    return {};
  }
}

function json(status: number, body: unknown, requestId: string, headers: Record<string, string> = {}): Answer {
  const text = body === undefined ? '' : JSON.stringify(body);
  return { status, type: 'application/json', body: text, requestId, headers };
}
