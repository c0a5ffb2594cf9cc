import { isUsable } from '../sign-in/file.ts';
import { comesBack, type Signer } from '../sign-in/flow.ts';
import { inTurn } from '../sign-in/turn.ts';
import { byBrowser } from './code-flow.ts';
import { byDevice } from './device-flow.ts';
import type { Got, SignInPorts, Way } from './flow.ts';
import { type Portal, signInId } from './portal.ts';
import type { SignIn } from './sign-in.ts';

/**
 * Signs in, one way or the other, and keeps the sign-in. Where another process of the person is at it, its sign-in is waited
 * for, and taken.
 * @throws Problem where it was denied or too late, AwsFailure, Cancelled on the signal
 */
export async function signInToPortal(
  portal: Portal,
  way: Way,
  ports: SignInPorts,
  signer: Signer,
  signal: AbortSignal,
): Promise<SignIn> {
  const turn = {
    id: signInId(portal),
    usable: async () => {
      const found = await ports.read();
      return found && isUsable(found, ports.now()) ? found : undefined;
    },
    secretOf: ({ accessToken }: SignIn) => accessToken,
    waits: `Another rolecall is signing in to ${signInId(portal)}; waiting for it.`,
  };
  return inTurn(turn, () => signedIn(portal, way, ports, signer, signal), ports, signer, signal);
}

async function signedIn(
  portal: Portal,
  way: Way,
  ports: SignInPorts,
  signer: Signer,
  signal: AbortSignal,
): Promise<SignIn> {
  const keep =
    (way: Way) =>
    async ({ client, token, scopes, isUnkept }: Got): Promise<SignIn> => {
      const signIn = { startUrl: portal.startUrl, region: portal.ssoRegion, client, ...token };
      await ports.keep(signIn);
      if (isUnkept) await ports.registration.keep(way, scopes, client);
      return signIn;
    };
  const byPort = way === 'browser' ? await byBrowser(portal, ports, signer, signal, keep(way)) : undefined;
  return byPort ?? keep('device')(await byDevice(portal, ports, signer, signal));
}

/**
 * The way of a sign-in: what was asked for, else what the person has set for the portal, else the browser, where there is one
 * that comes back. A portal without a session has codes only: the AWS CLI registers nothing else for it.
 */
export function wayOf(
  { ssoSession }: Pick<Portal, 'ssoSession'>,
  asked: Way | undefined,
  set: Way | undefined,
  browser: Parameters<typeof comesBack>[0],
): Way {
  if (ssoSession === undefined) return 'device';
  return asked ?? set ?? (comesBack(browser) ? 'browser' : 'device');
}
