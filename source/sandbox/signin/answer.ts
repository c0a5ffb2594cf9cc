import { randomUUID } from 'node:crypto';
import { handleCall, type Outcome } from '../handle-call.ts';
import { type Answer, escapeXml } from '../wire/answer.ts';
import type { AwsProblem } from '../wire/problem.ts';
import { type Parameters, parseForm, type WireRequest } from '../wire/request.ts';
import { authorize, CONFIRMATION_PATH, confirmation, page } from './authorize.ts';
import type { Base, Signin } from './operation.ts';
import { CLIENTS } from './principal.ts';
import { invalid, wireForm } from './problems.ts';

/**
 * Answers what `aws login` and its browser ask; undefined for other paths. A path that begins with `/regions/eu-west-1` is
 * meant for that region.
 */
export async function answerSignin(whole: WireRequest, signin: Signin): Promise<Outcome | undefined> {
  const [, prefix = '', region] = /^(\/regions\/([a-z0-9-]+))\//.exec(whole.path) ?? [];
  const base: Base = { url: `http://${whole.headers.host ?? ''}${prefix}`, region };
  const request = { ...whole, path: whole.path.slice(prefix.length) };
  switch (`${request.method} ${request.path}`) {
    case 'GET /v1/authorize':
      return answerAuthorize(request, base, signin);
    case `GET ${CONFIRMATION_PATH}`:
      return { answer: confirmation(request) };
    case 'POST /v1/token':
      return answerToken(request, base, signin);
    default:
      return undefined;
  }
}

function answerAuthorize(request: WireRequest, base: Base, signin: Signin): Promise<Outcome> {
  const query = parseForm(request.query);
  const parameters = new Map([...query].filter(([name]) => !/^(?:state|code_challenge)$/.test(name)));
  const perform = () => authorize(query, base, signin);
  const refuse = ({ status, message }: AwsProblem) => page(status, `<p>${escapeXml(message)}</p>`);
  return handleCall(
    { service: 'signin', action: 'AuthorizeOAuth2Access', parameters, perform, refuse },
    signin.backend,
  );
}

function answerToken(request: WireRequest, base: Base, signin: Signin): Promise<Outcome> {
  const requestId = randomUUID();
  const fields = fieldsOf(request);
  const perform = () => json(200, token(request, fields, base, signin), requestId);
  const refuse = (problem: AwsProblem) => {
    const { exception, error } = wireForm(problem);
    return json(problem.status, { error, message: problem.message }, requestId, { 'x-amzn-ErrorType': exception });
  };
  const parameters = visibleParameters(fields);
  return handleCall({ service: 'signin', action: 'CreateOAuth2Token', parameters, perform, refuse }, signin.backend);
}

type Fields = Readonly<Record<string, unknown>>;

function token({ headers }: WireRequest, fields: Fields | undefined, base: Base, { tokens, proofs }: Signin) {
  if (!/^application\/json(?:;|$)/.test(headers['content-type'] ?? '')) throw invalid('The body has to be JSON');
  if (fields === undefined) throw invalid('The body is no JSON object');
  const { clientId, grantType } = fields;
  if (!Object.hasOwn(CLIENTS, String(clientId))) throw invalid('clientId is not known');
  const key = proofs.check(headers.dpop, `${base.url}/v1/token`);
  const asked = { fields, key, region: base.region };
  if (grantType === 'authorization_code') return tokens.byCode(asked);
  if (grantType === 'refresh_token') return tokens.byRefresh(asked);
  throw invalid('grantType has to be authorization_code or refresh_token');
}

/** The parameters of a call without codes and tokens. */
function visibleParameters(fields: Fields = {}): Parameters {
  const { clientId, grantType, redirectUri } = fields;
  const said = Object.entries({ clientId, grantType, redirectUri }).filter(([, value]) => value !== undefined);
  return new Map(said.map(([name, value]) => [name, String(value)]));
}

function fieldsOf({ body }: WireRequest): Fields | undefined {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
  } catch {
    return undefined;
  }
}

const json = (
  status: number,
  content: object,
  requestId: string,
  headers: Readonly<Record<string, string>> = {},
): Answer => ({ status, type: 'application/json', body: JSON.stringify(content), requestId, headers });
