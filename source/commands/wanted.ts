import type { Context } from '../context.ts';
import type { Outcome } from '../outcome.ts';
import { Cancelled, Problem } from '../problem.ts';
import { unknownProfile } from '../profiles/chain.ts';
import { looksLikeLink, parseLink } from '../profiles/links.ts';
import type { Profiles } from '../profiles/profile.ts';
import { roleSummaries } from '../profiles/summary.ts';
import type { SwitchRequest, Target } from '../sessions/request.ts';
import type { Session } from '../sessions/session.ts';
import type { Entry, UiStart } from '../ui/ports.ts';
import { codeSource } from './asker.ts';
import type { Arguments } from './command.ts';
import { noProfiles } from './no-profiles.ts';
import { openDirectly } from './open-role.ts';
import { runPicker } from './picker.ts';
import { profilesOfLink } from './profiles-of-link.ts';
import { readCacheUse, readRoleTarget, readWishes } from './role-request.ts';

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
  const profiles = await context.profiles();
  const target = readRoleTarget(args) ?? targetOf(args.positionals[0], profiles);
  const request = target === 'previous' ? await previousRequest(context) : target && wish(target);
  if (request !== undefined) {
    const session = await openDirectly(context, { request, use }, codeSource(args, context));
    return { tag: 'opened', session, request, entry: 'subshell' };
  }
  const filter = args.positionals[0] ?? '';
  const start: UiStart = { at: 'picker', filter, ...preselected(context) };
  const requestFor = (profile: string) => wish({ kind: 'profile', profile });
  const ended = await runPicker(context, start, use, requestFor);
  switch (ended?.tag) {
    case undefined:
      throw nobodyToAsk(profiles, filter);
    case 'opened':
      return { ...ended, request: requestFor(ended.session.profile) };
    case 'failed':
      throw new Problem(ended.problem);
    case 'cancelled':
      throw new Cancelled();
    case 'verb':
      return { tag: 'other', outcome: await context.run([ended.verb, ...verbArguments(ended)]) };
  }
}

function verbArguments({ profile, text }: { readonly profile?: string; readonly text?: string }): readonly string[] {
  return [...(profile === undefined ? [] : [profile]), ...(text === undefined ? [] : ['--link', text])];
}

/** What a word on the command line names; undefined where a person has to choose. */
function targetOf(word: string | undefined, profiles: Profiles): Target | 'previous' | undefined {
  if (word === undefined) return undefined;
  if (word === '-') return 'previous';
  if (profiles.get(word) !== undefined) return { kind: 'profile', profile: word };
  if (!looksLikeLink(word)) return undefined;
  const link = parseLink(word);
  const [profile, ...others] = profilesOfLink(profiles, link);
  if (profile === undefined) {
    throw new Problem({
      code: 'link-unknown',
      title: `No profile leads to ${link.role} in ${link.account}.`,
      todo: [`Add one: rolecall add --link '${word}'`],
    });
  }
  if (others.length === 0) return { kind: 'profile', profile };
  throw new Problem({
    code: 'link-ambiguous',
    title: `Several profiles lead to ${link.role} in ${link.account}.`,
    todo: [`Name one of them: ${[profile, ...others].join(', ')}`],
  });
}

async function previousRequest({ env, store }: Context): Promise<SwitchRequest> {
  const id = env.ROLECALL_PREVIOUS;
  const request = id === undefined ? undefined : await (await store()).keptRequest(id);
  if (request !== undefined) return request;
  throw new Problem({
    code: 'no-previous',
    title: 'There is no role before this one.',
    means: 'rolecall - goes back to the role that this shell was in before it switched.',
    todo: ['Choose one: rolecall'],
  });
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
