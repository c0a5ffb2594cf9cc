import type { Context } from '../../../context.ts';
import {
  type Destination,
  destinationNote,
  destinationUrl,
  readDestination,
} from '../../../domain/console/destination.ts';
import {
  type FederationPlace,
  federationPlace,
  loginPost,
  loginUrl,
  loginUrlAfterLogout,
} from '../../../domain/console/place.ts';
import { portalLink, portalRoleOf } from '../../../domain/console/portal-link.ts';
import { isUserSession, needsRole, sessionDuration, signIn } from '../../../domain/console/sign-in.ts';
import { partitionOfRegion } from '../../../domain/profiles/regions.ts';
import { signInEndpoint } from '../../../domain/sessions/plan/endpoint.ts';
import { planRequest, type SwitchPlan } from '../../../domain/sessions/plan/plan.ts';
import type { SwitchRequest } from '../../../domain/sessions/plan/request.ts';
import type { Session } from '../../../domain/sessions/session.ts';
import type { Outcome } from '../../../outcome.ts';
import { Problem, wrongUsage } from '../../../problem.ts';
import { type HandingOver, handingOver, handOver, isApartFromPortal, type Way } from './hand-over-console.ts';
import { confirmRole } from './open-role.ts';
import { tellNotes } from './tell-notes.ts';

/** How a browser is signed in. */
export type ConsoleOptions = HandingOver & {
  readonly destination: Destination;
  /** Signs out first whoever is signed in in the browser. */
  readonly logout: boolean;
  /** Signs in to a role of IAM Identity Center with its session, where the portal's own link would do. */
  readonly federation: boolean;
};

const plainOptions: ConsoleOptions = {
  destination: readDestination(undefined),
  print: false,
  copy: false,
  logout: false,
  federation: false,
};

/** Whose console it is, and how its session comes. */
export type ConsoleOf = {
  readonly request: SwitchRequest;
  /** Opens the session, and asks the person where it must. @throws Problem, Cancelled */
  readonly open: () => Promise<Session>;
  /** The person did not name the profile: one with `rolecall_confirm` is asked about. */
  readonly unnamed: boolean;
};

/**
 * Opens the console of a role: by the link of its portal, or with a session, whatever rights that was asked for.
 * @throws Problem, Cancelled
 */
export async function openConsoleOf(
  context: Context,
  { request, open, unnamed }: ConsoleOf,
  options: ConsoleOptions = plainOptions,
): Promise<Outcome> {
  const profiles = await context.profiles.load();
  const plan = planRequest(profiles, request);
  refuseUser(plan);
  const way = await handingOver(context, options);
  const portal = options.federation || isApartFromPortal(way) ? undefined : portalRoleOf(plan);
  if (portal !== undefined) {
    refuseInLink(options);
    if (unnamed) await confirmRole(context, request);
    const place = federationPlace(partitionOfRegion(portal.ssoRegion)?.id ?? plan.partition, undefined);
    const account = portal.accountId;
    const region = request.region ?? plan.chain.transport.region;
    const page = destinationUrl(options.destination, place, { region, account });
    await tellNotes({ notes: notesOf(options, account) }, context);
    return handOver(context, way, { url: portalLink(portal, page), profile: plan.chain.profile });
  }
  const place = federationPlace(plan.partition, signInEndpoint(profiles, plan.chain));
  refuseLogout(options, place);
  const duration = { asked: request.durationSeconds, durationSeconds: sessionDuration(plan, request.durationSeconds) };
  return signInWith(context, { session: await open(), place, ...duration, caBundle: plan.at.caBundle }, options, way);
}

/** A session, and where and how it signs in. Durations in seconds. */
export type ConsoleSession = {
  readonly session: Session;
  readonly place: FederationPlace;
  /** What `--duration` says. */
  readonly asked: number | undefined;
  /** What AWS can be asked for. */
  readonly durationSeconds: number | undefined;
  readonly caBundle: string | undefined;
};

/** Signs a browser in with a session. @throws Problem */
export async function signInWith(
  context: Context,
  opened: ConsoleSession,
  options: ConsoleOptions,
  way: Way,
): Promise<Outcome> {
  const { session, place } = opened;
  const page = destinationUrl(options.destination, place, { region: session.region, account: session.accountId });
  refuseLogout(options, place);
  const { profile, credentials, roleArn } = session;
  const { token, durationRefused } = await signIn(profile, credentials, requestOf(opened), context.aws.signInToken);
  const notes = [
    ...session.notes,
    ...notesOf(options, session.accountId),
    ...durationNotes(opened, durationRefused),
    ...(options.logout ? [logoutNote] : []),
  ];
  await tellNotes({ notes }, context);
  const after = options.logout ? loginUrlAfterLogout(place, token, page) : undefined;
  const address =
    after === undefined ? { url: loginUrl(place, token, page), post: loginPost(place, token, page) } : { url: after };
  return handOver(context, way, { ...address, isSecret: true, profile, roleArn });
}

function requestOf({ place, durationSeconds, caBundle }: ConsoleSession) {
  return {
    url: place.federation,
    ...(durationSeconds !== undefined && { durationSeconds }),
    ...(caBundle !== undefined && { caBundle }),
  };
}

function notesOf({ destination }: ConsoleOptions, account: string | undefined): readonly string[] {
  const note = destinationNote(destination, account);
  return note === undefined ? [] : [note];
}

function durationNotes({ asked, durationSeconds }: ConsoleSession, refused: boolean): readonly string[] {
  const leftOut = asked !== undefined && (refused || durationSeconds === undefined);
  return leftOut
    ? ['AWS does not let you choose the length of this console session; it ends with the credentials.']
    : [];
}

const logoutNote =
  'If multi-session support is on in the browser, AWS answers --logout with HTTP 400: leave it out there.';

/** An IAM user has no console session of its own. @throws Problem for one */
export function refuseUser(plan: SwitchPlan): void {
  if (isUserSession(plan)) throw needsRole(plan.chain.profile);
}

/** @throws Problem where AWS has no address that signs out first */
function refuseLogout({ logout }: ConsoleOptions, place: FederationPlace): void {
  if (logout && loginUrlAfterLogout(place, '', '') === undefined) throw noLogout(place);
}

/** What a request asks of a session, a role of a portal takes neither way: its plan refuses it. @throws Problem (wrong usage) */
function refuseInLink({ logout }: ConsoleOptions): void {
  if (!logout) return;
  throw wrongUsage(
    '--logout cannot be used with the link of a portal, which signs nobody out.',
    'Sign in with a session from rolecall instead: add --federation',
  );
}

function noLogout({ partition, federation }: FederationPlace): Problem {
  const isOther = partition !== 'aws';
  return new Problem({
    code: 'console-no-logout',
    title: isOther
      ? `AWS offers no way to sign out first in ${partition}.`
      : `The sign-in page at ${new URL(federation).host} offers no way to sign out first.`,
    ...(!isOther && { means: "An endpoint_url that is not AWS's leads there." }),
    todo: ['Sign out in the browser, then try again without --logout.'],
  });
}
