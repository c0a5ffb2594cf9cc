import type { Context } from '../../../context.ts';
import { plain } from '../../../domain/display/sanitize.ts';
import { sectionTexts } from '../../../domain/portals/kept/marks.ts';
import { changeSections, type SectionChange } from '../../../domain/profiles/edit/edit.ts';
import type { Edited, FileEdit } from '../../../domain/profiles/edit/file-edits.ts';
import type { ProfileFile, Profiles, RoleSummary } from '../../../domain/profiles/profile.ts';
import { withProfileNames } from '../../../domain/settings/names.ts';
import { day } from '../../../output/clock.ts';
import { slowerAwsCli } from '../../../output/kept.ts';
import { Problem } from '../../../problem.ts';

type Used = Pick<Context, 'profiles' | 'settings' | 'output'>;

/** Changes of the config file, and what they come to. */
export type KeptChanges = {
  readonly changes: readonly SectionChange[];
  /** The profiles that rolecall writes by them, and the lasting names of their roles. */
  readonly kept: readonly { readonly name: string; readonly id: string }[];
};

/**
 * Writes profiles of portals in one edit, remembers them as rolecall's, and takes over what is kept of their roles.
 * @param profiles as the person saw them: what was changed meanwhile is not written over
 * @throws Problem, and then nothing is written
 */
export async function writeKept(
  { changes, kept }: KeptChanges,
  profiles: Profiles,
  context: Used,
): Promise<Pick<Edited, 'final'>> {
  const change = (file: ProfileFile) => changeSections(file, changes);
  const { final } = await editKept([{ kind: 'config', shown: profiles.config, change }], kept, context);
  if (changes.some(({ does }) => does === 'add')) {
    const slower = slowerAwsCli((await context.profiles.load()).names.length);
    if (slower !== undefined) context.output.writeError(`${slower}\n`);
  }
  return { final };
}

/**
 * Makes edits, some of which write roles of portals down: those are remembered as they were written, and what is kept of the
 * roles is taken over.
 * @throws Problem, and then nothing is written
 */
export async function editKept(edits: readonly FileEdit[], kept: KeptChanges['kept'], context: Used): Promise<Edited> {
  if (kept.length === 0) return context.profiles.edit(edits);
  const { config, credentials } = await context.profiles.load();
  let text = config.text ?? '';
  const heard = (edit: FileEdit): FileEdit => ({
    ...edit,
    change: (file) => {
      const changed = edit.change(file);
      if (edit.kind === 'config') text = changed;
      return changed;
    },
  });
  const edited = await context.profiles.edit(edits.map(heard));
  const sectionOf = sectionTexts({ config: { ...config, text }, credentials });
  const sections = kept.flatMap(({ name }) => sectionOf(name) ?? []);
  await orSaid(context, 'the profiles count as yours', () => context.profiles.rememberWritten(sections));
  const settings = await context.settings.load();
  if (withProfileNames(settings, kept) === settings) return edited;
  await orSaid(context, 'favourites and colours stay with the names in the list', async () => {
    await context.settings.change((before) => withProfileNames(before, kept));
  });
  return edited;
}

/** @throws Problem for a found role that its portal lists no more */
export function refuseGone(name: string, summary: RoleSummary | undefined): void {
  const since = summary?.found?.goneSince;
  if (since === undefined) return;
  throw new Problem({
    code: 'found-gone',
    title: `${name} is gone from ${summary?.found?.portal} since ${day(since)}; a profile would lead nowhere.`,
    todo: ['If you have it again: rolecall discover'],
  });
}

/** The profiles are written: what fails behind that is said, and costs nothing else. */
async function orSaid({ output }: Used, so: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    output.writeError(`${plain(error.text.title)} Until that is mended, ${so}.\n`);
  }
}
