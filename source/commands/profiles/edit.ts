import type { Context } from '../../context.ts';
import { plain } from '../../domain/display/sanitize.ts';
import { draftOf, draftOnto, type ProfileDraft, readChanges } from '../../domain/profiles/edit/draft.ts';
import { keyEdits } from '../../domain/profiles/edit/file-edits.ts';
import { fieldKeys } from '../../domain/profiles/keys.ts';
import { unknownProfile } from '../../domain/profiles/names.ts';
import type { Profile, Profiles } from '../../domain/profiles/profile.ts';
import { done, type Outcome } from '../../outcome.ts';
import { Problem, wrongUsage } from '../../problem.ts';
import { editKept, profileOf } from '../portals/shared/write-kept.ts';
import type { Arguments } from '../registry/command.ts';
import { draftProblem, fillInDraft, withFlags, withoutUnset } from './shared/draft.ts';
import { confirmSource } from './shared/hub.ts';
import { reportProfile } from './shared/report.ts';

/** Changes a profile by flags or in a form, or takes the last edit back. */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  const name = args.positionals[0] ?? '';
  if (args.flag('undo')) return undoEdit(context);
  if (name === '') throw usage('rolecall edit needs the profile to change.');
  const { profile, profiles, before } = await shownNow(name, context);
  if (!changesAsked(args)) return editInForm(name, context);
  const draft = withFlags(args, withoutUnset(args, before));
  return save(context, { profile, profiles, draft, before, seen: false });
}

/**
 * Lets the person change a profile in the form. Where it was changed meanwhile, the form is there again: on the profile as it is
 * by then, with what they had typed.
 * @throws Cancelled, Problem where nobody sits at a terminal
 */
export async function editInForm(name: string, context: Context): Promise<Outcome> {
  let shown = await shownNow(name, context);
  let form: { readonly draft: ProfileDraft; readonly notice?: string } = { draft: shown.before };
  for (;;) {
    const draft = await fillInDraft(context, { ...form, before: shown.before, fixed: [], profiles: shown.profiles });
    if (draft === undefined) throw usage('Without a terminal, rolecall edit needs to be told what to change.');
    try {
      return await save(context, { ...shown, draft, seen: true });
    } catch (error) {
      if (!(error instanceof Problem) || error.text.code !== 'file-changed') throw error;
      context.profiles.renew();
      const now = await shownNow(name, context, gone);
      form = { draft: draftOnto(draft, shown.before, now.before), notice: changedMeanwhile };
      shown = now;
    }
  }
}

const changedMeanwhile = 'Not saved: it was changed in the meantime. Check it again.';

/** What a form shows of a profile. @throws Problem where there is none */
async function shownNow(name: string, { profiles: store }: Pick<Context, 'profiles'>, missing = unknownProfile) {
  const profiles = await store.load();
  const profile = profiles.get(name);
  if (profile === undefined) throw missing(profiles, name);
  return { profile, profiles, before: draftOf(profile) };
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
  if (read.settings.source_profile !== undefined) await confirmSource(draft['source-profile'], read.hub, context);
  const edits = keyEdits(profile, profiles, read.settings, seen, read.hub);
  const written = await editKept(edits, read.hub === undefined ? [] : [profileOf(read.hub)], context);
  if (written.files.length === 0) {
    // Nothing was written, so that nobody has looked whether it is still there.
    context.profiles.renew();
    const now = await context.profiles.load();
    if (now.get(profile.name) === undefined) throw gone(now, profile.name);
    context.output.writeError(`${plain(profile.name)} is already set that way.\n`);
  } else await reportProfile(context, { name: profile.name, hub: read.hub?.name }, 'Changed', written.final);
  return done;
}

/** It was there when the person began. */
const gone = (_: Profiles, name: string): Problem =>
  new Problem({
    code: 'profile-unknown',
    title: `The profile ${name} no longer exists.`,
    means: 'It was removed or renamed in the meantime. Nothing was written.',
    todo: ['rolecall list shows the profiles there are.'],
  });

const changesAsked = (args: Arguments): boolean =>
  args.values('unset').length > 0 || fieldKeys().some(({ field }) => args.flag(field));

/** Takes the last edit of AWS's files back. @throws Problem where there is none, or it cannot be */
export async function undoEdit({ profiles, output }: Pick<Context, 'profiles' | 'output'>): Promise<Outcome> {
  const { files, isAgain } = await profiles.undo();
  const paths = files.map(plain).join(', ');
  const said = isAgain
    ? `Edit redone: ${paths}\nRun it again to undo it.`
    : `Edit undone: ${paths}\nRun it again to redo it.`;
  output.writeError(`${said}\n`);
  return done;
}

const usage = (title: string): Problem =>
  wrongUsage(title, ['rolecall edit PROFILE --region eu-west-1', 'rolecall edit --help shows every flag.']);
