import type { Session } from '../state/caller.ts';
import type { Sessions } from '../state/sessions.ts';
import { AwsProblem } from '../wire/problem.ts';
import type { Parameters } from '../wire/query.ts';
import { sameText } from '../wire/sigv4.ts';
import type { SignIns } from './sign-ins.ts';

const USABLE_MS = 15 * 60 * 1000;

/**
 * Exchanges temporary credentials for a sign-in token, good for 15 minutes. Throws 400 for credentials that are unknown,
 * over, or not of a kind that signs in (a user's own session), and for a SessionDuration that is out of range or not
 * theirs to choose.
 */
export function getSigninToken(parameters: Parameters, sessions: Sessions, signIns: SignIns, now: number): string {
  const session = readSession(parameters.get('Session') ?? '', sessions);
  if (!session || session.expiresAt <= now) throw invalid('The credentials are not valid.');
  if (session.identity.kind !== 'role' && session.identity.kind !== 'federated') {
    throw invalid('The credentials of GetSessionToken do not sign in.');
  }
  const seconds = readDuration(parameters.get('SessionDuration'), session);
  const endsAt = seconds === undefined ? session.expiresAt : now + seconds * 1000;
  return signIns.issue({ session, usableUntil: now + USABLE_MS, endsAt });
}

/** The session whose credentials the JSON holds, all three of them right. */
function readSession(text: string, sessions: Sessions): Session | undefined {
  let parts: Partial<Record<'sessionId' | 'sessionKey' | 'sessionToken', unknown>> | null;
  try {
    parts = JSON.parse(text);
  } catch {
    throw invalid('Session is not valid JSON.');
  }
  const session = sessions.find(String(parts?.sessionId));
  const right =
    session &&
    sameText(session.secret, String(parts?.sessionKey)) &&
    sameText(session.token, String(parts?.sessionToken));
  return right ? session : undefined;
}

function readDuration(text: string | undefined, { identity, chained }: Session): number | undefined {
  if (text === undefined) return undefined;
  const seconds = Number(text);
  if (!/^\d+$/.test(text) || seconds < 900 || seconds > 43200) throw invalid('SessionDuration is out of range.');
  if (identity.kind === 'federated' || chained) throw invalid('SessionDuration is not allowed with these credentials.');
  return seconds;
}

/** Where AWS only says 400, the sandbox says why. */
const invalid = (why: string) => new AwsProblem(400, 'InvalidCredentials', `Invalid Credentials Parameter. ${why}`);
