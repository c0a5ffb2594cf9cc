import type { Context } from '../../context.ts';
import type { Browser } from '../../domain/console/browser.ts';
import { type Destination, destinationUrl, readDestination } from '../../domain/console/destination.ts';
import { loginUrl, loginUrlAfterLogout, type SignInPlace, signInPlace } from '../../domain/console/place.ts';
import { isUserSession, needsRole, sessionDuration, signIn } from '../../domain/console/sign-in.ts';
import { plain } from '../../domain/display/sanitize.ts';
import { partitionOfArn } from '../../domain/profiles/arn.ts';
import { endpointHere } from '../../domain/profiles/endpoints.ts';
import type { Profiles } from '../../domain/profiles/profile.ts';
import { serviceEndpoint } from '../../domain/sessions/plan/endpoint.ts';
import { planRequest, type SwitchPlan } from '../../domain/sessions/plan/plan.ts';
import { plainRequest, type SwitchRequest } from '../../domain/sessions/plan/request.ts';
import type { Session } from '../../domain/sessions/session.ts';
import { done, type Outcome } from '../../outcome.ts';
import { Problem, unlessProblem } from '../../problem.ts';
import type { Arguments } from '../registry/command.ts';
import { chooseSession } from './shared/choose-session.ts';
import { currentSession } from './shared/current-role.ts';
import { readRoleOptions } from './shared/role-options.ts';
import { tellNotes } from './shared/tell-notes.ts';

type Options = {
  readonly destination: Destination;
  /** Prints the address instead of opening a browser. */
  readonly print: boolean;
  /** Signs out first whoever is signed in in the browser. */
  readonly logout: boolean;
};

const readOptions = (args: Arguments): Options => ({
  destination: readDestination(args.value('destination')),
  print: args.flag('print'),
  logout: args.flag('logout'),
});

/** Signs a browser in as a role: the one named, the one this shell is in, else one chosen. */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  const options = readOptions(args);
  const role = await readRoleOptions(args, context);
  const [named] = args.positionals;
  const current =
    named === undefined && role.target === undefined ? await currentSession(args, context, role) : undefined;
  const profiles = await context.profiles.load();
  if (current !== undefined) return signInWith(context, consoleInRole(current, profiles, context), options);
  // Said before a code is asked for.
  if (named !== undefined && profiles.get(named)) refuseUser(planRequest(profiles, plainRequest(named)));
  const chosen = await chooseSession(args, role, context);
  return chosen.tag === 'other' ? chosen.outcome : openConsole(context, chosen, options);
}

const plainOptions: Options = { destination: readDestination(undefined), print: false, logout: false };

/** Signs a browser in with a session that is open, whatever rights it was asked for. @throws Problem for an IAM user */
export async function openConsole(
  context: Context,
  { session, request }: { readonly session: Session; readonly request: SwitchRequest },
  options: Options = plainOptions,
): Promise<Outcome> {
  const profiles = await context.profiles.load();
  const plan = planRequest(profiles, request);
  refuseUser(plan);
  const duration = { asked: request.durationSeconds, durationSeconds: sessionDuration(plan, request.durationSeconds) };
  const place = signInPlace(plan.partition, serviceEndpoint(profiles, plan.chain, 'signin'));
  return signInWith(context, { session, place, ...duration, caBundle: plan.at.caBundle }, options);
}

/** A session, and where and how it signs in. Durations in seconds. */
type ConsoleSession = {
  readonly session: Session;
  readonly place: SignInPlace;
  /** What `--duration` says. */
  readonly asked: number | undefined;
  /** What AWS can be asked for. */
  readonly durationSeconds: number | undefined;
  readonly caBundle: string | undefined;
};

async function signInWith(context: Context, opened: ConsoleSession, options: Options): Promise<Outcome> {
  const { session, place } = opened;
  const page = destinationUrl(options.destination, place, session.region);
  if (options.logout && loginUrlAfterLogout(place, '', page) === undefined) throw noLogout(place.partition);
  const { profile, credentials } = session;
  const { token, durationRefused } = await signIn(profile, credentials, requestOf(opened), context.aws.signInToken);
  await tellNotes({ notes: [...session.notes, ...durationNotes(opened, durationRefused)] }, context);
  const url = options.logout ? loginUrlAfterLogout(place, token, page) : undefined;
  return show(url ?? loginUrl(place, token, page), profile, options.print, context);
}

function requestOf({ place, durationSeconds, caBundle }: ConsoleSession) {
  return {
    url: place.federation,
    ...(durationSeconds !== undefined && { durationSeconds }),
    ...(caBundle !== undefined && { caBundle }),
  };
}

function durationNotes({ asked, durationSeconds }: ConsoleSession, refused: boolean): readonly string[] {
  const leftOut = asked !== undefined && (refused || durationSeconds === undefined);
  return leftOut
    ? ['AWS does not let the length of this console session be chosen; it ends with the credentials.']
    : [];
}

async function show(url: string, profile: string, isPrinted: boolean, context: Context): Promise<Outcome> {
  const { output, programs } = context;
  const why = isPrinted ? '' : await openInBrowser(url, await programs.browser());
  if (why === undefined) {
    output.writeError(`Opened the console as ${plain(profile)}.\n`);
    return done;
  }
  if (why !== '') output.writeError(`${why}: open this within 15 minutes, and show it to nobody.\n`);
  output.write(`${url}\n`);
  return done;
}

/** @returns why the person has to open the address themselves; undefined where a browser has it */
async function openInBrowser(url: string, browser: Browser): Promise<string | undefined> {
  if (browser.missing !== undefined) return browser.missing;
  return browser.open(url).then(
    () => undefined,
    () => 'No browser could be started',
  );
}

/** How the shell's role was opened is not known here, so the length of the console session is left to AWS. */
function consoleInRole(session: Session, profiles: Profiles, { clock, env }: Context): ConsoleSession {
  const { expiresAt } = session.credentials;
  if (expiresAt !== undefined && expiresAt <= clock.now()) {
    const title = `The session of ${session.profile} has ended.`;
    throw new Problem({ code: 'credentials-expired', title, todo: ['Renew it: rolecall refresh'] });
  }
  const plan = planNow(profiles, session.profile);
  // A role without a profile has what it was opened with in the environment.
  const endpoint = plan ? serviceEndpoint(profiles, plan.chain, 'signin') : endpointHere(env, 'signin')?.url;
  return {
    session,
    place: signInPlace(plan?.partition ?? partitionOfArn(session.roleArn), endpoint),
    asked: undefined,
    durationSeconds: undefined,
    caBundle: plan?.at.caBundle,
  };
}

/** Undefined where the profile is gone or broken since the shell was opened: it has no endpoint of its own then. */
const planNow = (profiles: Profiles, profile: string): SwitchPlan | undefined =>
  unlessProblem(() => planRequest(profiles, plainRequest(profile)));

function refuseUser(plan: SwitchPlan): void {
  if (isUserSession(plan)) throw needsRole(plan.chain.profile);
}

function noLogout(partition: string): Problem {
  return new Problem({
    code: 'console-no-logout',
    title: `AWS has no way to sign out first in ${partition}.`,
    todo: ['Sign out in the browser, then try again without --logout.'],
  });
}
