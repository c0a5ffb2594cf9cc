import { randomBytes, randomUUID } from 'node:crypto';
import { asProblem, type Backend, handleCall, type Outcome } from './handle-call.ts';
import { Bounded } from './state/bounded.ts';
import type { Identity, Session, Sessions } from './state/identities.ts';
import { accountOf } from './state/world.ts';
import { type Answer, escapeXml } from './wire/answer.ts';
import { AwsProblem } from './wire/problem.ts';
import { type Parameters, parseForm, type WireRequest } from './wire/request.ts';
import { sameText } from './wire/sigv4.ts';

/** Where the sign-in endpoint is, on the sandbox's own port. */
export const FEDERATION_PATH = '/federation';

/** Answers getSigninToken (JSON) and login (a page), by GET or POST. Never throws. */
export async function answerFederation(request: WireRequest, backend: Backend, signIns: SignIns): Promise<Outcome> {
  const requestId = randomUUID();
  const refuse = ({ status, message }: AwsProblem) => html(status, refusalPage(message), requestId);
  let parameters: Parameters;
  try {
    parameters = new Map([...parseForm(request.query), ...parseForm(request.body.toString('utf8'))]);
  } catch (error) {
    return { answer: refuse(asProblem(error)) };
  }
  const action = parameters.get('Action') ?? '';
  const perform = () => answerAction(action, parameters, backend, signIns, requestId);
  return handleCall({ service: 'signin', action, parameters, perform, refuse }, backend);
}

function answerAction(
  action: string,
  parameters: Parameters,
  { sessions, clock, world }: Backend,
  signIns: SignIns,
  requestId: string,
): Answer {
  if (action === 'getSigninToken') {
    const SigninToken = getSigninToken(parameters, sessions, signIns, clock.now());
    return { status: 200, type: 'application/json', body: JSON.stringify({ SigninToken }), requestId };
  }
  if (action !== 'login') throw new AwsProblem(400, 'InvalidAction', `There is no action ${action}.`);
  const signIn = signIns.find(parameters.get('SigninToken') ?? '');
  if (!signIn || signIn.usableUntil <= clock.now()) {
    throw new AwsProblem(400, 'InvalidToken', 'The sign-in token is not valid, or more than 15 minutes old.');
  }
  const { id, alias } = accountOf(world, signIn.session.identity.account);
  const account = alias === undefined ? id : `${alias} (${id})`;
  return html(200, consolePage(signIn, account, parameters.get('Destination') ?? ''), requestId);
}

function html(status: number, body: string, requestId: string): Answer {
  const headers = {
    'Cache-Control': 'no-store',
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'",
  };
  return { status, type: 'text/html; charset=utf-8', headers, body, requestId };
}

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

/** AWS answers a bare 400; the sandbox adds the reason. */
const invalid = (why: string) => new AwsProblem(400, 'InvalidCredentials', `Invalid Credentials Parameter. ${why}`);

/** The content of a sign-in token. Times in milliseconds since 1970. */
export interface SignIn {
  readonly session: Session;
  /** Until when the token can be used. */
  readonly usableUntil: number;
  /** When the console session it opens is over. */
  readonly endsAt: number;
}

/** The sign-in tokens handed out, the last thousand. */
export interface SignIns {
  issue(signIn: SignIn): string;
  find(token: string): SignIn | undefined;
}

export function createSignIns(): SignIns {
  const byToken = new Bounded<string, SignIn>(1_000);
  return {
    issue(signIn) {
      const token = randomBytes(120).toString('base64url');
      byToken.set(token, signIn);
      return token;
    },
    find: (token) => byToken.get(token),
  };
}

/** The page behind a login URL: who is signed in, where to, until when. */
export function consolePage({ session, endsAt }: SignIn, account: string, destination: string): string {
  const { identity } = session;
  return page(`${title(identity)} · ${account}`, [
    ['Identity', identity.arn],
    ['Account', account],
    ['Destination', destination],
    ['Until', `${new Date(endsAt).toISOString().slice(0, 16).replace('T', ' ')} UTC`],
  ]);
}

/** The page for a login URL that is invalid or has expired. */
export function refusalPage(why: string): string {
  return page('Not signed in', [['Reason', why]]);
}

function title(identity: Identity): string {
  if (identity.kind === 'role') return `${identity.roleName}/${identity.sessionName}`;
  return identity.kind === 'root' ? 'root' : identity.name;
}

function page(heading: string, rows: readonly (readonly [string, string])[]): string {
  const list = rows.map(([term, text]) => `<dt>${escapeXml(term)}</dt><dd>${escapeXml(text)}</dd>`).join('\n');
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeXml(heading)}</title>
<style>
body { font: 1rem/1.5 system-ui, sans-serif; margin: 3rem auto; max-width: 40rem; padding: 0 1rem; color-scheme: light dark }
dt { font-weight: 600; margin-top: .75rem }
dd { margin: 0; overflow-wrap: anywhere }
</style>
<h1>${escapeXml(heading)}</h1>
<p>This is the embedded AWS of a demo. No account of yours is involved.</p>
<dl>
${list}
</dl>
</html>
`;
}
