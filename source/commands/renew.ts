import type { Context } from '../context.ts';
import { done, type Outcome } from '../outcome.ts';
import { Cancelled, Problem } from '../problem.ts';
import { enterAnswer, noRenewalAnswer } from '../shell/in-place.ts';
import type { Arguments } from './command.ts';
import { openRequest } from './opening.ts';
import { currentRequest } from './refresh.ts';
import { roleInShell } from './role-in-shell.ts';

/** A prompt waits no longer than this for its renewal. Milliseconds. */
const patience = 2_000;

/** Renews the role at the prompt, without a word and without asking anyone, or says that it will not work. */
export async function run(_args: Arguments, context: Context): Promise<Outcome> {
  try {
    const request = await currentRequest(context);
    const opening = { request, use: { minRemaining: 600, bypass: false } };
    const ask = () => Promise.reject(new Cancelled());
    const opened = openRequest(context, opening, { ask, progress: () => undefined });
    const session = await Promise.race([opened, tooLate(context)]);
    const role = { ...(await roleInShell(context, session)), requestId: context.env.ROLECALL_SESSION };
    if (role.confirm) throw new Cancelled();
    context.writeOut(enterAnswer({ ...role, previous: context.env.ROLECALL_PREVIOUS }, context.env));
  } catch (error) {
    if (!(error instanceof Problem || error instanceof Cancelled)) throw error;
    context.writeOut(noRenewalAnswer());
  }
  return done;
}

function tooLate({ after }: Context): Promise<never> {
  return after(patience).then(() => {
    throw new Cancelled();
  });
}
