import type { Context } from '../../../context.ts';
import type { Browser } from '../../../domain/console/browser.ts';
import { type Destination, destinationUrl, readDestination } from '../../../domain/console/destination.ts';
import { loginUrl, loginUrlAfterLogout, type SignInPlace, signInPlace } from '../../../domain/console/place.ts';
import { isUserSession, needsRole, sessionDuration, signIn } from '../../../domain/console/sign-in.ts';
import { plain } from '../../../domain/display/sanitize.ts';
import { serviceEndpoint } from '../../../domain/sessions/plan/endpoint.ts';
import { planRequest, type SwitchPlan } from '../../../domain/sessions/plan/plan.ts';
import type { SwitchRequest } from '../../../domain/sessions/plan/request.ts';
import type { Session } from '../../../domain/sessions/session.ts';
import { done, type Outcome } from '../../../outcome.ts';
import { Problem } from '../../../problem.ts';
import { tellNotes } from './tell-notes.ts';

/** How a browser is signed in. */
export type ConsoleOptions = {
  readonly destination: Destination;
  /** Prints the address instead of opening a browser. */
  readonly print: boolean;
  /** Signs out first whoever is signed in in the browser. */
  readonly logout: boolean;
};

const plainOptions: ConsoleOptions = { destination: readDestination(undefined), print: false, logout: false };

/** Signs a browser in with a session that is open, whatever rights it was asked for. @throws Problem for an IAM user */
export async function openConsole(
  context: Context,
  { session, request }: { readonly session: Session; readonly request: SwitchRequest },
  options: ConsoleOptions = plainOptions,
): Promise<Outcome> {
  const profiles = await context.profiles.load();
  const plan = planRequest(profiles, request);
  refuseUser(plan);
  const duration = { asked: request.durationSeconds, durationSeconds: sessionDuration(plan, request.durationSeconds) };
  const place = signInPlace(plan.partition, serviceEndpoint(profiles, plan.chain, 'signin'));
  return signInWith(context, { session, place, ...duration, caBundle: plan.at.caBundle }, options);
}

/** A session, and where and how it signs in. Durations in seconds. */
export type ConsoleSession = {
  readonly session: Session;
  readonly place: SignInPlace;
  /** What `--duration` says. */
  readonly asked: number | undefined;
  /** What AWS can be asked for. */
  readonly durationSeconds: number | undefined;
  readonly caBundle: string | undefined;
};

/** Signs a browser in. @throws Problem */
export async function signInWith(context: Context, opened: ConsoleSession, options: ConsoleOptions): Promise<Outcome> {
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

/** An IAM user has no console session of its own. @throws Problem for one */
export function refuseUser(plan: SwitchPlan): void {
  if (isUserSession(plan)) throw needsRole(plan.chain.profile);
}

function noLogout(partition: string): Problem {
  return new Problem({
    code: 'console-no-logout',
    title: `AWS has no way to sign out first in ${partition}.`,
    todo: ['Sign out in the browser, then try again without --logout.'],
  });
}
