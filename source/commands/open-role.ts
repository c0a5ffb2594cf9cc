import type { Context } from '../context.ts';
import type { AskCode } from '../mfa/ask.ts';
import { Cancelled, Problem } from '../problem.ts';
import { colorOf } from '../profiles/color.ts';
import { summaryOf } from '../profiles/summary.ts';
import { textOf } from '../profiles/value.ts';
import { nameOfTarget } from '../sessions/resolve.ts';
import type { Session } from '../sessions/session.ts';
import { colorChosen } from '../settings/settings.ts';
import { profileVariables } from '../shell/profile-variables.ts';
import type { RoleInShell } from '../shell/role.ts';
import { PersonNeeded, personNeeded } from './asker.ts';
import { type Opening, openRequest } from './opening.ts';
import { runPicker } from './picker.ts';

/**
 * Opens a session without a screen where nobody has to be asked anything, else with one.
 * @param given whoever has the code already, if the person said so
 * @throws Problem `mfa-no-terminal` where a code is needed and nobody sits at a terminal
 */
export async function openDirectly(context: Context, opening: Opening, given: AskCode | undefined): Promise<Session> {
  const ask: AskCode = given ?? personNeeded;
  const hooks = { ask, progress: () => undefined, codeGiven: given !== undefined };
  try {
    return await openRequest(context, opening, hooks);
  } catch (error) {
    if (!(error instanceof PersonNeeded)) throw error;
    return openOnScreen(context, opening, error.instead);
  }
}

async function openOnScreen(context: Context, opening: Opening, instead: Problem | undefined): Promise<Session> {
  const profile = nameOfTarget(opening.request.target);
  const ended = await runPicker(context, { at: 'open', profile }, opening.use, () => opening.request);
  if (ended === undefined) throw instead ?? noTerminal(profile);
  if (ended.tag === 'opened') return ended.session;
  if (ended.tag === 'failed') throw new Problem(ended.problem);
  throw new Cancelled();
}

/** The role as a shell is told of it. */
export async function roleInShell(context: Context, session: Session): Promise<RoleInShell> {
  const [profiles, settings] = await Promise.all([context.profiles(), context.settings()]);
  const profile = profiles.get(session.profile);
  const summary = profile && summaryOf(profile, profiles);
  return {
    session,
    displayName: summary?.displayName ?? session.profile,
    color:
      colorChosen(settings.colors, session.profile) ??
      summary?.color ??
      colorOf(undefined, undefined, session.accountId),
    requestId: undefined,
    prompt: settings.prompt,
    previous: context.env.ROLECALL_SESSION,
    confirm: summary?.confirm ?? false,
    sdkVariables:
      profile === undefined ? {} : profileVariables(profile, profiles.services(textOf(profile, 'services') ?? '')),
  };
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
