import { Cancelled, Problem } from '../../problem.ts';
import type { Redirect, Signer } from '../sign-in/flow.ts';
import { checkPage, openPage } from '../sign-in/page.ts';
import { readPasted } from '../sign-in/redirect.ts';
import { denied, type Got, late, pagesOf, type SignInPorts, scopesOf } from './flow.ts';
import type { Portal } from './portal.ts';
import type { Client, SignIn } from './sign-in.ts';

/** As long as the AWS CLI waits for the browser. Milliseconds. */
const browserLasts = 600_000;

/**
 * Signs in by the browser, which comes back to a port of this machine with a code, or by the address on which it ended, where
 * it runs elsewhere and the person pastes it.
 * @param finish keeps what was got; the browser is told of its success
 * @returns undefined where the person would rather have a code to compare
 * @throws Problem where it was refused or too late, StsFailure, Cancelled on the signal
 */
export async function byBrowser(
  portal: Portal,
  ports: SignInPorts,
  signer: Signer,
  signal: AbortSignal,
  finish: (got: Got) => Promise<SignIn>,
): Promise<SignIn | undefined> {
  const { service, registration, browser } = ports;
  const scopes = scopesOf(portal);
  const { state, verifier, challenge } = ports.proof();
  // The port is open before there is a page that leads to it: a browser that is signed in already comes back at once.
  const redirect = await ports.listen(state);
  let how: 'done' | 'failed' = 'failed';
  try {
    const known = await registration.find('browser', scopes);
    const client = known ?? (await service.register('browser', scopes, portal.startUrl));
    if (signal.aborted) throw new Cancelled();
    const url = authorizeUrl(service.endpoint, { client, redirectUri: redirect.uri, state, challenge, scopes });
    checkPage(url, pagesOf(portal));
    const expiresAt = ports.now() + browserLasts;
    signer.shown({ url, byHand: await openPage(browser, url), expiresAt });
    const code = await codeFrom(redirect, state, ports, signer, signal);
    if (code === undefined) return undefined;
    const token = await service.redeemCode(client, { code, verifier, redirectUri: redirect.uri });
    const signIn = await finish({ client, token, scopes, isNew: known === undefined });
    how = 'done';
    return signIn;
  } finally {
    redirect.close(how);
  }
}

type Authorize = {
  readonly client: Client;
  readonly redirectUri: string;
  readonly state: string;
  readonly challenge: string;
  readonly scopes: readonly string[];
};

/** The page, with the parameters of the AWS CLI: `scopes`, where OAuth has `scope`. */
export function authorizeUrl(endpoint: string, { client, redirectUri, state, challenge, scopes }: Authorize): string {
  const fields = {
    response_type: 'code',
    client_id: client.id,
    redirect_uri: redirectUri,
    state,
    code_challenge_method: 'S256',
    scopes: scopes.join(' '),
    code_challenge: challenge,
  };
  const query = Object.entries(fields).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `${endpoint}/authorize?${query.join('&')}`;
}

/**
 * The code, from whichever comes first; undefined where the person wants another way.
 * @throws Problem where it was refused or too late, Cancelled
 */
async function codeFrom(
  redirect: Redirect,
  state: string,
  ports: SignInPorts,
  signer: Signer,
  signal: AbortSignal,
): Promise<string | undefined> {
  const over = new AbortController();
  const either = AbortSignal.any([signal, over.signal]);
  const isLate = ports.wait(browserLasts, either).then(() => undefined);
  let given = signer.given(either);
  try {
    for (;;) {
      const next = await Promise.race([redirect.answer, given, isLate]);
      if (signal.aborted) throw new Cancelled();
      if (next === undefined) throw late();
      if (next.tag === 'device') return undefined;
      const read = next.tag === 'pasted' ? readPasted(next.text, state) : next;
      if (read.tag === 'code') return read.code;
      if (read.tag === 'refused') throw refused(read.error);
      signer.told(unread[read.tag]);
      given = signer.given(either);
    }
  } finally {
    over.abort();
    // The person's terminal is as it was before anything else is said there.
    await given.catch(() => undefined);
  }
}

const unread = {
  'no address': 'That is not the address: it begins with http://127.0.0.1 and has code= and state= in it.',
  'another sign-in': 'That address is of another sign-in: open the page above, and paste where it ends.',
} as const;

function refused(error: string): Problem {
  if (error === 'access_denied') return denied();
  return new Problem({
    code: 'sign-in-refused',
    title: `The sign-in page sent the browser back with ${error}.`,
    todo: ['Sign in again.', 'If it stays so, sign in by a code instead: rolecall login --device'],
  });
}
