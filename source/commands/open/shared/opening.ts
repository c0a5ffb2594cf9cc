import type { Context } from '../../../context.ts';
import type { AskCode } from '../../../domain/mfa/ask.ts';
import type { SignInNeeded } from '../../../domain/portals/sign-in.ts';
import { readSession, toSession } from '../../../domain/sessions/cache/cached-session.ts';
import { planRequest, type SwitchPlan } from '../../../domain/sessions/plan/plan.ts';
import type { CacheUse, SwitchRequest } from '../../../domain/sessions/plan/request.ts';
import type { Progress, Session } from '../../../domain/sessions/session.ts';

/** What is opened, and how. */
export type Opening = {
  readonly request: SwitchRequest;
  readonly use: CacheUse;
  /** The person has already said that a guarded role is meant. */
  readonly confirmed?: boolean;
};

type Hooks = {
  readonly ask: AskCode;
  readonly progress: (event: Progress) => void;
  /** Offers a sign-in to the person; absent where nobody is to be asked. */
  readonly signIn?: (needed: SignInNeeded) => Promise<void>;
  /** `ask` already has the code, and goes before `mfa_process`. */
  readonly codeGiven?: boolean;
  /** Something is drawn on the terminal, so a program must not write there. */
  readonly onScreen?: boolean;
};

/** Opens the session of a request. @throws Problem, Cancelled, PersonNeeded from the asker */
export async function openRequest(context: Context, { request, use }: Opening, hooks: Hooks): Promise<Session> {
  const plan = planRequest(await context.profiles(), request);
  const { now, outside } = context;
  const cached = use.bypass ? undefined : await readSession(plan, use, { store: await context.store(), now, outside });
  if (cached !== undefined) return toSession(plan, cached, true);
  // Everything that only a miss needs stays unread until there is one.
  const { openSession } = await import('../../../domain/sessions/open/open.ts');
  const { progress, signIn } = hooks;
  const asker = { ask: askerOf(plan, context, hooks), progress, ...(signIn !== undefined && { signIn }) };
  return openSession(plan, use, await context.sessionPorts(asker));
}

/** Codes come from standard input, else from `mfa_process`, else from the person. */
function askerOf({ chain: { mfaProcess } }: SwitchPlan, context: Context, hooks: Hooks): AskCode {
  if (hooks.codeGiven || mfaProcess === undefined) return hooks.ask;
  const { now, wait } = context;
  const print = () => context.printedCode(mfaProcess, !hooks.onScreen);
  return (question) =>
    import('../../../domain/mfa/ask.ts').then(({ askProcess }) =>
      askProcess({ print, now, wait }, hooks.ask)(question),
    );
}
