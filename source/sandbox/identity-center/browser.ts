import type { Answer } from '../wire/answer.ts';
import { parseForm, type WireRequest } from '../wire/request.ts';
import type { IdentityCenter } from './operation.ts';

/** What a browser asks for: the page where a sign-in is approved; undefined for everything else. */
export function browserPage(request: WireRequest, { tokens }: IdentityCenter): Answer | undefined {
  if (request.method !== 'GET' || request.path !== '/device') return undefined;
  const asked = parseForm(request.query);
  const decided = tokens.decide(asked.get('user_code') ?? '', asked.get('deny') !== '1', asked.get('person'));
  if (decided === 'decided') return page(200, 'You can close this window.\n');
  return page(404, decided === 'no such code' ? 'There is no such code.\n' : 'There is no such person.\n');
}

const page = (status: number, body: string): Answer => ({ status, type: 'text/plain', body, requestId: '' });
