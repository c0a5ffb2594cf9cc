import type { Context } from '../../../context.ts';
import { plain } from '../../../domain/display/sanitize.ts';
import { dayOf } from '../../../domain/display/sentence.ts';
import { readTypedName } from '../../../domain/portals/found/names.ts';
import { sectionTexts } from '../../../domain/portals/kept/marks.ts';
import { type Portal, portalsIn, signInId } from '../../../domain/portals/portal.ts';
import { changeSections, type SectionChange } from '../../../domain/profiles/edit/edit.ts';
import type { Edited, FileEdit } from '../../../domain/profiles/edit/file-edits.ts';
import type { ProfileFile, Profiles, RoleSummary } from '../../../domain/profiles/profile.ts';
import { type NewName, withProfileNames } from '../../../domain/settings/names.ts';
import { Problem } from '../../../problem.ts';
import { knownPerson } from './who-is.ts';

type Used = Pick<Context, 'profiles' | 'settings' | 'output' | 'portals' | 'aws'>;

/** A profile that rolecall writes for a role of a portal. */
export type WrittenProfile = NewName & {
  /** Identity of the portal. */
  readonly portal: string;
};

/** The profile of a found role, as it is written. @param id the role's lasting name */
export const profileOf = ({ name, id }: { readonly name: string; readonly id: string }): WrittenProfile => ({
  name,
  from: id,
  portal: readTypedName(id)?.portal ?? '',
});

/**
 * Writes profiles of portals in one edit, remembers them as rolecall's, and takes over what is kept of their roles.
 * @param profiles as the person saw them: what was changed meanwhile is not written over
 * @throws Problem, and then nothing is written
 */
export function writeKept(
  changes: readonly SectionChange[],
  kept: readonly WrittenProfile[],
  profiles: Profiles,
  context: Used,
): Promise<Edited> {
  const change = (file: ProfileFile) => changeSections(file, changes);
  return editKept([{ kind: 'config', shown: profiles.config, change }], kept, context);
}

/**
 * Makes edits, some of which write roles of portals down: those are remembered as they were written, and for whom; what is kept
 * of the roles is taken over.
 * @throws Problem, and then nothing is written
 */
export async function editKept(
  edits: readonly FileEdit[],
  kept: readonly WrittenProfile[],
  context: Used,
): Promise<Edited> {
  if (kept.length === 0) return context.profiles.edit(edits);
  const before = await context.profiles.load();
  let text = before.config.text ?? '';
  const heard = (edit: FileEdit): FileEdit => ({
    ...edit,
    change: (file) => {
      const changed = edit.change(file);
      if (edit.kind === 'config') text = changed;
      return changed;
    },
  });
  const edited = await context.profiles.edit(edits.map(heard));
  await orSaid(context, 'the profiles count as yours', () => remember(kept, before, text, context));
  const settings = await context.settings.load();
  if (withProfileNames(settings, kept) === settings) return edited;
  await orSaid(context, 'favourites and colours stay with the names in the list', async () => {
    await context.settings.change((now) => withProfileNames(now, kept));
  });
  return edited;
}

/** Remembers profiles as they were written: portal by portal, for whoever is signed in there. @param text of the config file */
async function remember(
  kept: readonly Pick<WrittenProfile, 'name' | 'portal'>[],
  profiles: Profiles,
  text: string,
  context: Used,
): Promise<void> {
  const { config, credentials } = profiles;
  const sectionOf = sectionTexts({ config: { ...config, text }, credentials });
  for (const portal of portalsIn(profiles)) {
    const sections = kept.flatMap((each) => (each.portal === signInId(portal) ? (sectionOf(each.name) ?? []) : []));
    if (sections.length === 0) continue;
    const person = await knownPerson(portal, context);
    await context.profiles.rememberWritten(sections, { startUrl: portal.startUrl, person });
  }
}

/** Remembers for whom profiles were written, once that is known. */
export async function adopt(names: readonly string[], portal: Portal, context: Used): Promise<void> {
  const profiles = await context.profiles.load();
  const kept = names.map((name) => ({ name, portal: signInId(portal) }));
  await orSaid(context, 'it is not known for whom they were written', () =>
    remember(kept, profiles, profiles.config.text ?? '', context),
  );
}

/** A role that no list has is written as it was typed. */
export const unlistedText = (name: string, portal: string): string =>
  `${plain(name)} is not among the roles found in ${plain(portal)}; it is written as typed.`;

/** @throws Problem for a found role that its portal lists no more */
export function refuseGone(name: string, summary: RoleSummary | undefined): void {
  const since = summary?.found?.goneSince;
  if (since === undefined) return;
  throw new Problem({
    code: 'found-gone',
    title: `${name} has been gone from ${summary?.found?.portal} since ${dayOf(since)}; a profile would lead nowhere.`,
    todo: ['If you have it again, run rolecall discover'],
  });
}

/** The profiles are written: what fails behind that is said, and costs nothing else. */
async function orSaid({ output }: Used, so: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    output.writeError(`${plain(error.text.title)} Until that is fixed, ${so}.\n`);
  }
}
