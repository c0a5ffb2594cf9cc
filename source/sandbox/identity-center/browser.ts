import type { Answer } from '../wire/answer.ts';
import { parseForm, type WireRequest } from '../wire/request.ts';
import type { IdentityCenter } from './operation.ts';

/** What a browser asks for: the page where a sign-in is approved, and start URLs; undefined for everything else. */
export function browserPage(request: WireRequest, { tokens, directory }: IdentityCenter): Answer | undefined {
  if (request.method !== 'GET' && request.method !== 'HEAD') return undefined;
  if (request.path !== '/device') {
    const region = directory.atPath(request.path, request.headers.host ?? '')?.region;
    return region === undefined ? undefined : startPage(region);
  }
  const asked = parseForm(request.query);
  const decided = tokens.decide(asked.get('user_code') ?? '', asked.get('deny') !== '1', asked.get('person'));
  if (decided === 'decided') return page(200, 'You can close this window.\n');
  return page(404, decided === 'no such code' ? 'There is no such code.\n' : 'There is no such person.\n');
}

/** The page of a start URL tells the region, as AWS's does. */
function startPage(region: string): Answer {
  const head = `<meta charset="utf-8"/><meta name="region" content="${region}"/><title>AWS access portal</title>`;
  const body = `<!DOCTYPE html><html><head>${head}</head><body><div id="root"></div></body></html>\n`;
  return { status: 200, type: 'text/html;charset=utf-8', body, requestId: '' };
}

const page = (status: number, body: string): Answer => ({ status, type: 'text/plain', body, requestId: '' });
