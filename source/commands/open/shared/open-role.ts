import type { Context } from '../../../context.ts';
import type { AskCode, CodeQuestion } from '../../../domain/mfa/ask.ts';
import { isSwitchedOn } from '../../../domain/profiles/lookup.ts';
import { nameOfTarget } from '../../../domain/sessions/plan/plan.ts';
import type { CacheUse, SwitchRequest } from '../../../domain/sessions/plan/request.ts';
import type { Session } from '../../../domain/sessions/session.ts';
import { Cancelled, Problem } from '../../../problem.ts';
import { openRequest } from './open-request.ts';

/** Which session to open, and how. */
export type RoleToOpen = {
  readonly request: SwitchRequest;
  readonly use: CacheUse;
  /** Gives MFA codes without asking the person. */
  readonly codeSource?: AskCode | undefined;
  /** The person has already agreed to a profile with `rolecall_confirm`. */
  readonly confirmed?: boolean;
  /** The person did not name the profile: one with `rolecall_confirm` is asked about. */
  readonly unnamed?: boolean;
};

/**
 * Opens a session: without a screen if nobody has to be asked, else on the person's terminal.
 * @throws Cancelled, Problem; `mfa-no-terminal` where a code is needed and nobody sits at a terminal, and
 *   `confirmation-needed` where the profile is guarded
 */
export async function openRole(context: Context, role: RoleToOpen): Promise<Session> {
  const { codeSource } = role;
  if (role.unnamed && (await isGuarded(context, role.request))) {
    return openOnScreen(context, role, confirmationNeeded(nameOfTarget(role.request.target)));
  }
  try {
    return await openRequest(context, role, {
      ask: codeSource ?? personNeeded,
      signIn: (needed) => Promise.reject(new PersonNeeded({ instead: needed })),
      progress: () => undefined,
      codeGiven: codeSource !== undefined,
    });
  } catch (error) {
    if (!(error instanceof PersonNeeded)) throw error;
    return openOnScreen(context, role, error.instead);
  }
}

/** Does the profile want to be confirmed, by what the configuration says now? */
export async function isGuarded({ profiles }: Pick<Context, 'profiles'>, { target }: SwitchRequest): Promise<boolean> {
  const profile = target.kind === 'profile' ? (await profiles.load()).get(target.profile) : undefined;
  return profile !== undefined && isSwitchedOn(profile, 'rolecall_confirm');
}

function confirmationNeeded(profile: string): Problem {
  return new Problem({
    code: 'confirmation-needed',
    title: `${profile} wants to be confirmed, and there is no terminal to ask.`,
    todo: ['Name it in full: that confirms it.'],
  });
}

/** Thrown where a person has to be asked and no screen is open yet. */
class PersonNeeded extends Error {
  /** What to say where no screen can be opened. */
  readonly instead: Problem | undefined;

  constructor({ instead }: Pick<CodeQuestion, 'instead'>) {
    super('a person is needed');
    this.name = 'PersonNeeded';
    this.instead = instead;
  }
}

/** For where no screen is open: asking fails. */
export const personNeeded: AskCode = (question) => Promise.reject(new PersonNeeded(question));

async function openOnScreen(context: Context, role: RoleToOpen, instead: Problem | undefined): Promise<Session> {
  const profile = nameOfTarget(role.request.target);
  const { runPicker } = await import('./picker.ts');
  const start = { at: 'open', profile, confirmed: role.confirmed ?? false } as const;
  const ended = await runPicker(context, start, { use: role.use, requestFor: () => role.request });
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
