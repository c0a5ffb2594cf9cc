import type { Context } from '../../context.ts';
import { plain } from '../../domain/display/sanitize.ts';
import { portalsNamed } from '../../domain/portals/find.ts';
import { type Portal, portalsIn, signInId } from '../../domain/portals/portal.ts';
import type { Profiles } from '../../domain/profiles/profile.ts';
import { done, type Outcome } from '../../outcome.ts';
import type { PortalState } from '../../output/portals.ts';
import { problemText } from '../../output/problem-text.ts';
import { Problem } from '../../problem.ts';
import type { Arguments } from '../registry/command.ts';
import { choosePortal, statesOf } from './shared/choose.ts';
import { leavePortal } from './shared/sign-out.ts';

/** Signs out of one portal, or of all; the sign-ins of the others stay. */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  const { output } = context;
  const profiles = await context.profiles.load();
  for (const portal of await portalsFor(args, profiles, context)) {
    const name = plain(signInId(portal));
    const { wasSignedIn, untold } = await leavePortal(portal, profiles, context);
    if (!wasSignedIn) output.writeError(`Nobody is signed in to ${name}.\n`);
    else if (untold === undefined) output.writeError(`Signed out of ${name}.\n`);
    else output.writeError(`The sign-in to ${name} is gone from this machine.\n${untoldText(untold, context)}`);
  }
  return done;
}

/** @throws Problem; Cancelled where the person gives it up */
async function portalsFor(args: Arguments, profiles: Profiles, context: Context): Promise<readonly Portal[]> {
  const [word] = args.positionals;
  if (word !== undefined && args.flag('all')) throw both();
  if (word !== undefined) {
    const portals = portalsNamed(word, profiles);
    return portals.length === 1 ? portals : [await chosen(await statesOf(portals, context), context)];
  }
  const signedIn = (await statesOf(portalsIn(profiles), context)).filter(({ state }) => state.tag !== 'none');
  if (signedIn.length === 0) context.output.writeError('Nobody is signed in.\n');
  if (signedIn.length < 2 || args.flag('all')) return signedIn.map(({ portal }) => portal);
  return [await chosen(signedIn, context)];
}

const chosen = (states: readonly PortalState[], context: Context): Promise<Portal> =>
  choosePortal(states, 'logout', context);

function untoldText(untold: Problem, { output }: Context): string {
  const text = { ...untold.text, title: `AWS was not told, and ends it by itself later: ${untold.text.title}` };
  return problemText(text, { colors: output.colors('error'), debug: false, columns: output.messageColumns() });
}

const both = (): Problem =>
  new Problem({ code: 'usage', title: 'Name a portal, or say --all.', todo: ['rolecall logout --all'], exitCode: 2 });
