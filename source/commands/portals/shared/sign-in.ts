import type { Context } from '../../../context.ts';
import { own } from '../../../domain/own.ts';
import { explainPortalFailure } from '../../../domain/portals/failures.ts';
import type { Way } from '../../../domain/portals/flow.ts';
import { type Portal, signInId } from '../../../domain/portals/portal.ts';
import type { SignIn } from '../../../domain/portals/sign-in.ts';
import type { Signer } from '../../../domain/sign-in/flow.ts';

type Used = Pick<Context, 'aws' | 'profiles' | 'portals' | 'settings'>;

/** How a sign-in goes, where that is not left to what is here. */
export type SignInOptions = {
  readonly way?: Way | undefined;
  /** For the browser to come back to. */
  readonly port?: number | undefined;
  readonly signal?: AbortSignal;
  /** Called when the token is kept, before the sign-in is told of as done; what it throws ends the sign-in. */
  readonly whenKept?: () => Promise<void>;
};

/**
 * Signs in to a portal, in the browser or by a code.
 * @throws Problem, Cancelled on the signal
 */
export async function signInTo(
  portal: Portal,
  { aws, profiles, portals, settings }: Used,
  signer: Signer,
  { way, port, signal = new AbortController().signal, whenKept }: SignInOptions = {},
): Promise<SignIn> {
  const [{ signInToPortal, wayOf }, ports, { signIn: set }] = await Promise.all([
    import('../../../domain/portals/sign-in-flow.ts'),
    aws.signInPorts(portal, port),
    settings.load(),
  ]);
  const keep = async (signIn: SignIn): Promise<void> => {
    await ports.keep(signIn);
    await whenKept?.();
    // Another person may have signed in: it is asked for again when a role is opened.
    const { personUnder: _, ...known } = portals.inventories.read(portal) ?? {};
    if ('accounts' in known) portals.keep(known);
  };
  const chosen = wayOf(portal, way, own(set, signInId(portal)), {
    missing: ports.browser.missing,
    isApart: ports.isApart,
  });
  try {
    return await signInToPortal(portal, chosen, { ...ports, keep }, signer, signal);
  } catch (error) {
    const session = (await profiles.load()).ssoSession(portal.ssoSession ?? '');
    throw explainPortalFailure(error, portal, session?.setting('sso_region')?.at);
  }
}
