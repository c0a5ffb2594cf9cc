import type { Context } from '../../context.ts';
import type { Browser } from '../../domain/console/browser.ts';
import { destinationUrl, readDestination } from '../../domain/console/destination.ts';
import { loginUrl, loginUrlAfterLogout } from '../../domain/console/place.ts';
import { signIn } from '../../domain/console/sign-in.ts';
import { done, type Outcome } from '../../outcome.ts';
import { plain } from '../../output/sanitize.ts';
import { Problem } from '../../problem.ts';
import type { Arguments } from '../registry/command.ts';
import { type ConsoleSession, openConsoleSession } from './shared/console-session.ts';

/** Signs a browser in as a role: the one named, the one this shell is in, else one chosen. */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  const destination = readDestination(args.value('destination'));
  const opened = await openConsoleSession(args, context);
  if ('outcome' in opened) return opened.outcome;
  const { session, place, region } = opened;
  const page = destinationUrl(destination, place, region);
  const isLoggedOut = args.flag('logout');
  if (isLoggedOut && loginUrlAfterLogout(place, '', page) === undefined) throw noLogout(place.partition);
  const { profile, credentials } = session;
  const { token, durationRefused } = await signIn(profile, credentials, requestOf(opened), context.signInToken);
  for (const note of [...session.notes, ...durationNotes(opened, durationRefused)]) {
    context.writeError(`· ${plain(note)}\n`);
  }
  const url = isLoggedOut ? loginUrlAfterLogout(place, token, page) : undefined;
  return show(url ?? loginUrl(place, token, page), profile, args.flag('print'), context);
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
  const why = isPrinted ? '' : await openInBrowser(url, await context.browser());
  if (why === undefined) {
    context.writeError(`Opened the console as ${plain(profile)}.\n`);
    return done;
  }
  if (why !== '') context.writeError(`${why}: open this within 15 minutes, and show it to nobody.\n`);
  context.writeOut(`${url}\n`);
  return done;
}

/** Why the person has to open the address themselves; undefined where a browser has it. */
async function openInBrowser(url: string, browser: Browser): Promise<string | undefined> {
  if (browser.missing !== undefined) return browser.missing;
  return browser.open(url).then(
    () => undefined,
    () => 'No browser could be started',
  );
}

function noLogout(partition: string): Problem {
  return new Problem({
    code: 'console-no-logout',
    title: `AWS has no way to sign out first in ${partition}.`,
    todo: ['Sign out in the browser, then try again without --logout.'],
  });
}
