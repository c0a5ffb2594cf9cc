import type { Context } from '../../../context.ts';
import { plain } from '../../../domain/display/sanitize.ts';
import type { AskCode, CodeQuestion } from '../../../domain/mfa/ask.ts';
import { findProfile } from '../../../domain/profiles/find.ts';
import { isSwitchedOn } from '../../../domain/profiles/lookup.ts';
import { nameOfTarget } from '../../../domain/sessions/plan/plan.ts';
import type { CacheUse, SwitchRequest } from '../../../domain/sessions/plan/request.ts';
import type { Session } from '../../../domain/sessions/session.ts';
import { pasteWord } from '../../../domain/shells/paste.ts';
import { canDraw } from '../../../domain/terminal/can-draw.ts';
import { Cancelled, PassedOver, Problem } from '../../../problem.ts';
import type { Purpose } from '../../../ui/core/ports.ts';
import { confirmationNeeded } from '../../shared/agreed.ts';
import { cachedSession, openRequest } from './open-request.ts';

/** Which session to open, and how. */
export type RoleToOpen = {
  readonly request: SwitchRequest;
  readonly use: CacheUse;
  /** Gives MFA codes without asking the person. */
  readonly codeSource?: AskCode | undefined;
  /** What is done with the session: the screen says so. */
  readonly purpose?: Purpose;
  /** The person did not name the profile: one with `rolecall_confirm` is asked about. */
  readonly unnamed?: boolean;
  /** A stored request that a program repeats: a guarded profile whose session has ended is asked about. */
  readonly repeated?: boolean;
  /** A program called us: questions are asked on a line, since that program may draw itself. */
  readonly asHelper?: boolean;
  /** Epoch milliseconds: `mfaAsk` is not run again where it got no code after this. The moment of the call unless given. */
  readonly since?: number;
};

/**
 * Opens a session: without a screen if nobody has to be asked, else on the person's terminal. Where another rolecall asks
 * there, this one waits, and takes the session that the other one opens.
 * @throws Cancelled, Problem; `mfa-no-terminal` where a code is needed and nobody sits at a terminal, and
 *   `confirmation-needed` or `renewal-unconfirmed` where the profile is guarded
 */
export async function openRole(context: Context, role: RoleToOpen): Promise<Session> {
  const { codeSource, asHelper = false, since = context.clock.now() } = role;
  let isConfirmed = false;
  if (role.unnamed && (await isGuarded(context, role.request))) {
    const needed = unconfirmed(nameOfTarget(role.request.target));
    if (drawsFor(role, context)) return openWithPerson(context, role, { instead: needed });
    await confirmOnLine(context, nameOfTarget(role.request.target), needed);
    isConfirmed = true;
  }
  const begun = context.clock.now();
  const opened = new AbortController();
  let turn: Awaited<ReturnType<Context['terminal']['turn']>>;
  const askedInTurn = async (needed: PersonNeeded): Promise<never> => {
    const waiting = () => context.output.writeError(waits(nameOfTarget(role.request.target)));
    turn ??= await context.terminal.turn({ asHelper, since: begun }, opened.signal, waiting);
    if (opened.signal.aborted) turn?.release();
    throw needed;
  };
  const mfaAsk = { hasPerson: () => context.terminal.isThere(asHelper), asHelper, since };
  const isHeld = role.repeated && (await isGuarded(context, role.request));
  const unattended = async (leave: (needed: PersonNeeded) => Promise<never>, after?: CodeQuestion) => {
    if (isHeld) {
      // What the person has confirmed is good until its end, however soon that is.
      const session = await cachedSession(context, { ...role, use: { ...role.use, minRemaining: 0 } });
      return session ?? leave(new PersonNeeded({ instead: unconfirmedRenewal(role.request) }));
    }
    return openRequest(context, role, {
      ask: codeSource ?? ((question) => leave(new PersonNeeded(question))),
      signIn: (needed) => leave(new PersonNeeded({ instead: needed })),
      unlock: (closed) => leave(new PersonNeeded({ instead: closed })),
      progress: () => undefined,
      codeGiven: codeSource !== undefined,
      after,
      mfaAsk,
    });
  };
  try {
    try {
      return await unattended(askedInTurn);
    } catch (error) {
      // Whoever had the turn before may have opened what this role needs.
      if (!(error instanceof PersonNeeded) || !turn?.waited) throw error;
      return await unattended((needed) => Promise.reject(needed), error.after);
    }
  } catch (error) {
    if (!(error instanceof PersonNeeded)) throw error;
    return await openWithPerson(context, { ...role, isConfirmed, since }, error);
  } finally {
    opened.abort();
    turn?.release();
  }
}

