import type { Context } from '../../context.ts';
import {
  draftOfLink,
  emptyDraft,
  identityNames,
  type ProfileDraft,
  readNew,
} from '../../domain/profiles/edit/draft.ts';
import { addProfile } from '../../domain/profiles/edit/edit.ts';
import type { Profiles } from '../../domain/profiles/profile.ts';
import { done, type Outcome } from '../../outcome.ts';
import type { Arguments } from '../registry/command.ts';
import { agrees } from '../role/ask.ts';
import { draftProblem, linkGiven, withFlags } from './shared/draft.ts';
import { fillInProfile } from './shared/form.ts';
import { switchLine, tellOf } from './shared/told.ts';

/** A new role profile: from flags, from a link, or from a form where something is missing. */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  const link = linkGiven(args);
  const name = link !== undefined && link === args.positionals[0] ? '' : (args.positionals[0] ?? '');
  const profiles = await context.profiles();
  const proposed = link === undefined ? draftWithSource(profiles) : draftOfLink(link, profiles);
  const draft = withFlags(args, { ...proposed, ...(name !== '' && { name }) });
  // A name and a source that were only proposed have to be seen by the person; a script has to say them.
  const said = { ...draft, name, 'source-profile': args.value('source-profile') ?? '' };
  const filled = isComplete(said) ? undefined : await askFor(context, draft, profiles, link !== undefined);
  const added = await write(context, filled ?? said);
  return afterwards(args, context, added, filled !== undefined);
}

/**
 * Offers to add the profile that a link lacks.
 * @returns the name under which it was added; undefined where nobody sits at a terminal
 * @throws Cancelled
 */
export async function addFromLink(context: Context, link: string): Promise<string | undefined> {
  const profiles = await context.profiles();
  const filled = await askFor(context, draftOfLink(link, profiles), profiles, true);
  if (filled === undefined) return undefined;
  const name = await write(context, filled);
  await tellOf(context, name, 'Added');
  return name;
}

const isComplete = (draft: ProfileDraft): boolean =>
  draft.name !== '' && draft['role-arn'] !== '' && draft['source-profile'] !== '';

const draftWithSource = (profiles: Profiles): ProfileDraft => ({
  ...emptyDraft,
  'source-profile': identityNames(profiles)[0] ?? '',
});

function askFor(context: Context, draft: ProfileDraft, profiles: Profiles, fromLink: boolean) {
  const fixed = fromLink && draft['role-arn'] !== '' ? (['role-arn'] as const) : [];
  return fillInProfile(context, { draft, before: undefined, fixed, profiles });
}

/** Made to the file as it is at that moment: whatever else was added meanwhile stays. */
async function write(context: Context, draft: ProfileDraft): Promise<string> {
  const read = readNew(draft, await context.profiles());
  if (read.faults !== undefined) throw draftProblem('add', read.faults);
  await context.editProfiles([{ kind: 'config', change: (file) => addProfile(file, draft.name, read.settings) }]);
  return draft.name;
}

async function afterwards(args: Arguments, context: Context, name: string, asked: boolean): Promise<Outcome> {
  await tellOf(context, name, 'Added');
  const offered = asked && context.outIsTerminal() && !args.flag('switch');
  const wanted = offered ? await agrees(context, 'Switch to it now?', 'yes') : args.flag('switch');
  if (wanted === true) return context.run(['switch', name]);
  context.writeError(`Switch to it: ${switchLine(name)}\n`);
  return done;
}
