import type { Context } from '../../context.ts';
import type { AskCode } from '../../domain/mfa/ask.ts';
import { renewalPatienceMs, renewedMinRemaining } from '../../domain/sessions/cache/margins.ts';
import { enterAnswer, noRenewalAnswer } from '../../domain/shells/answer.ts';
import { currentRole } from '../../domain/shells/current.ts';
import { done, type Outcome } from '../../outcome.ts';
import { Cancelled, Problem } from '../../problem.ts';
import type { Arguments } from '../registry/command.ts';
import { currentRequest } from './shared/current-role.ts';
import { openRequest } from './shared/open-request.ts';
import { isGuarded } from './shared/open-role.ts';
import { roleInShell } from './shared/role-in-shell.ts';

/**
 * Renews the role before a prompt is drawn, without a word and without asking anyone. Where it needs a person it answers
 * so, and the shell does not try again; where it fails, the shell tries again a minute later.
 */
export async function run(_args: Arguments, context: Context): Promise<Outcome> {
  const { env, output } = context;
  const request = await currentRequest(context);
  const use = { minRemaining: renewedMinRemaining, bypass: false };
  try {
    if (await isGuarded(context, request)) throw new Cancelled();
    const hooks = { ask: needsPerson, progress: () => undefined, codeGiven: true };
    const session = await Promise.race([openRequest(context, { request, use }, hooks), tooLate(context)]);
    const { requestId, previous } = currentRole(env) ?? {};
    const role = { ...(await roleInShell(context, session, request)), requestId, previous };
    output.write(enterAnswer(role, env));
  } catch (error) {
    if (!(error instanceof Cancelled)) throw error;
    output.write(noRenewalAnswer());
  }
  return done;
}

/** `mfa_process` is not run either: it may need a touch or a password of the person. */
const needsPerson: AskCode = () => Promise.reject(new Cancelled());

async function tooLate({ clock }: Pick<Context, 'clock'>): Promise<never> {
  await clock.deadline(renewalPatienceMs);
  throw new Problem({ code: 'too-late', title: 'AWS did not answer before the prompt had to be drawn.' });
}
