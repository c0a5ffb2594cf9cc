import type { Context } from '../../context.ts';
import { hasStoredKey } from '../../domain/access-keys/line.ts';
import { plain } from '../../domain/display/sanitize.ts';
import { removeProfile } from '../../domain/profiles/edit/edit.ts';
import { profilesNow } from '../../domain/profiles/edit/file-edits.ts';
import { standsIn } from '../../domain/profiles/lookup.ts';
import { unknownProfile } from '../../domain/profiles/names.ts';
import type { Profile, ProfileFile, Profiles } from '../../domain/profiles/profile.ts';
import { hasKeys, kindOf } from '../../domain/profiles/resolve/kind.ts';
import { neededBy } from '../../domain/profiles/resolve/needed-by.ts';
import { summaryOf } from '../../domain/profiles/resolve/summary.ts';
import { pasteWord } from '../../domain/shells/paste.ts';
import { done, type Outcome } from '../../outcome.ts';
import { Problem } from '../../problem.ts';
import type { Arguments } from '../registry/command.ts';
import { agreed } from '../shared/agreed.ts';
import { takenBack } from '../shared/taken-back.ts';
import { requireProfile } from './shared/draft.ts';

/** Takes a role profile, or an empty one, out of the files that have it. */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  const name = requireProfile(args, 'remove');
  const profiles = await context.profiles.load();
  const profile = profiles.get(name);
  if (profile === undefined) throw unknownProfile(profiles, name, nothingToRemove);
  checkRemovable(profile, profiles);
  const leads = leadsFrom(profile, profiles);
  const isAsked = !args.flag('yes');
  if (isAsked) await confirmRemoval(context, profile, leads);
  const files = [profiles.config, profiles.credentials].filter((file) => standsIn(profile, file.path));
  const removal = (file: ProfileFile): string => {
    // By now it may hold keys that another program wrote, in either file.
    const now = profilesNow(file, profiles, context.profiles.file);
    checkRemovable(now.get(name), now);
    return removeProfile(file, name);
  };
  const { final } = await context.profiles.edit(
    files.map((file) => ({ kind: file.kind, change: removal, ...(isAsked && { shown: file }) })),
  );
  context.output.writeError(`Removed ${plain(name)}. ${takenBack(final, 'puts it back')}\n`);
  if (args.flag('yes') && leads !== undefined) context.output.writeError(`${leads.broken}\n`);
  return done;
}

const nothingToRemove = {
  means: 'There is nothing to remove: the role is listed as long as the portal gives it to you.',
};

/** The profiles that need this one, as sentences for before and for after it is gone. */
type Leads = { readonly needed: string; readonly broken: string };

/** @returns undefined where none does */
function leadsFrom({ name }: Profile, profiles: Profiles): Leads | undefined {
  const { dependants, including } = neededBy(name, profiles);
  const all = [...new Set([...dependants, ...including])].map(plain);
  if (all.length === 0) return undefined;
  const takes = including.length === 1 ? 'takes' : 'take';
  const said = (is: string, take: string) =>
    [
      ...(dependants.length === 0 ? [] : [`It ${is} the source of ${dependants.map(plain).join(', ')}.`]),
      ...(including.length === 0 ? [] : [`${including.map(plain).join(', ')} ${take} settings from it.`]),
    ].join(' ');
  const end = all.length === 1 ? `${all[0]} no longer works.` : 'They no longer work.';
  return { needed: said('is', takes), broken: `${said('was', 'took')} ${end}` };
}

async function confirmRemoval(
  { terminal }: Pick<Context, 'terminal'>,
  { name, at }: Profile,
  leads: Leads | undefined,
): Promise<void> {
  const needed = leads === undefined ? '' : `${leads.needed} `;
  await agreed(terminal, `${needed}Remove ${plain(name)} from ${plain(at.file)}:${at.line}?`, {
    title: `Removing ${name} needs to be confirmed, and there is no terminal to ask on.`,
    ...(leads !== undefined && { means: leads.needed }),
    todo: [`rolecall remove ${pasteWord(name, 'PROFILE')} --yes`],
  });
}

/** @throws Problem for a profile that is more than a role */
function checkRemovable(profile: Profile | undefined, profiles: Profiles): void {
  if (profile === undefined || profile.values.size === 0) return;
  const isRole = !hasKeys(profile) && summaryOf(profile, profiles) !== undefined;
  if (!isRole) throw notARole(profile, profiles);
}

/** Keys that are thrown away do not come back. */
function notARole(profile: Profile, profiles: Profiles): Problem {
  const { name, at } = profile;
  const holdsNone = kindOf(profile, profiles) === 'other' && !profile.values.has('aws_secret_access_key');
  const isStored = hasStoredKey(profile);
  return new Problem({
    code: 'not-a-role',
    title: holdsNone
      ? `${name} is not a role, and rolecall removes only roles and empty profiles.`
      : `${name} is more than a role, and rolecall removes nothing that holds credentials.`,
    todo: [
      isStored
        ? `Remove its key from this machine first: rolecall key remove ${pasteWord(name, 'NAME')}`
        : 'Remove it in an editor, or with the tool that created it.',
    ],
    at: [at],
  });
}
