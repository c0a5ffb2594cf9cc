import type { Context } from '../../../context.ts';
import type { Profiles } from '../../../domain/profiles/profile.ts';
import { unknownProfile } from '../../../domain/profiles/resolve/chain.ts';
import { roleSummaries } from '../../../domain/profiles/resolve/summary.ts';
import type { SwitchRequest } from '../../../domain/sessions/plan/request.ts';
import type { Session } from '../../../domain/sessions/session.ts';
import type { Outcome } from '../../../outcome.ts';
import { Cancelled, Problem } from '../../../problem.ts';
import type { Entry, UiStart } from '../../../ui/core/ports.ts';
import { noProfiles } from '../../profiles/shared/no-profiles.ts';
import type { Arguments } from '../../registry/command.ts';
import { runOtherVerb } from '../../registry/other-verb.ts';
import { codeSource } from './asker.ts';
import { openDirectly } from './open-role.ts';
import { readCacheUse, readRoleTarget, readWishes } from './role-request.ts';
import { previousRequest, targetOf, targetOfLink } from './target.ts';

/** A role that was asked for and is open, or another verb that the person chose in the picker instead. */
export type Wanted =
  | { readonly tag: 'opened'; readonly session: Session; readonly request: SwitchRequest; readonly entry: Entry }
  | { readonly tag: 'other'; readonly outcome: Outcome };

/**
 * Opens what the arguments name: a profile, a link, `-`, a role without a profile; else what is chosen in the picker.
 * @throws Problem, Cancelled
 */
export async function openWanted(args: Arguments, context: Context): Promise<Wanted> {
  const wish = await readWishes(args, context);
  const use = readCacheUse(args);
  const target = readRoleTarget(args) ?? (await targetOf(args.positionals[0], context));
  const open = async (request: SwitchRequest): Promise<Wanted> => {
    const session = await openDirectly(context, { request, use }, codeSource(args, context));
    return { tag: 'opened', session, request, entry: 'subshell' };
  };
  if (target !== undefined) return open(target === 'previous' ? await previousRequest(context) : wish(target));
  const filter = args.positionals[0] ?? '';
  const start: UiStart = { at: 'picker', filter, ...preselected(context) };
  const requestFor = (profile: string) => wish({ kind: 'profile', profile });
  const { runPicker } = await import('./picker.ts');
  const ended = await runPicker(context, start, use, requestFor);
  switch (ended?.tag) {
    case undefined:
      throw nobodyToAsk(await context.profiles(), filter);
    case 'opened':
      return { ...ended, request: requestFor(ended.session.profile) };
    case 'failed':
      throw new Problem(ended.problem);
    case 'cancelled':
      throw new Cancelled();
    case 'verb':
      if (ended.verb === 'add' && ended.text !== undefined) return open(wish(await targetOfLink(ended.text, context)));
      return {
        tag: 'other',
        outcome: await runOtherVerb(context, [ended.verb, ...(ended.profile ? [ended.profile] : [])]),
      };
  }
}

function preselected({ env }: Context): { readonly preselect?: string } {
  const preselect = env.ROLECALL_PROFILE || env.AWS_PROFILE || env.AWS_DEFAULT_PROFILE;
  return preselect ? { preselect } : {};
}

/** In a terminal the picker would say it. */
function nobodyToAsk(profiles: Profiles, filter: string): Problem {
  if (filter !== '') return unknownProfile(profiles, filter);
  return roleSummaries(profiles).length === 0 ? noProfiles(profiles) : noTerminal();
}

function noTerminal(): Problem {
  return new Problem({
    code: 'no-terminal',
    title: 'The picker needs a terminal, and there is none.',
    todo: ['Name the profile: rolecall exec PROFILE -- COMMAND', 'rolecall list shows the profiles there are.'],
    exitCode: 2,
  });
}