/** Does the profile want to be confirmed, by what the configuration says now? */
export async function isGuarded({ profiles }: Pick<Context, 'profiles'>, { target }: SwitchRequest): Promise<boolean> {
  const profile = target.kind !== 'role' ? findProfile(await profiles.load(), target.profile) : undefined;
  return profile !== undefined && isSwitchedOn(profile, 'rolecall_confirm');
}

const unconfirmed = (profile: string): Problem =>
  confirmationNeeded({
    title: `${profile} needs to be confirmed, and there is no terminal to ask on.`,
    todo: ['Name it in full: that confirms it.'],
  });

function unconfirmedRenewal({ target }: SwitchRequest): Problem {
  const name = nameOfTarget(target);
  return new Problem({
    code: 'renewal-unconfirmed',
    title: `${name} needs to be confirmed before it is renewed, and there is no terminal to ask on.`,
    todo: [`In another terminal, with the same flags: rolecall exec ${pasteWord(name, 'PROFILE')} -- true`],
  });
}

/**
 * Asks on a line about a profile with `rolecall_confirm`, where no session is opened.
 * @throws Cancelled; Problem where nobody sits at a terminal
 */
export async function confirmRole(context: Context, request: SwitchRequest): Promise<void> {
  if (!(await isGuarded(context, request))) return;
  const profile = nameOfTarget(request.target);
  await confirmOnLine(context, profile, unconfirmed(profile));
}

/** The same question as the screen's, on a line. @throws Cancelled, and `needed` where nobody sits at a terminal */
async function confirmOnLine({ terminal }: Context, profile: string, needed: Problem): Promise<void> {
  const typed = await terminal.ask(confirmText(profile));
  if (typed === undefined) throw needed;
  if (typed !== profile) throw new PassedOver();
}

const confirmText = (profile: string): string => `${plain(profile)} needs to be confirmed. Type its name to continue: `;

const waits = (profile: string): string =>
  `${plain(profile)} is waiting: another rolecall is asking on this terminal.\n`;

/** Thrown where a person has to be asked and no screen is open yet. */
class PersonNeeded extends Error {
  /** What to say where no screen can be opened. */
  readonly instead: Problem | undefined;
  /** The question that is left to the person, where programs were asked before. */
  readonly after: CodeQuestion | undefined;

  constructor(needed: CodeQuestion | Pick<CodeQuestion, 'instead'>) {
    super('a person is needed');
    this.name = 'PersonNeeded';
    this.instead = needed.instead;
    this.after = 'device' in needed && (needed.attempt > 1 || needed.missed !== undefined) ? needed : undefined;
  }
}

async function openWithPerson(
  context: Context,
  role: RoleToOpen & Confirmed,
  { instead, after }: { readonly instead: Problem | undefined; readonly after?: CodeQuestion | undefined },
): Promise<Session> {
  const profile = nameOfTarget(role.request.target);
  if (!drawsFor(role, context)) {
    const { openOnLine } = await import('./on-line.ts');
    const isAsked = !isAgreedTo(role) && (await isGuarded(context, role.request));
    const session = await openOnLine(context, role, { confirm: isAsked ? confirmText(profile) : undefined, after });
    if (session === undefined) throw instead ?? noTerminal(profile);
    return session;
  }
  const { runPicker } = await import('./picker.ts');
  const start = { at: 'open', profile, confirmed: isAgreedTo(role), purpose: role.purpose ?? 'use' } as const;
  const ended = await runPicker(context, start, { use: role.use, requestFor: () => role.request, after });
  if (ended === undefined) throw instead ?? noTerminal(profile);
  if (ended.tag === 'opened') return ended.session;
  if (ended.tag === 'failed') throw new Problem(ended.problem);
  if (ended.tag === 'cancelled' && ended.passedOver) throw new PassedOver();
  throw new Cancelled();
}

/** The person was asked about a guarded profile, and has agreed. */
type Confirmed = { readonly isConfirmed?: boolean };

/** Has the person agreed to a guarded profile: when asked, or by naming it in full? A program that names it does not speak for them. */
const isAgreedTo = ({ isConfirmed = false, unnamed = false, asHelper = false }: RoleToOpen & Confirmed): boolean =>
  isConfirmed || !(unnamed || asHelper);

const drawsFor = ({ asHelper }: RoleToOpen, { env }: Context): boolean =>
  !asHelper && canDraw(env.TERM, process.platform);

function noTerminal(profile: string): Problem {
  return new Problem({
    code: 'mfa-no-terminal',
    title: `${profile} needs an MFA code, and there is no terminal to ask for it.`,
    todo: [
      'Open the role once in a terminal: other programs can then use its MFA session for hours.',
      'Or pipe the code in: … --mfa-code -',
      'Or let a window ask: mfaAsk in your settings.',
    ],
  });
}
