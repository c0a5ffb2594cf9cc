import type { Context } from '../context.ts';
import type { AskCode } from '../mfa/ask.ts';
import { done, type Outcome } from '../outcome.ts';
import { Cancelled, Problem } from '../problem.ts';
import { enterAnswer, noRenewalAnswer } from '../shell/in-place.ts';
import type { Arguments } from './command.ts';
import { openRequest } from './opening.ts';
import { currentRequest } from './refresh.ts';
import { roleInShell } from './role-in-shell.ts';

/** A prompt waits no longer than this for its renewal. Milliseconds. */
const patience = 2_000;

/**
 * Renews the role at the prompt, without a word and without asking anyone. Where that will never do it says so; where
 * it may do later it fails, and the shell waits a minute.
 */
export async function run(_args: Arguments, context: Context): Promise<Outcome> {
  const request = await currentRequest(context);
  const opening = { request, use: { minRemaining: 600, bypass: false } };
  const opened = openRequest(context, opening, { ask: needsPerson, progress: () => undefined });
  try {
    const session = await Promise.race([opened, tooLate(context)]);
    const { ROLECALL_SESSION: requestId, ROLECALL_PREVIOUS: previous } = context.env;
    const role = { ...(await roleInShell(context, session)), requestId, previous };
    if (role.confirm) throw new Cancelled();
    context.writeOut(enterAnswer(role, context.env));
  } catch (error) {
    if (!(error instanceof Cancelled)) throw error;
    context.writeOut(noRenewalAnswer());
  }
  return done;
}

const needsPerson: AskCode = () => Promise.reject(new Cancelled());

function tooLate({ after }: Context): Promise<never> {
  return after(patience).then(() => {
    throw new Problem({ code: 'too-late', title: 'AWS did not answer before the prompt had to be drawn.' });
  });
}
