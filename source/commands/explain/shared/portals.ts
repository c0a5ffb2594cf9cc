import type { Context } from '../../../context.ts';
import { loginsIn } from '../../../domain/login/target.ts';
import { portalsIn, signInId } from '../../../domain/portals/portal.ts';
import { isSignedOut } from '../../../domain/portals/sign-in.ts';
import type { MachineFinding } from '../../../domain/profiles/findings/finding.ts';
import { textOf } from '../../../domain/profiles/lookup.ts';
import type { Profiles } from '../../../domain/profiles/profile.ts';
import { pasteWord } from '../../../domain/shells/paste.ts';
import type { KnownLogin } from '../../../output/login.ts';
import { type KnownPortal, portalWords } from '../../../output/portals.ts';
import { statesOf } from '../../portals/shared/choose.ts';

type World = Pick<Context, 'aws' | 'clock' | 'portals'>;

/** Every portal of the files, its sign-in and what was found there, without a call. */
export async function portalStates(profiles: Profiles, world: World): Promise<readonly KnownPortal[]> {
  const states = await statesOf(portalsIn(profiles), world);
  return states.map((known) => ({ ...known, inventory: world.portals.inventories.read(known.portal) }));
}

/** Every sign-in to the console that profiles name, without a call. */
export const loginStates = (profiles: Profiles, { aws }: Pick<Context, 'aws'>): Promise<readonly KnownLogin[]> =>
  Promise.all(
    loginsIn(profiles).map(async (login) => ({ ...login, signIn: await aws.consoleSignIn(login.loginSession) })),
  );

/** The portals as `doctor` tells of them: facts. One that no profile uses serves to begin with. */
export async function portalFacts(profiles: Profiles, world: World): Promise<readonly MachineFinding[]> {
  const states = await portalStates(profiles, world);
  if (states.length === 0) return [];
  const used = new Set(profiles.names.map((name) => usedBy(name, profiles)));
  return states.map((known) => {
    const { portal, state, inventory } = known;
    const unused = used.has(signInId(portal)) || inventory !== undefined ? '' : ' No profile uses it.';
    const isOut = isSignedOut(state);
    return {
      severity: 'fine',
      code: isOut ? 'portal-signed-out' : 'portal-signed-in',
      where: portal.startUrl,
      what: `Portal ${signInId(portal)}: ${portalWords(known, world.clock.now())}.${unused}`,
      remedy: isOut ? `If you need it, sign in: rolecall login ${pasteWord(signInId(portal), 'PORTAL')}` : '',
    };
  });
}

function usedBy(name: string, profiles: Profiles): string | undefined {
  const profile = profiles.get(name);
  return profile && (textOf(profile, 'sso_session') ?? textOf(profile, 'sso_start_url'));
}
