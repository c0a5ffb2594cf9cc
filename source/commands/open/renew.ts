import type { Context } from '../../context.ts';
import type { AskCode } from '../../domain/mfa/ask.ts';
import { renewedMinRemaining } from '../../domain/sessions/cache/margins.ts';
import { enterAnswer, noRenewalAnswer } from '../../domain/shells/answer.ts';
import { currentRole } from '../../domain/shells/current.ts';
import { done, type Outcome } from '../../outcome.ts';
import { Cancelled } from '../../problem.ts';
import type { Arguments } from '../registry/command.ts';
import { leadsElsewhereNow, savedHere } from './shared/current-role.ts';
import { openRequest } from './shared/open-request.ts';
import { isGuarded } from './shared/open-role.ts';
import { roleInShell } from './shared/role-in-shell.ts';

/**
 * Renews the role for a prompt, without a word and without asking anyone. Where it needs a person, or the profile leads to
 * another role by now, it answers so, and the shell does not try again; where it fails, the shell tries again a minute later. It takes as long as AWS does: `cli.ts` has it done
 * by a process of its own, and answers the shell in time.
 */
export async function run(_args: Arguments, context: Context): Promise<Outcome> {
  const { env, output } = context;
  const saved = await savedHere(context);
  const { request } = saved;
  const use = { minRemaining: renewedMinRemaining, bypass: false };
  try {
    const isElsewhere = (await leadsElsewhereNow(context, saved)) !== undefined;
    if (isElsewhere || (await isGuarded(context, request))) throw new Cancelled();
    const hooks = { ask: needsPerson, progress: () => undefined, codeGiven: true };
    const session = await openRequest(context, { request, use }, hooks);
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
