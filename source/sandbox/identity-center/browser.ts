import type { Answer } from '../wire/answer.ts';
import { parseForm, type WireRequest } from '../wire/request.ts';
import type { IdentityCenter } from './operation.ts';

/** What a browser asks for: the pages where a sign-in is approved, and start URLs; undefined for everything else. */
export function browserPage(
  request: WireRequest,
  region: string | undefined,
  { tokens, directory }: IdentityCenter,
): Answer | undefined {
  if (request.method !== 'GET' && request.method !== 'HEAD') return undefined;
  if (request.path === '/authorize') {
    const verdict = tokens.authorizations.open({ fields: parseForm(request.query), region });
    if ('fault' in verdict) return page(400, `Invalid ${verdict.fault}.\n`);
    return { ...page(302, ''), headers: { Location: verdict.location } };
  }
  if (request.path !== '/device') {
    const ownRegion = directory.atPath(request.path, request.headers.host ?? '')?.region;
    return ownRegion === undefined ? undefined : startPage(ownRegion);
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
