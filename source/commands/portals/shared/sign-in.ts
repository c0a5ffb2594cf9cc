import type { Context } from '../../../context.ts';
import type { SignInCode } from '../../../domain/portals/device-flow.ts';
import { explainPortalFailure } from '../../../domain/portals/failures.ts';
import type { Portal } from '../../../domain/portals/portal.ts';
import type { SignIn } from '../../../domain/portals/sign-in.ts';

/**
 * Signs in to a portal by a code.
 * @param shown called once, when there is a code
 * @param beforeKept called when there is a token, before anything is written; what it throws ends the sign-in
 * @throws Problem, Cancelled on the signal
 */
export async function signInTo(
  portal: Portal,
  { aws, profiles, portals }: Pick<Context, 'aws' | 'profiles' | 'portals'>,
  shown: (code: SignInCode) => void,
  signal: AbortSignal = new AbortController().signal,
  beforeKept: () => Promise<void> = async () => undefined,
): Promise<SignIn> {
  const [{ signInByDevice }, ports] = await Promise.all([
    import('../../../domain/portals/device-flow.ts'),
    aws.signInPorts(portal),
  ]);
  const keep = async (signIn: SignIn): Promise<void> => {
    await beforeKept();
    await ports.keep(signIn);
    // Another person may have signed in: it is asked for again when a role is opened.
    const { personUnder: _, ...known } = portals.inventories.read(portal) ?? {};
    if ('accounts' in known) portals.keep(known);
  };
  try {
    return await signInByDevice(portal, { ...ports, keep }, shown, signal);
  } catch (error) {
    const session = (await profiles.load()).ssoSession(portal.ssoSession ?? '');
    throw explainPortalFailure(error, portal, session?.setting('sso_region')?.at);
  }
}
