import type { Context } from '../../../context.ts';
import { plain } from '../../../domain/display/sanitize.ts';
import {
  containerNetwork,
  isTakenFrom,
  readServeAddress,
  type ServeAddress,
  usualAddress,
} from '../../../domain/serving/address.ts';
import { strangerAnswer } from '../../../domain/serving/answer.ts';
import { holdSession } from '../../../domain/serving/held.ts';
import { botocoreMinRemaining, usualRoleSession } from '../../../domain/sessions/cache/margins.ts';
import { nameOfTarget } from '../../../domain/sessions/plan/plan.ts';
import type { SwitchRequest } from '../../../domain/sessions/plan/request.ts';
import type { Session } from '../../../domain/sessions/session.ts';
import { pasteWord } from '../../../domain/shells/paste.ts';
import { noteLines } from '../../../output/banner.ts';
import { clockTime } from '../../../output/clock.ts';
import { problemText } from '../../../output/problem-text.ts';
import type { CredentialServer } from '../../../ports/programs.ts';
import { Problem } from '../../../problem.ts';
import { wrongUsage } from '../../registry/wrong-usage.ts';
import { openRequest } from './open-request.ts';
import { isGuarded } from './open-role.ts';

/** The server of a role. Nobody knows its address and token before a command or a shell is told of them. */
export type RoleServer = CredentialServer & {
  /**
   * What it serves from now on, renewed as long as that takes no question.
   * @throws Problem where the keys have no end
   */
  readonly serve: (opened: { readonly session: Session; readonly request: SwitchRequest }) => void;
};

/**
 * Listens for the programs of a role that is still to be opened. What goes wrong later is told on stderr, and with `--debug`
 * every request.
 * @param named by `--serve-on`
 */
export async function listenForRole(context: Context, named: string | undefined): Promise<RoleServer> {
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
      output.writeError(`rolecall: ${clockTime(clock.now(), clock.now())} ${name} was asked for: ${what}\n`);
    },
  );
  for (const line of noteLines(doubts(at), output.colors('error'))) output.writeError(`${line}\n`);
  return {
    ...server,
    serve: ({ session, request }) => {
      name = plain(session.profile);
      current = holdSession({
        session,
        renew: () => renewed(context, request),
        margin: marginOf(request),
        now: clock.now,
        deadline: clock.deadline,
        onFailure: (problem) => output.writeError(problemText(problem, { colors: output.colors('error'), debug })),
      });
    },
  };
}

function addressNamed(text: string): ServeAddress {
  const read = readServeAddress(text);
  if (!('fault' in read)) return read;
  throw wrongUsage(`--serve-on: ${read.fault}`, 'Name one of this machine, with a port or without: 127.0.0.1:9911');
}

const marginOf = ({ durationSeconds = usualRoleSession }: SwitchRequest): number =>
  botocoreMinRemaining(durationSeconds);

/** AWS's programs do not take keys from every address. */
const doubts = ({ host }: ServeAddress): readonly string[] =>
  isTakenFrom(host)
    ? []
    : [
        `AWS’s programs refuse keys over http from ${host}: only loopback, 169.254.170.2 and the like will do.`,
        `That address comes with a network of Docker, for --serve-on 169.254.170.2: ${containerNetwork}`,
      ];

/** The next session of a request, with the rights of the one before, and without a question. @throws Problem */
async function renewed(context: Context, request: SwitchRequest): Promise<Session> {
  const use = { minRemaining: marginOf(request), bypass: false };
  return openRequest(
    context,
    { request, use },
    {
      ask: () => Promise.reject(needsPerson(request, 'needs an MFA code')),
      codeGiven: true,
      progress: () => undefined,
      onMiss: async () => {
        if (await isGuarded(context, request)) throw needsPerson(request, 'wants to be confirmed');
      },
    },
  );
}

function needsPerson({ target }: SwitchRequest, what: string): Problem {
  const name = nameOfTarget(target);
  return new Problem({
    code: 'serve-needs-person',
    title: `${name} ${what}, and is not served when its session ends.`,
    todo: [
      'In its shell: rolecall refresh',
      target.kind === 'role'
        ? 'Or open it in another terminal, with the same words.'
        : `Or in another terminal, with the same flags: rolecall exec ${pasteWord(name, 'PROFILE')} -- true`,
    ],
  });
}
