import { Problem, type ProblemText } from '../../problem.ts';
import type { Session } from '../sessions/session.ts';
import { type CredentialAnswer, credentialsAnswer, type EndingCredentials, isEnding, refusedAnswer } from './answer.ts';

/** A program asks anew after one or two seconds without an answer, and gives up after three times. Milliseconds. */
const patience = 800;

/** Programs ask again at once where they got nothing: AWS is asked again only after this. Milliseconds. */
const pauseAfterFailure = 5_000;

/** What it takes to hold a session. Times in epoch milliseconds. */
export type HeldOptions = {
  /** The session that the person opened. */
  readonly session: Session;
  /** The stored one, of which more seconds are left than that: another one where the person has opened the role anew. */
  readonly stored: (secondsLeft: number) => Promise<Session | undefined>;
  /** Opens the next one, without a question. @throws Problem */
  readonly renew: () => Promise<Session>;
  /** Seconds: with less left the session is renewed. */
  readonly margin: number;
  readonly now: () => number;
  /** Resolves after so many milliseconds. */
  readonly deadline: (ms: number) => Promise<void>;
  /** Told why it could not be renewed; once for each reason. */
  readonly onFailure: (problem: ProblemText) => void;
};

/**
 * Holds the session that programs are given for as long as they ask, and renews it when one asks and little is left of it.
 * @returns what answers a request, within a second: with the keys, or why there are none
 * @throws Problem where the keys have no end
 */
export function holdSession(options: HeldOptions): () => Promise<CredentialAnswer> {
  const { now, margin } = options;
  let held = ending(options.session, margin, now());
  let looking: Promise<void> | undefined;
  let failed: { readonly problem: ProblemText; readonly at: number } | undefined;
  const hold = (session: Session): void => {
    held = ending(session, margin, now());
    failed = undefined;
  };
  const isToWait = (): boolean => {
    // A clock that was put back says nothing of how long ago that was.
    const since = failed === undefined ? Number.POSITIVE_INFINITY : now() - failed.at;
    return since >= 0 && since < pauseAfterFailure;
  };
  const look = async (): Promise<void> => {
    try {
      const { accessKeyId, expiresAt } = held.credentials;
      const found = await options.stored(Math.max(0, (expiresAt - now()) / 1000 - 1));
      if (found !== undefined && found.credentials.accessKeyId !== accessKeyId) hold(found);
      const isShort = held.credentials.expiresAt - now() <= held.margin * 1000;
      if (isShort && !isToWait()) hold(await options.renew());
    } catch (error) {
      const problem = asProblem(error, options.session.profile);
      const isNews = failed?.problem.title !== problem.title;
      failed = { problem, at: now() };
      if (isNews) options.onFailure(problem);
    } finally {
      looking = undefined;
    }
  };
  return async () => {
    looking ??= look();
    await Promise.race([looking, options.deadline(patience)]);
    if (held.credentials.expiresAt > now()) return credentialsAnswer(held.credentials, held.session);
    if (failed !== undefined && looking === undefined) return whyNone(failed.problem);
    return refusedAnswer(503, 'Renewing', `${options.session.profile} is being renewed; AWS has not answered yet.`);
  };
}

type Held = { readonly session: Session; readonly credentials: EndingCredentials; readonly margin: number };

/** A new session of which half is left is not renewed, however short it is. How long a stored one lasted is not known. */
function ending(session: Session, margin: number, now: number): Held {
  const { credentials } = session;
  if (!isEnding(credentials)) throw endless(session.profile);
  const half = session.cached ? margin : (credentials.expiresAt - now) / 2000;
  return { session, credentials, margin: Math.min(margin, half) };
}

function endless(profile: string): Problem {
  return new Problem({
    code: 'serve-endless',
    title: `${profile} gives keys that never expire, and those are not served.`,
    means: 'AWS programs accept only sessions with a token and an expiry from a server.',
    todo: ['Serve a role.', 'Or give the user an MFA device (mfa_serial): its sessions expire.'],
  });
}

function whyNone({ title, todo = [] }: ProblemText): CredentialAnswer {
  return refusedAnswer(403, 'NotRenewed', [title, ...todo].join(' '));
}

/** A fault of ours must not end what the command runs on: it is told as any failure is. */
function asProblem(error: unknown, profile: string): ProblemText {
  if (error instanceof Problem) return error.text;
  const name = error instanceof Error ? error.name : 'an error';
  return { code: 'serve-failed', title: `${profile} could not be renewed, because of an error in rolecall: ${name}.` };
}
