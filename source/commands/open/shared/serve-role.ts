import type { Context } from '../../../context.ts';
import { plain } from '../../../domain/display/sanitize.ts';
import {
  containerNetwork,
  gatewayOfNetwork,
  isTakenFrom,
  readServeAddress,
  type ServeAddress,
  usualAddress,
} from '../../../domain/serving/address.ts';
import { strangerAnswer } from '../../../domain/serving/answer.ts';
import { holdSession } from '../../../domain/serving/held.ts';
import { botocoreMinRemaining } from '../../../domain/sessions/cache/margins.ts';
import type { SavedRequest } from '../../../domain/sessions/cache/store.ts';
import { leadsTo } from '../../../domain/sessions/plan/leads-to.ts';
import { nameOfTarget, plannedLength, planRequest } from '../../../domain/sessions/plan/plan.ts';
import type { SwitchRequest } from '../../../domain/sessions/plan/request.ts';
import type { Session } from '../../../domain/sessions/session.ts';
import { pasteWord } from '../../../domain/shells/paste.ts';
import { noteLines } from '../../../output/banner.ts';
import { clockTime } from '../../../output/clock.ts';
import type { CredentialServer } from '../../../ports/programs.ts';
import { Problem, wrongUsage } from '../../../problem.ts';
import { problemOn } from '../../shared/problem-on.ts';
import { cachedSession, keepsSessions, openRequest } from './open-request.ts';
import { isGuarded } from './open-role.ts';

/** The server of a role. Nobody knows its address and token before a command or a shell is told of them. */
export type RoleServer = CredentialServer & {
  /**
   * What it serves from now on, renewed as long as that takes no question.
   * @throws Problem where the keys have no end
   */
  readonly serve: (opened: { readonly session: Session; readonly request: SwitchRequest }) => Promise<void>;
};

/** What the flags say of a server, and what it is for. */
export type Serving = {
  /** By `--serve-on`. */
  readonly named: string | undefined;
  /** A subshell in the role, where `refresh` can be typed; else a command. */
  readonly inShell: boolean;
};

/**
 * Listens for the programs of a role that is still to be opened. What goes wrong later is told on stderr, and with `--debug`
 * every request.
 */
export async function listenForRole(context: Context, { named, inShell }: Serving): Promise<RoleServer> {
  const at = named === undefined ? usualAddress : addressNamed(named);
  const { clock, output, debug, programs } = context;
  let current: Parameters<typeof programs.serve>[1] = async () => strangerAnswer;
  let name = '';
  const server = await programs.serve(
    at,
    () => current(),
    (how) => {
      if (!debug) return;
      const what = typeof how === 'number' ? String(how) : `403, ${how}`;
      output.tryError(`rolecall: ${clockTime(clock.now(), clock.now())} ${name} was asked for: ${what}\n`);
    },
  );
  for (const line of noteLines(doubts(at), output.colors('error'))) output.writeError(`${line}\n`);
  return {
    ...server,
    serve: async ({ session, request }) => {
      name = plain(session.profile);
      const saved = { request, leadsTo: leadsTo(session) };
      const margin = await marginOf(context, request);
      current = holdSession({
        session,
        stored: (minRemaining) => cachedSession(context, { request, use: { minRemaining, bypass: false } }),
        renew: () => renewed(context, saved, { margin, inShell }),
        margin,
        now: clock.now,
        deadline: clock.deadline,
        onFailure: (problem) => output.tryError(problemOn(problem, context)),
      });
    },
  };
}

function addressNamed(text: string): ServeAddress {
  const read = readServeAddress(text);
  if (!('fault' in read)) return read;
  throw wrongUsage(
    `--serve-on: ${read.fault}`,
    'Give an address of this machine, with or without a port: 127.0.0.1:9911',
  );
}

/** So much has to be left of a session for programs not to ask again at once. Seconds. */
const marginOf = async ({ profiles }: Pick<Context, 'profiles'>, request: SwitchRequest): Promise<number> =>
  botocoreMinRemaining(plannedLength(planRequest(await profiles.load(), request)));

/** Keys go in clear, and AWS's programs do not take them from every address. */
const doubts = ({ host }: ServeAddress): readonly string[] =>
  isTakenFrom(host)
    ? []
    : [
        `Keys cross the network of ${host} in plain text: it should be used only by containers on this machine.`,
        `AWS's programs refuse keys over HTTP from there: they accept only loopback, ${gatewayOfNetwork} and the like.`,
        `A Docker network provides that address, for --serve-on ${gatewayOfNetwork}: ${containerNetwork}`,
      ];

/** The next session of a request, with the rights of the one before, and without a question. @throws Problem */
async function renewed(
  context: Context,
  saved: SavedRequest,
  { margin, inShell }: { readonly margin: number; readonly inShell: boolean },
): Promise<Session> {
  const { request } = saved;
  const isKept = await keepsSessions(context);
  const needed = (what: string) => needsPerson(request, what, { inShell, isKept });
  // The configuration that the role's programs have been given is in use still.
  await (await context.sessions.store()).saveRequest(saved);
  if (await isGuarded(context, request)) throw needed('needs to be confirmed');
  return openRequest(
    context,
    { request, use: { minRemaining: margin, bypass: false } },
    { ask: () => Promise.reject(needed('needs an MFA code')), codeGiven: true, progress: () => undefined },
  );
}

function needsPerson(
  { target }: SwitchRequest,
  what: string,
  { inShell, isKept }: { readonly inShell: boolean; readonly isKept: boolean },
): Problem {
  const name = nameOfTarget(target);
  const again =
    target.kind === 'role'
      ? 'Open it in another terminal, with the same arguments.'
      : // More than programs want to be left, see `botocoreMinRemaining`: else it would find the session that is served.
        `In another terminal, with the same flags: rolecall exec ${pasteWord(name, 'PROFILE')} --min-remaining 16m -- true`;
  const kept = inShell ? ['In its shell: rolecall refresh', again] : [again];
  return new Problem({
    code: 'serve-needs-person',
    title: `${name} ${what}, and is no longer served once its session ends.`,
    todo: isKept ? kept : ['End it, and open it again: sessions are not kept, so a new one would not be found.'],
  });
}
