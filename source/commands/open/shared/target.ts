import type { Context } from '../../../context.ts';
import { looksLikeLink, parseLink } from '../../../domain/profiles/looks/links.ts';
import type { SwitchRequest, Target } from '../../../domain/sessions/plan/request.ts';
import { Problem } from '../../../problem.ts';
import { profilesOfLink } from '../../profiles/shared/of-link.ts';

/**
 * What a word on the command line names; undefined where a person has to choose.
 * @throws Problem, and Cancelled where the person does not want the profile that a link lacks
 */
export async function targetOf(word: string | undefined, context: Context): Promise<Target | 'previous' | undefined> {
  if (word === undefined) return undefined;
  if (word === '-') return 'previous';
  if ((await context.profiles()).get(word) !== undefined) return { kind: 'profile', profile: word };
  return looksLikeLink(word) ? targetOfLink(word, context) : undefined;
}

/** The profile that leads where a link does; one that is missing is added by whoever sits at a terminal. */
export async function targetOfLink(text: string, context: Context): Promise<Target> {
  const link = parseLink(text);
  const [profile, ...others] = profilesOfLink(await context.profiles(), link);
  if (others.length > 0) {
    throw new Problem({
      code: 'link-ambiguous',
      title: `Several profiles lead to ${link.role} in ${link.account}.`,
      todo: [`Name one of them: ${[profile, ...others].join(', ')}`],
    });
  }
  if (profile !== undefined) return { kind: 'profile', profile };
  const { addFromLink } = await import('../../profiles/add.ts');
  const added = await addFromLink(context, text);
  if (added !== undefined) return { kind: 'profile', profile: added };
  throw new Problem({
    code: 'link-unknown',
    title: `No profile leads to ${link.role} in ${link.account}.`,
    todo: [`Add one: rolecall add NAME --source-profile PROFILE --link '${text}'`],
  });
}

/** The request of the role before this one. @throws Problem where there was none */
export async function previousRequest({ env, store }: Context): Promise<SwitchRequest> {
  const id = env.ROLECALL_PREVIOUS;
  const request = id === undefined ? undefined : await (await store()).savedRequest(id);
  if (request !== undefined) return request;
  throw new Problem({
    code: 'no-previous',
    title: 'There is no role before this one.',
    means: 'rolecall - goes back to the role that this shell was in before it switched.',
    todo: ['Choose one: rolecall'],
  });
}
