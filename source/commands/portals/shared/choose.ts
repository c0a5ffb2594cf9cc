import type { Context } from '../../../context.ts';
import { plain } from '../../../domain/display/sanitize.ts';
import { type Portal, signInId } from '../../../domain/portals/portal.ts';
import { signInState } from '../../../domain/portals/sign-in.ts';
import { pasteWord } from '../../../domain/shells/paste.ts';
import { type PortalState, signInWords } from '../../../output/portals.ts';
import { onLines } from '../../../ports/terminal.ts';
import { Problem } from '../../../problem.ts';

/** What is known of the sign-ins, without a call. */
export function statesOf(
  portals: readonly Portal[],
  { aws, clock }: Pick<Context, 'aws' | 'clock'>,
): Promise<readonly PortalState[]> {
  return Promise.all(
    portals.map(async (portal) => {
      const state = signInState(await aws.signIn(portal), clock.now());
      const isUnreadable = state.tag === 'none' && (await aws.isSignInThere(portal));
      return { portal, state: isUnreadable ? ({ tag: 'unreadable' } as const) : state };
    }),
  );
}

const questions = {
  login: 'Which one do you want to sign in to? Number: ',
  logout: 'Which one do you want to sign out of? Number: ',
  sync: 'Which one? Number: ',
} as const;

/**
 * Lets the person choose one of several portals, on lines of the terminal.
 * @param verb as it is typed, for where nobody can be asked
 * @throws Cancelled at Ctrl+C; Problem where nobody sits at a terminal
 */
export async function choosePortal(
  portals: readonly PortalState[],
  verb: keyof typeof questions,
  { terminal, clock }: Pick<Context, 'terminal' | 'clock'>,
): Promise<Portal> {
  const portal = await onLines(terminal, async ({ ask, tell }) => {
    portals.forEach(({ portal, state }, at) => {
      tell(`${at + 1}. ${plain(signInId(portal))}: ${signInWords(state, clock.now())}`);
    });
    for (;;) {
      const typed = await ask(questions[verb]);
      const chosen = portals.find(({ portal }, at) => typed === String(at + 1) || typed === signInId(portal));
      if (chosen !== undefined) return chosen.portal;
      tell(`There is no number ${plain(typed)}.`);
    }
  });
  if (portal === undefined) throw severalPortals(portals, verb, clock.now());
  return portal;
}

function severalPortals(portals: readonly PortalState[], verb: string, now: number): Problem {
  return new Problem({
    code: 'portal-unclear',
    title: `There are ${portals.length} portals; name one of them.`,
    todo: portals.map(
      ({ portal, state }) =>
        `${signInId(portal)}, ${signInWords(state, now)}: rolecall ${verb} ${pasteWord(signInId(portal), 'PORTAL')}`,
    ),
    exitCode: 2,
  });
}
