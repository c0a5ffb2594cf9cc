import { Cancelled } from '../../problem.ts';
import { pasteWord } from '../shells/paste.ts';
import { browserLasts, codeFrom, unreadAddress } from '../sign-in/code.ts';
import type { Signer } from '../sign-in/flow.ts';
import { checkPage, openPage } from '../sign-in/page.ts';
import { readPasted } from '../sign-in/redirect.ts';
import { type Got, pagesOf, type SignInPorts, scopesOf } from './flow.ts';
import { type Portal, signInId } from './portal.ts';
import type { Client, SignIn } from './sign-in.ts';

/**
 * Signs in by the browser, which comes back to a port of this machine with a code, or by the address on which it ended, where
 * it runs elsewhere and the person pastes it.
 * @param finish keeps what was got; the browser is told of its success
 * @returns undefined where the person would rather have a code to compare
 * @throws Problem where it was refused or too late, AwsFailure, Cancelled on the signal
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
    // Nothing tells of a client that the service has forgotten but a browser that does not come back: it is kept again once one has.
    if (known !== undefined) await registration.forget('browser', scopes);
    const client = known ?? (await service.register('browser', scopes, portal.startUrl));
    if (signal.aborted) throw new Cancelled();
    const url = authorizeUrl(service.endpoint, { client, redirectUri: redirect.uri, state, challenge, scopes });
    checkPage(url, pagesOf(portal));
    const expiresAt = ports.now() + browserLasts;
    signer.shown({ url, byHand: await openPage(browser, url), expiresAt });
    const coming = {
      answer: redirect.answer,
      read: (text: string) => readPasted(text, state),
      unread: unreadAddress,
      again: `rolecall login ${pasteWord(signInId(portal), 'PORTAL')}`,
      hasOther: true,
      wait: ports.wait,
    };
    const code = await codeFrom(coming, signer, signal);
    if (code === undefined) return undefined;
    const token = await service.redeemCode(client, { code, verifier, redirectUri: redirect.uri });
    const signIn = await finish({ client, token, scopes, isUnkept: true });
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
