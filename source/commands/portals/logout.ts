import type { Context } from '../../context.ts';
import { plain } from '../../domain/display/sanitize.ts';
import { portalsNamed } from '../../domain/portals/find.ts';
import { type Portal, portalsIn, signInId } from '../../domain/portals/portal.ts';
import { unreadableFile } from '../../domain/profiles/names.ts';
import type { Profiles } from '../../domain/profiles/profile.ts';
import { done, type Outcome } from '../../outcome.ts';
import type { PortalState } from '../../output/portals.ts';
import { problemText } from '../../output/problem-text.ts';
import { type ProblemText, wrongUsage } from '../../problem.ts';
import { stillThereProblem } from '../open/shared/still-there.ts';
import type { Arguments } from '../registry/command.ts';
import { choosePortal, statesOf } from './shared/choose.ts';
import { type LeftPortal, leavePortal } from './shared/sign-out.ts';

/** Signs out of one portal, or of all; the sign-ins of the others stay. One that fails leaves the others. */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  const { output } = context;
  const profiles = await context.profiles.load();
  const all: LeftPortal[] = [];
  for (const portal of await portalsFor(args, profiles, context)) {
    const left = await leavePortal(portal, profiles, context);
    output.writeError(leftText(portal, left, context));
    all.push(left);
  }
  const stayed = all.flatMap(({ signIn, problem }) => (signIn === 'stayed' ? [problem] : []));
  const remembered = stillThereProblem({
    sessions: all.flatMap(({ stillThere }) => stillThere.sessions ?? []),
    inventories: all.flatMap(({ stillThere }) => stillThere.inventories ?? []),
  });
  const problems = [...stayed, ...(remembered === undefined ? [] : [remembered])];
  for (const { text } of problems.slice(0, -1)) output.writeError(textOf(text, context));
  const last = problems.at(-1);
  if (last !== undefined) throw last;
  return done;
}

/** What became of the sign-in; empty where it stayed, which is told in the end. */
function leftText(portal: Portal, { signIn, problem }: LeftPortal, context: Context): string {
  const name = plain(signInId(portal));
  if (signIn === 'stayed') return '';
  if (signIn === 'none') return `Nobody is signed in to ${name}.\n`;
  if (problem === undefined) return `Signed out of ${name}.\n`;
  const title = `AWS was not told, and ends it by itself later: ${problem.text.title}`;
  return `The sign-in to ${name} is gone from this machine.\n${textOf({ ...problem.text, title }, context)}`;
}

const textOf = (text: ProblemText, { output }: Context): string =>
  problemText(text, { colors: output.colors('error'), debug: false, columns: output.messageColumns() });

/** @throws Problem; Cancelled where the person gives it up */
async function portalsFor(args: Arguments, profiles: Profiles, context: Context): Promise<readonly Portal[]> {
  const [word] = args.positionals;
  if (word !== undefined && args.flag('all')) throw wrongUsage('Name a portal, or say --all.', 'rolecall logout --all');
  if (word !== undefined) {
    const portals = portalsNamed(word, profiles);
    return portals.length === 1 ? portals : [await chosen(await statesOf(portals, context), context)];
  }
  const portals = portalsIn(profiles);
  const isThere = await Promise.all(portals.map(context.aws.isSignInThere));
  const signedIn = await statesOf(
    portals.filter((_, at) => isThere[at]),
    context,
  );
  const unreadable = unreadableFile(profiles);
  if (signedIn.length === 0 && unreadable !== undefined) throw unreadable;
  if (signedIn.length === 0) context.output.writeError('Nobody is signed in.\n');
  if (signedIn.length < 2 || args.flag('all')) return signedIn.map(({ portal }) => portal);
  return [await chosen(signedIn, context)];
}

const chosen = (states: readonly PortalState[], context: Context): Promise<Portal> =>
  choosePortal(states, 'logout', context);
