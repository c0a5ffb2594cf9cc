import type { Context } from '../../../context.ts';
import type { AskCode } from '../../../domain/mfa/ask.ts';
import { nameOfTarget } from '../../../domain/sessions/plan/plan.ts';
import type { Session } from '../../../domain/sessions/session.ts';
import { Cancelled, Problem } from '../../../problem.ts';
import { PersonNeeded, personNeeded, personToSignIn } from './asker.ts';
import { type Opening, openRequest } from './opening.ts';

/**
 * Opens a session without a screen where nobody has to be asked anything, else with one.
 * @param given whoever has the code already, if the person said so
 * @throws Problem `mfa-no-terminal` where a code is needed and nobody sits at a terminal
 */
export async function openDirectly(context: Context, opening: Opening, given: AskCode | undefined): Promise<Session> {
  const ask: AskCode = given ?? personNeeded;
  const hooks = { ask, signIn: personToSignIn, progress: () => undefined, codeGiven: given !== undefined };
  try {
    return await openRequest(context, opening, hooks);
  } catch (error) {
    if (!(error instanceof PersonNeeded)) throw error;
    return openOnScreen(context, opening, error.instead);
  }
}

async function openOnScreen(context: Context, opening: Opening, instead: Problem | undefined): Promise<Session> {
  const profile = nameOfTarget(opening.request.target);
  const { runPicker } = await import('./picker.ts');
  const ended = await runPicker(
    context,
    { at: 'open', profile, confirmed: opening.confirmed ?? false },
    opening.use,
    () => opening.request,
  );
  if (ended === undefined) throw instead ?? noTerminal(profile);
  if (ended.tag === 'opened') return ended.session;
  if (ended.tag === 'failed') throw new Problem(ended.problem);
  throw new Cancelled();
}

function noTerminal(profile: string): Problem {
  return new Problem({
    code: 'mfa-no-terminal',
    title: `${profile} needs an MFA code, and there is no terminal to ask for it.`,
    todo: [
      'Open the role once in a terminal: its MFA session then serves other programs for hours.',
      'Or pipe the code in: … --mfa-code -',
    ],
  });
}
