import { type Answer, escapeXml } from '../wire/answer.ts';
import { type Parameters, parseForm, type WireRequest } from '../wire/request.ts';
import type { Base, Signin } from './operation.ts';
import { CLIENTS, findPrincipal, firstPrincipal } from './principal.ts';
import { invalid } from './problems.ts';

/** Where a sign-in on another device ends. */
export const CONFIRMATION_PATH = '/v1/sessions/confirmation';

/**
 * Answers a person who approves (`principal=ARN` says who, else the first user of the world) or denies (`deny=1`) a sign-in.
 * Throws ValidationException where client, redirect or state are wrong: nobody is sent anywhere then. Whatever else is
 * wrong is said to the program that waits.
 */
export function authorize(query: Parameters, base: Base, { tokens, backend }: Signin): Answer {
  const asked = Object.fromEntries(query);
  const { client_id: clientId = '', redirect_uri: redirectUri = '', state = '' } = asked;
  if (!Object.hasOwn(CLIENTS, clientId)) throw invalid('client_id is not known');
  if (!isRedirectOf(clientId, redirectUri, base)) throw invalid('redirect_uri is not one of the client');
  if (state === '') throw invalid('state is missing');
  const back = (answer: Readonly<Record<string, string>>) =>
    redirect(`${redirectUri}?${new URLSearchParams({ ...answer, state })}`);
  const refuse = (error: string, why: string) => back({ error, error_description: why });
  const { code_challenge: challenge = '' } = asked;
  if (asked.response_type !== 'code') return refuse('unsupported_response_type', 'response_type has to be code');
  if (asked.scope !== 'openid') return refuse('invalid_scope', 'scope has to be openid');
  if (asked.code_challenge_method !== 'SHA-256')
    return refuse('invalid_request', 'code_challenge_method has to be SHA-256');
  if (!/^[\w-]{43}$/.test(challenge)) return refuse('invalid_request', 'code_challenge has to be 43 characters');
  if (asked.deny === '1') return refuse('access_denied', 'The request was denied');
  const { world } = backend;
  const principal = asked.principal === undefined ? firstPrincipal(world) : findPrincipal(world, asked.principal);
  if (principal === undefined) throw invalid('There is no such principal');
  const { region } = base;
  return back({ code: tokens.approve({ principal, clientId, redirectUri, challenge, region }) });
}

/** A port of this machine, or the page that shows the code. */
function isRedirectOf(clientId: string, redirectUri: string, base: Base): boolean {
  if (clientId.endsWith('/cross-device')) return redirectUri === `${base.url}${CONFIRMATION_PATH}`;
  const [, port] = /^http:\/\/127\.0\.0\.1:(\d{1,5})\/oauth\/callback$/.exec(redirectUri) ?? [];
  return port !== undefined && Number(port) > 0 && Number(port) < 65_536;
}

const redirect = (location: string): Answer => ({
  status: 302,
  type: 'text/plain',
  headers: { Location: location, 'Cache-Control': 'no-store' },
  body: '',
  requestId: '',
});

/** The page of a sign-in on another device: the text that the person pastes into the program that waits. */
export function confirmation({ query }: WireRequest): Answer {
  const asked = parseForm(query);
  const [code, state] = [asked.get('code'), asked.get('state')];
  if (!code || !state) return page(400, `<p>${escapeXml(asked.get('error') ?? 'There is no code.')}</p>`);
  const text = Buffer.from(new URLSearchParams({ state, code }).toString()).toString('base64');
  return page(200, `<p>Paste this into the program that waits for it:</p><pre id="code">${text}</pre>`);
}

/** A page of the sign-in. */
export const page = (status: number, body: string): Answer => ({
  status,
  type: 'text/html; charset=utf-8',
  headers: { 'Cache-Control': 'no-store', 'Content-Security-Policy': "default-src 'none'" },
  body: `<!doctype html><html lang="en"><meta charset="utf-8"><title>AWS Sign-In</title>${body}</html>\n`,
  requestId: '',
});
