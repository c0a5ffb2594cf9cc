import type { Context } from '../../../context.ts';
import {
  draftOfLink,
  emptyDraft,
  identityNames,
  type ProfileDraft,
  readNew,
} from '../../../domain/profiles/edit/draft.ts';
import { changeSections } from '../../../domain/profiles/edit/edit.ts';
import type { ProfileFile, Profiles } from '../../../domain/profiles/profile.ts';
import { pasteWord } from '../../../domain/shells/paste.ts';
import { confirm } from '../../../ports/terminal.ts';
import { Cancelled } from '../../../problem.ts';
import { editKept, profileOf } from '../../portals/shared/write-kept.ts';
import type { Arguments } from '../../registry/command.ts';
import { agreeToDefault } from './default-profile.ts';
import { draftProblem, fillInDraft } from './draft.ts';
import { confirmSource } from './hub.ts';
import { reportProfile } from './report.ts';

/**
 * Lets the person add a profile in the form.
 * @param source a profile or found role that it is to start from
 * @returns its name. @throws Cancelled
 */
export async function addInForm(context: Context, source?: string): Promise<string> {
  const profiles = await context.profiles.load();
  const draft = source === undefined ? draftWithSource(profiles) : { ...emptyDraft, 'source-profile': source };
  const filled = await fillInDraft(context, { draft, fixed: [], profiles });
  if (filled === undefined) throw new Cancelled();
  return writeProfile(context, filled);
}

/**
 * Offers to add the profile that a link lacks.
 * @returns the name under which it was added; undefined where nobody sits at a terminal
 * @throws Cancelled
 */
export async function addFromLink(context: Context, link: string): Promise<string | undefined> {
  const profiles = await context.profiles.load();
  const draft = draftOfLink(link, profiles);
  const filled = await fillInDraft(context, { draft, fixed: fixedByLink(draft), profiles });
  return filled === undefined ? undefined : writeProfile(context, filled);
}

/** An empty draft, with a proposal for whose credentials it uses. */
export const draftWithSource = (profiles: Profiles): ProfileDraft => ({
  ...emptyDraft,
  'source-profile': identityNames(profiles)[0] ?? '',
});

/** The fields that a link fills in for good; one that names its account by an alias leaves the role open. */
export const fixedByLink = (draft: ProfileDraft): readonly (keyof ProfileDraft)[] =>
  draft['role-arn'] === '' ? [] : ['role-arn'];

/**
 * Adds a profile to the file as it is at that moment, and reports it.
 * @param agreed to what the name `default` means
 * @returns its name
 * @throws Problem, Cancelled
 */
export async function writeProfile(context: Context, draft: ProfileDraft, agreed = false): Promise<string> {
  const read = readNew(draft, await context.profiles.load());
  if (read.faults !== undefined) throw draftProblem('add', read.faults);
  if (!agreed) await agreeToDefault(context, draft.name);
  await confirmSource(draft['source-profile'], read.hub, context);
  const added = { does: 'add', name: draft.name, settings: read.settings } as const;
  const hub = read.hub === undefined ? [] : [{ does: 'add', ...read.hub } as const];
  const change = (file: ProfileFile) => changeSections(file, [added, ...hub]);
  const { final } = await editKept(
    [{ kind: 'config', change }],
    read.hub === undefined ? [] : [profileOf(read.hub)],
    context,
  );
  await reportProfile(context, { name: draft.name, hub: read.hub?.name }, 'Added', final);
  return draft.name;
}

/** Asks whether to switch to a profile that was added in the form; says how to, where that is not wanted now. */
export async function offerSwitch(
  { output, terminal }: Pick<Context, 'output' | 'terminal'>,
  name: string,
  { commands }: Arguments,
): Promise<boolean> {
  if (output.isTerminal() && (await confirm(terminal, 'Switch to it now?', 'yes')) === true) return true;
  output.writeError(howToSwitch(name, commands));
  return false;
}

/** What a person types to switch to a profile; one that is named like a verb needs the word `switch`. */
export function howToSwitch(name: string, commands: Arguments['commands']): string {
  const isVerb = commands.some((command) => command.name === name);
  return `Switch to it: rolecall ${isVerb ? 'switch ' : ''}${pasteWord(name, 'PROFILE')}\n`;
}
