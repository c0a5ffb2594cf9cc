import type { Context } from '../../../context.ts';
import { plain } from '../../../domain/display/sanitize.ts';
import { sectionTexts } from '../../../domain/portals/kept/marks.ts';
import { changeSections, type SectionChange } from '../../../domain/profiles/edit/edit.ts';
import type { Edited } from '../../../domain/profiles/edit/file-edits.ts';
import type { Profiles, RoleSummary } from '../../../domain/profiles/profile.ts';
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
  let text = profiles.config.text ?? '';
  const { final } = await context.profiles.edit([
    {
      kind: 'config',
      shown: profiles.config,
      change: (file) => {
        text = changeSections(file, changes);
        return text;
      },
    },
  ]);
  await rememberKept(kept, text, profiles, context);
  if (changes.some(({ does }) => does === 'add')) {
    const slower = slowerAwsCli((await context.profiles.load()).names.length);
    if (slower !== undefined) context.output.writeError(`${slower}\n`);
  }
  return { final };
}

/**
 * Remembers profiles that were written as rolecall's, and takes over what is kept of their roles.
 * @param text of the config file, as it was written
 */
export async function rememberKept(
  kept: KeptChanges['kept'],
  text: string,
  { config, credentials }: Pick<Profiles, 'config' | 'credentials'>,
  context: Used,
): Promise<void> {
  const sectionOf = sectionTexts({ config: { ...config, text }, credentials });
  const sections = kept.flatMap(({ name }) => sectionOf(name) ?? []);
  await orSaid(context, 'the profiles count as yours', () => context.profiles.rememberWritten(sections));
  const settings = await context.settings.load();
  if (withProfileNames(settings, kept) === settings) return;
  await orSaid(context, 'favourites and colours stay with the names in the list', async () => {
    await context.settings.change((before) => withProfileNames(before, kept));
  });
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
