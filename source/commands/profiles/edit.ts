import type { Context } from '../../context.ts';
import { plain } from '../../domain/display/sanitize.ts';
import { draftOf, type ProfileDraft, readChanges } from '../../domain/profiles/edit/draft.ts';
import { draftFields } from '../../domain/profiles/edit/draft-fields.ts';
import { keyEdits } from '../../domain/profiles/edit/key-edits.ts';
import type { Profile, Profiles } from '../../domain/profiles/profile.ts';
import { unknownProfile } from '../../domain/profiles/resolve/chain.ts';
import { done, type Outcome } from '../../outcome.ts';
import { Problem } from '../../problem.ts';
import type { Arguments } from '../registry/command.ts';
import { draftProblem, withFlags, withoutUnset } from './shared/draft.ts';
import { fillInProfile } from './shared/form.ts';
import { tellOf } from './shared/told.ts';

/** Changes a profile by flags or in a form, or takes the last edit back. */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  const name = args.positionals[0] ?? '';
  if (args.flag('undo')) return undo(context);
  if (name === '') throw usage('rolecall edit needs the profile to change.');
  const profiles = await context.profiles();
  const profile = profiles.get(name);
  if (profile === undefined) throw unknownProfile(profiles, name);
  const before = draftOf(profile);
  const byFlags = changesAsked(args);
  const draft = byFlags
    ? withFlags(args, withoutUnset(args, before))
    : await fillInProfile(context, { draft: before, before, fixed: [], profiles });
  if (draft === undefined) throw usage('Without a terminal, rolecall edit needs to be told what to change.');
  return save(context, { profile, profiles, draft, before, seen: !byFlags });
}

type Saving = {
  readonly profile: Profile;
  readonly profiles: Profiles;
  readonly draft: ProfileDraft;
  readonly before: ProfileDraft;
  /** The person decided by what a form showed. */
  readonly seen: boolean;
};

async function save(context: Context, { profile, profiles, draft, before, seen }: Saving): Promise<Outcome> {
  const read = readChanges(draft, before, profiles);
  if (read.faults !== undefined) throw draftProblem('edit', read.faults);
  const edits = keyEdits(profile, profiles, read.settings, seen);
  const written = await context.editProfiles(edits);
  if (written.length === 0) context.writeError(`${plain(profile.name)} says that already.\n`);
  else await tellOf(context, profile.name, 'Changed');
  return done;
}

const changesAsked = (args: Arguments): boolean =>
  args.values('unset').length > 0 || draftFields.some(({ field }) => args.flag(field));

async function undo(context: Context): Promise<Outcome> {
  const files = await context.undoEdit();
  context.writeError(`Put back: ${files.map(plain).join(', ')}\nOnce more does the edit again.\n`);
  return done;
}

function usage(title: string): Problem {
  return new Problem({
    code: 'usage',
    title,
    todo: ['rolecall edit PROFILE --region eu-west-1', 'rolecall edit --help shows every flag.'],
    exitCode: 2,
  });
}
