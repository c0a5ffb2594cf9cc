import { randomUUID } from 'node:crypto';
import { asProblem, type Backend, conduct, type Outcome } from '../conduct.ts';
import { accountOf } from '../state/lookup.ts';
import type { Answer } from '../wire/answer.ts';
import { AwsProblem } from '../wire/problem.ts';
import { type Parameters, parseForm } from '../wire/query.ts';
import type { WireRequest } from '../wire/request.ts';
import { getSigninToken } from './get-signin-token.ts';
import { consolePage, refusalPage } from './page.ts';
import type { SignIns } from './sign-ins.ts';

/** Where the sign-in endpoint is, on the sandbox's own port. */
export const FEDERATION_PATH = '/federation';

/** Answers getSigninToken (JSON) and login (a page), by GET or POST. Never throws. */
export async function answerFederation(request: WireRequest, backend: Backend, signIns: SignIns): Promise<Outcome> {
  const requestId = randomUUID();
  const refuse = ({ status, message }: AwsProblem) => html(status, refusalPage(message), requestId);
  let parameters: Parameters;
  try {
    parameters = new Map([...parseForm(request.query), ...parseForm(request.body.toString('utf8'))]);
  } catch (error) {
    return { answer: refuse(asProblem(error)) };
  }
  const action = parameters.get('Action') ?? '';
  const perform = () => answerAction(action, parameters, backend, signIns, requestId);
  return conduct({ service: 'signin', action, parameters, perform, refuse }, backend);
}

function answerAction(
  action: string,
  parameters: Parameters,
  { sessions, clock, world }: Backend,
  signIns: SignIns,
  requestId: string,
): Answer {
  if (action === 'getSigninToken') {
    const SigninToken = getSigninToken(parameters, sessions, signIns, clock.now());
    return { status: 200, type: 'application/json', body: JSON.stringify({ SigninToken }), requestId };
  }
  if (action !== 'login') throw new AwsProblem(400, 'InvalidAction', `There is no action ${action}.`);
  const signIn = signIns.find(parameters.get('SigninToken') ?? '');
  if (!signIn || signIn.usableUntil <= clock.now()) {
    throw new AwsProblem(400, 'InvalidToken', 'The sign-in token is not valid, or more than 15 minutes old.');
  }
  const { id, alias } = accountOf(world, signIn.session.identity.account);
  const account = alias === undefined ? id : `${alias} (${id})`;
  return html(200, consolePage(signIn, account, parameters.get('Destination') ?? ''), requestId);
}

function html(status: number, body: string, requestId: string): Answer {
  const headers = {
    'Cache-Control': 'no-store',
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'",
  };
  return { status, type: 'text/html; charset=utf-8', headers, body, requestId };
}
