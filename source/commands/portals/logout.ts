import type { Context } from '../../context.ts';
import { plain } from '../../domain/display/sanitize.ts';
import type { LoginOf } from '../../domain/login/failures.ts';
import { loginState } from '../../domain/login/file.ts';
import { loginProfile } from '../../domain/login/target.ts';
import { portalsNamed } from '../../domain/portals/find.ts';
import { type Portal, portalOfSession, portalsIn, signInId } from '../../domain/portals/portal.ts';
import { textOf } from '../../domain/profiles/lookup.ts';
import type { Profiles } from '../../domain/profiles/profile.ts';
import { pasteWord } from '../../domain/shells/paste.ts';
import { done, type Outcome } from '../../outcome.ts';
import type { KnownLogin } from '../../output/login.ts';
import type { PortalState } from '../../output/portals.ts';
import { type Problem, wrongUsage } from '../../problem.ts';
import { loginStates } from '../explain/shared/portals.ts';
import { stillThereProblem } from '../open/shared/still-there.ts';
import type { Arguments } from '../registry/command.ts';
import { problemOn } from '../shared/problem-on.ts';
import { choosePortal, statesOf } from './shared/choose.ts';
import { type LeftPortal, leaveConsole, leavePortal } from './shared/sign-out.ts';

/** Signs out of one portal or of the console, or of all; the other sign-ins stay. One that fails leaves the others. */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  const { output } = context;
  const profiles = await context.profiles.load();
  const all: LeftPortal[] = [];
  const { portals = [], logins = [] } = await signInsFor(args, profiles, context);
  for (const portal of portals) {
    const left = await leavePortal(portal, profiles, context);
    output.writeError(leftText(portal, left, context));
    all.push(left);
  }
  for (const login of logins) {
    const left = await leaveConsole(login, profiles, context);
    output.writeError(leftConsoleText(sharing(login, profiles), left));
    all.push(left);
  }
  const stayed = all.flatMap(({ signIn, problem }) => (signIn === 'stayed' ? [problem] : []));
  const remembered = stillThereProblem({
    sessions: all.flatMap(({ stillThere }) => stillThere.sessions ?? []),
    inventories: all.flatMap(({ stillThere }) => stillThere.inventories ?? []),
  });
  const problems = [...stayed, ...(remembered === undefined ? [] : [remembered])];
  for (const { text } of problems.slice(0, -1)) output.writeError(problemOn(text, context));
  const last = problems.at(-1);
  if (last !== undefined) throw last;
  return done;
}

/** What became of the sign-in; empty where it stayed, which is told in the end. */
function leftText(portal: Portal, { signIn, problem }: LeftPortal, context: Context): string {
  const name = plain(signInId(portal));
  if (signIn === 'stayed') return '';
  if (signIn === 'none') return `You are not signed in to ${name}.\n`;
  if (problem === undefined) return `Signed out of ${name}.\n`;
  const title = `AWS was not told, and will end it by itself later: ${problem.text.title}`;
  return `The sign-in to ${name} is gone from this machine.\n${problemOn({ ...problem.text, title }, context)}`;
}

function leftConsoleText(name: string, { signIn }: LeftPortal): string {
  if (signIn === 'stayed') return '';
  if (signIn === 'none') return `You are not signed in to the console for ${name}.\n`;
  // AWS has no call that ends such a sign-in.
  return `Signed out of the console for ${name}. Programs that already have its keys can use them for 15 minutes at most.\n`;
}

/** What is signed out of. */
type Meant = { readonly portals?: readonly Portal[]; readonly logins?: readonly LoginOf[] };

/** @throws Problem; Cancelled where the person gives it up */
async function signInsFor(args: Arguments, profiles: Profiles, context: Context): Promise<Meant> {
  const [word] = args.positionals;
  if (word !== undefined && args.flag('all')) throw wrongUsage('Name a portal, or use --all.', 'rolecall logout --all');
  if (word !== undefined) {
    const login = loginNamed(word, profiles);
    if (login !== undefined) return { logins: [login] };
    const portals = portalsNamed(word, profiles);
    return { portals: portals.length === 1 ? portals : [await chosen(await statesOf(portals, context), context)] };
  }
  const portals = portalsIn(profiles);
  const isThere = await Promise.all(portals.map(context.aws.isSignInThere));
  const signedIn = await statesOf(
    portals.filter((_, at) => isThere[at]),
    context,
  );
  const logins = (await loginStates(profiles, context)).filter(({ signIn }) => signIn !== undefined);
  if (signedIn.length + logins.length === 0) tellNobody(profiles, context);
  if (args.flag('all')) return { portals: signedIn.map(({ portal }) => portal), logins };
  if (signedIn.length > 1) return { portals: [await chosen(signedIn, context)] };
  if (signedIn.length === 1) return { portals: signedIn.map(({ portal }) => portal) };
  const alive = logins.filter((login) => isAlive(login, context.clock.now()));
  if (alive.length > 1) throw severalLogins(alive);
  return { logins: alive.length === 1 ? alive : logins };
}

/** @throws Problem where the config file, which names portals, cannot be read */
function tellNobody({ config, credentials }: Profiles, { output }: Context): void {
  if (config.unreadable !== undefined) throw config.unreadable;
  output.writeError('You are not signed in anywhere.\n');
  // Its profiles may start from a sign-in to the console.
  if (credentials.unreadable !== undefined) output.writeError(`${plain(credentials.unreadable.text.title)}\n`);
}

/** The sign-in to the console that a profile starts from; undefined where a portal is meant. */
function loginNamed(word: string, profiles: Profiles): LoginOf | undefined {
  if (portalOfSession(word, profiles) !== undefined) return undefined;
  const profile = loginProfile(word, profiles);
  const loginSession = profile && textOf(profile, 'login_session');
  return profile && loginSession !== undefined ? { profile: profile.name, loginSession } : undefined;
}

/** Whether it may still be renewed or used; also of one that cannot be read nobody knows that it has ended. */
const isAlive = ({ signIn }: KnownLogin, now: number): boolean =>
  signIn !== undefined && ('fault' in signIn || loginState(signIn, now) !== 'ended');

/** The profiles that start from a sign-in, with the one that was named, or is the first, before the others. */
function sharing({ profile, loginSession }: LoginOf, profiles: Profiles): string {
  const others = profiles.names.filter((name) => {
    const other = name === profile ? undefined : profiles.get(name);
    return other !== undefined && textOf(other, 'login_session') === loginSession;
  });
  return [profile, ...others].map(plain).join(', ');
}

const severalLogins = (logins: readonly LoginOf[]): Problem =>
  wrongUsage(`You are signed in to the console for ${logins.length} profiles; name one of them.`, [
    ...logins.map(({ profile }) => `${profile}: rolecall logout ${pasteWord(profile, 'PROFILE')}`),
    'All: rolecall logout --all',
  ]);

const chosen = (states: readonly PortalState[], context: Context): Promise<Portal> =>
  choosePortal(states, 'logout', context);
