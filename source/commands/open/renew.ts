import type { Context } from '../../context.ts';
import type { AskCode } from '../../domain/mfa/ask.ts';
import { summaryOf } from '../../domain/profiles/resolve/summary.ts';
import { renewalPatienceMs, renewedMinRemaining } from '../../domain/sessions/cache/margins.ts';
import { nameOfTarget } from '../../domain/sessions/plan/plan.ts';
import type { SwitchRequest } from '../../domain/sessions/plan/request.ts';
import { enterAnswer, noRenewalAnswer } from '../../domain/shells/in-place.ts';
import { done, type Outcome } from '../../outcome.ts';
import { Cancelled, Problem } from '../../problem.ts';
import type { Arguments } from '../registry/command.ts';
import { currentRequest } from './refresh.ts';
import { openRequest } from './shared/opening.ts';
import { roleInShell } from './shared/role-in-shell.ts';

/**
 * Renews the role at the prompt, without a word and without asking anyone. Where that will never do it says so; where
 * it may do later it fails, and the shell waits a minute.
 */
export async function run(_args: Arguments, context: Context): Promise<Outcome> {
  const request = await currentRequest(context);
  const opening = { request, use: { minRemaining: renewedMinRemaining, bypass: false } };
  try {
    if (await isGuarded(request, context)) throw new Cancelled();
    const opened = openRequest(context, opening, { ask: needsPerson, progress: () => undefined, codeGiven: true });
    const session = await Promise.race([opened, tooLate(context)]);
    const { ROLECALL_SESSION: requestId, ROLECALL_PREVIOUS: previous } = context.env;
    const role = { ...(await roleInShell(context, session)), requestId, previous };
    context.writeOut(enterAnswer(role, context.env));
  } catch (error) {
    if (!(error instanceof Cancelled)) throw error;
    context.writeOut(noRenewalAnswer());
  }
  return done;
}

/** An `mfa_process` is not asked either: it may well want a touch, a finger or a password of the person. */
const needsPerson: AskCode = () => Promise.reject(new Cancelled());

/** `rolecall_confirm`, by what the configuration says now. */
async function isGuarded(request: SwitchRequest, context: Context): Promise<boolean> {
  const profiles = await context.profiles();
  const profile = profiles.get(nameOfTarget(request.target));
  return profile !== undefined && summaryOf(profile, profiles)?.confirm === true;
}

function tooLate({ after }: Context): Promise<never> {
  return after(renewalPatienceMs).then(() => {
    throw new Problem({ code: 'too-late', title: 'AWS did not answer before the prompt had to be drawn.' });
  });
}
