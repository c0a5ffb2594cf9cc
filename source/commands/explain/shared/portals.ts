import type { Context } from '../../../context.ts';
import { portalsIn, signInId } from '../../../domain/portals/portal.ts';
import type { MachineFinding } from '../../../domain/profiles/findings/finding.ts';
import { textOf } from '../../../domain/profiles/lookup.ts';
import type { Profiles } from '../../../domain/profiles/profile.ts';
import { pasteWord } from '../../../domain/shells/paste.ts';
import { type PortalState, signInWords } from '../../../output/portals.ts';
import { statesOf } from '../../portals/shared/choose.ts';

type World = Pick<Context, 'aws' | 'clock'>;

/** Every portal of the files and its sign-in, without a call. */
export const portalStates = (profiles: Profiles, world: World): Promise<readonly PortalState[]> =>
  statesOf(portalsIn(profiles), world);

/** The portals as `doctor` tells of them: facts. One that no profile uses serves to begin with. */
export async function portalFacts(profiles: Profiles, world: World): Promise<readonly MachineFinding[]> {
  const states = await portalStates(profiles, world);
  if (states.length === 0) return [];
  const used = new Set(profiles.names.map((name) => usedBy(name, profiles)));
  return states.map(({ portal, state }) => {
    const unused = used.has(signInId(portal)) ? '' : ' No profile uses it.';
    const isOut = state.tag === 'none' || state.tag === 'ended';
    return {
      severity: 'fine',
      code: isOut ? 'portal-signed-out' : 'portal-signed-in',
      where: portal.startUrl,
      what: `Portal ${signInId(portal)}: ${signInWords(state, world.clock.now())}.${unused}`,
      remedy: isOut ? `Sign in where you need it: rolecall login ${pasteWord(signInId(portal), 'PORTAL')}` : '',
    };
  });
}

function usedBy(name: string, profiles: Profiles): string | undefined {
  const profile = profiles.get(name);
  return profile && (textOf(profile, 'sso_session') ?? textOf(profile, 'sso_start_url'));
}
