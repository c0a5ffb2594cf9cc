import type { Context } from '../../context.ts';
import { draftOfLink, type ProfileDraft } from '../../domain/profiles/edit/draft.ts';
import { defaultCacheUse, plainRequest } from '../../domain/sessions/plan/request.ts';
import { done, type Outcome } from '../../outcome.ts';
import { enter } from '../open/shared/enter.ts';
import { openRole } from '../open/shared/open-role.ts';
import type { Arguments } from '../registry/command.ts';
import { draftWithSource, fixedByLink, howToSwitch, offerSwitch, writeProfile } from './shared/add-profile.ts';
import { fillInDraft, linkGiven, withFlags } from './shared/draft.ts';

/** A new role profile: from flags, from a link, or from a form where something is missing. */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  const link = linkGiven(args);
  const [word = ''] = args.positionals;
  const name = word === link ? '' : word;
  const profiles = await context.profiles.load();
  const proposed = link === undefined ? draftWithSource(profiles) : draftOfLink(link, profiles, name);
  const draft = withFlags(args, { ...proposed, ...(name !== '' && { name }) });
  // A proposed name or source has to be seen by the person; a script has to name both.
  const named = { ...draft, name, 'source-profile': args.value('source-profile') ?? '' };
  const fixed = link === undefined ? [] : fixedByLink(draft);
  const filled = isComplete(named) ? undefined : await fillInDraft(context, { draft, fixed, profiles });
  const added = await writeProfile(context, filled ?? named, args.flag('yes'));
  if (args.flag('switch') || (filled !== undefined && (await offerSwitch(context, added, args)))) {
    return switchTo(context, added);
  }
  if (filled === undefined) context.output.writeError(howToSwitch(added, args.commands));
  return done;
}

const isComplete = (draft: ProfileDraft): boolean =>
  draft.name !== '' && draft['role-arn'] !== '' && draft['source-profile'] !== '';

async function switchTo(context: Context, profile: string): Promise<Outcome> {
  const request = plainRequest(profile);
  const session = await openRole(context, { request, use: defaultCacheUse });
  return enter(context, { session, request, live: false, server: undefined });
}
