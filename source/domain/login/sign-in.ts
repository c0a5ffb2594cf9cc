import { Cancelled, Problem } from '../../problem.ts';
import { accountOfArn } from '../profiles/arn.ts';
import { refuseInTheClear } from '../profiles/endpoints.ts';
import { pasteWord } from '../shells/paste.ts';
import { browserLasts, codeFrom, unreadAddress } from '../sign-in/code.ts';
import { isUsable } from '../sign-in/file.ts';
import { comesBack, type Proof, type Redemption, type Signer } from '../sign-in/flow.ts';
import { checkPage, openPage } from '../sign-in/page.ts';
import { inTurn } from '../sign-in/turn.ts';
import { authorizeUrl, clientIdOf, confirmationUrl, type LoginClient, readConfirmation } from './authorize.ts';
import type { SignInPlace } from './endpoint.ts';
import { signInFailure } from './failures.ts';
import { claimsOf } from './file.ts';
import type { Login, LoginPorts, LoginRequest } from './flow.ts';

/**
 * Signs in to the console: the browser comes back to a port of this machine, or, where it runs elsewhere or the person wishes it,
 * shows a text to paste. Where another process of the person is at it, its sign-in is waited for, and taken.
 * @throws Problem where it was refused or too late, or AWS cannot be reached, Cancelled on the signal
 */
export async function signInByConsole(
  request: LoginRequest,
  ports: LoginPorts,
  signer: Signer,
  signal: AbortSignal,
): Promise<Login> {
  const { loginSession } = request;
  if (loginSession === undefined) return signedIn(request, ports, signer, signal);
  const turn = {
    id: loginSession,
    usable: async () => {
      const signIn = await ports.read(loginSession);
      return signIn && isUsable(signIn, ports.now()) ? { loginSession, signIn } : undefined;
    },
    secretOf: ({ signIn }: Login) => signIn.accessKeyId,
    waits: 'Another rolecall is signing in there; waiting for it.',
  };
  return inTurn(turn, () => signedIn(request, ports, signer, signal), ports, signer, signal);
}

async function signedIn(request: LoginRequest, ports: LoginPorts, signer: Signer, signal: AbortSignal): Promise<Login> {
  const here = request.client === 'same-device' ? await onThisDevice(request, ports, signer, signal) : undefined;
  return here ?? onAnother({ ...request, client: 'cross-device' }, ports, signer, signal);
}

/** @returns undefined where the person would rather paste a text */
async function onThisDevice(
  request: LoginRequest,
  ports: LoginPorts,
  signer: Signer,
  signal: AbortSignal,
): Promise<Login | undefined> {
  const proof = ports.proof();
  // The port is open before there is a page that leads to it: a browser that is signed in already comes back at once.
  const redirect = await ports.listen(proof.state);
  let how: 'done' | 'failed' = 'failed';
  try {
    const url = pageOf(request, redirect.uri, proof);
    if (signal.aborted) throw new Cancelled();
    signer.shown({ url, byHand: await openPage(ports.browser, url), expiresAt: ports.now() + browserLasts });
    const coming = {
      answer: redirect.answer,
      read: (text: string) => readConfirmation(text, proof.state),
      unread: unreadAddress,
      again: request.again,
      hasOther: true,
      wait: ports.wait,
    };
    const code = await codeFrom(coming, signer, signal);
    if (code === undefined) return undefined;
    const login = await finished(request, { code, redirectUri: redirect.uri, verifier: proof.verifier }, ports);
    how = 'done';
    return login;
  } finally {
    redirect.close(how);
  }
}

async function onAnother(
  request: LoginRequest,
  ports: LoginPorts,
  signer: Signer,
  signal: AbortSignal,
): Promise<Login> {
  const proof = ports.proof();
  const redirectUri = confirmationUrl(request.place.base);
  const url = pageOf(request, redirectUri, proof);
  if (signal.aborted) throw new Cancelled();
  signer.shown({
    url,
    byHand: 'On any machine',
    ends: 'text',
    expiresAt: ports.now() + browserLasts,
  });
  const coming = {
    answer: undefined,
    read: (text: string) => readConfirmation(text, proof.state),
    unread: unreadText,
    again: request.again,
    hasOther: false,
    wait: ports.wait,
  };
  const code = await codeFrom(coming, signer, signal);
  // There is no other way than this one.
  if (code === undefined) throw new Cancelled();
  return finished(request, { code, redirectUri, verifier: proof.verifier }, ports);
}

/** The way of a sign-in: what was asked for, else the browser of this machine, where there is one that comes back. */
export const clientOf = (
  asked: LoginClient | undefined,
  { browser, isApart }: Pick<LoginPorts, 'browser' | 'isApart'>,
): LoginClient => asked ?? (comesBack({ missing: browser.missing, isApart }) ? 'same-device' : 'cross-device');

/** The page to open, checked. */
function pageOf({ place, client }: LoginRequest, redirectUri: string, { state, challenge }: Proof): string {
  refuseInTheClear(place.base);
  const url = authorizeUrl(place.base, { client, redirectUri, state, challenge });
  checkPage(url, { region: place.region, own: [place.base] });
  return url;
}

const unreadText = {
  'no address': 'That is not the text from the page: it is one long word; paste all of it.',
  'another sign-in': 'That text belongs to another sign-in: open the page above, and paste what it shows.',
} as const;

/** Exchanges the code, and keeps what it gives. @throws Problem */
async function finished(
  { place, client, again }: LoginRequest,
  redemption: Redemption,
  ports: LoginPorts,
): Promise<Login> {
  const dpopKey = ports.newKey();
  const clientId = clientIdOf(client);
  const { refreshToken, ...token } = await ports.service
    .exchange({ ...redemption, clientId, dpopKey })
    .catch((error: unknown) => {
      throw signInFailure(error, again);
    });
  const loginSession = claimsOf(token.idToken)?.sub;
  const accountId = typeof loginSession === 'string' ? accountOfArn(loginSession) : undefined;
  if (typeof loginSession !== 'string' || accountId === undefined) throw nobody(place);
  const renewal = { clientId, refreshToken, dpopKey };
  const login = { loginSession, signIn: { ...token, accountId, renewal, signInRegion: place.region } };
  await ports.keep(login);
  return login;
}

const nobody = ({ base }: SignInPlace): Problem =>
  new Problem({
    code: 'login-nobody',
    title: `${pasteWord(base, 'URL')} gave credentials, but does not say whose.`,
    means: 'AWS always says it: a proxy answered, or an endpoint that is not AWS.',
    todo: ['Check AWS_ENDPOINT_URL_SIGNIN, endpoint_url and HTTPS_PROXY.'],
  });
