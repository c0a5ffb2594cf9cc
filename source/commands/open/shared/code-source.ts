import { join } from 'node:path';
import type { Context } from '../../../context.ts';
import type { AskCode, CodeQuestion } from '../../../domain/mfa/ask.ts';
import { nameOfTarget, type SwitchPlan } from '../../../domain/sessions/plan/plan.ts';

/** How `mfaAsk` is asked. */
export type ProgramUse = {
  /** Whether a person can be asked in another way, should it give no code. */
  readonly hasPerson: () => Promise<boolean>;
  /** A program called us: `mfaAsk` ends with that program. */
  readonly asHelper?: boolean;
  /** We ask on the terminal ourselves, so it must not write there. */
  readonly onTerminal?: boolean;
  /** Epoch milliseconds: what another process was refused after this is refused here. Now unless given. */
  readonly since?: number | undefined;
};

/** Who is asked for codes. */
export type CodeHooks = {
  readonly ask: AskCode;
  /** `ask` has the code already, so neither `mfa_process` nor `mfaAsk` is run. */
  readonly codeGiven?: boolean;
  /** The programs have been asked, and that is the question that they left to the person. */
  readonly after?: CodeQuestion | undefined;
  /** Something is drawn on the terminal, so `mfa_process` and `mfaAsk` must not write there. */
  readonly onScreen?: boolean;
  /** Absent where `mfaAsk` must not be run: it would show a dialog that nobody expects. */
  readonly mfaAsk?: ProgramUse;
  /** Aborted when the person has left. */
  readonly signal?: AbortSignal;
};

/** Where codes come from. Call `end` when the session is open, or is not to be. */
export type CodeSource = { readonly ask: AskCode; readonly end: () => Promise<void> };

/**
 * Codes come from standard input, else from `mfa_process`, else from `mfaAsk`, else from the person.
 * @param placed adds to a problem of `mfa_process` the line that led to it
 */
export async function codeSourceOf(
  plan: SwitchPlan,
  context: Context,
  hooks: CodeHooks,
  placed: (error: unknown) => never,
): Promise<CodeSource> {
  const noEnd = async () => undefined;
  if (hooks.codeGiven) return { ask: hooks.ask, end: noEnd };
  const { after } = hooks;
  if (after !== undefined) {
    const { askAfter } = await import('../../../domain/mfa/ask-program.ts');
    return { ask: askAfter(after, hooks.ask), end: noEnd };
  }
  const { ask, end } = await programOrPerson(plan, context, hooks);
  const { mfaProcess } = plan.chain;
  if (mfaProcess === undefined) return { ask, end };
  const { clock, programs } = context;
  const { askProcess } = await import('../../../domain/mfa/ask.ts');
  const print = () => programs.mfaCode(mfaProcess, !hooks.onScreen).catch(placed);
  return { ask: askProcess({ print, now: clock.now, wait: clock.wait }, ask), end };
}

/** Codes of `mfaAsk`, where the settings have it and it may be run; else of the person. */
async function programOrPerson(
  { request }: SwitchPlan,
  { settings, sessions, programs, terminal, clock, files }: Context,
  { ask, mfaAsk: use, onScreen = false, signal }: CodeHooks,
): Promise<CodeSource> {
  const words = use && (await settings.load()).mfaAsk;
  if (use === undefined || words === undefined) return { ask, end: async () => undefined };
  const { hasPerson, asHelper = false, onTerminal = !onScreen, since = clock.now() } = use;
  const { askProgram } = await import('../../../domain/mfa/ask-program.ts');
  const orLeft = (until: AbortSignal) => (signal === undefined ? until : AbortSignal.any([until, signal]));
  const ports = {
    profile: nameOfTarget(request.target),
    path: join(files.own.settings, 'settings.json'),
    leadsBack: () => programs.leadsBack(words),
    turn: (serial: string, until: AbortSignal) => {
      if (asHelper) terminal.endWithCaller();
      return sessions.turnToAsk(serial, orLeft(until));
    },
    run: (question: Parameters<typeof programs.askCode>[1], until: AbortSignal) =>
      programs.askCode(words, question, { onTerminal, until: orLeft(until) }),
    hasPerson,
    since,
    now: clock.now,
    wait: clock.wait,
  };
  return askProgram(ports, ask);
}
