import type { Context } from '../../../context.ts';
import { plain } from '../../../domain/display/sanitize.ts';
import { capitalized } from '../../../domain/display/sentence.ts';
import { sectionTexts } from '../../../domain/portals/kept/marks.ts';
import {
  changesAnything,
  isManyToPrune,
  planSync,
  type SyncOptions,
  type SyncPlan,
} from '../../../domain/portals/kept/sync.ts';
import { type Portal, signInId } from '../../../domain/portals/portal.ts';
import type { SectionChange } from '../../../domain/profiles/edit/edit.ts';
import { otherCase } from '../../../domain/profiles/names.ts';
import type { Profiles } from '../../../domain/profiles/profile.ts';
import { slowerAwsCli, syncCounts, syncText } from '../../../output/kept.ts';
import { confirm } from '../../../ports/terminal.ts';
import { confirmationNeeded } from '../../shared/agreed.ts';
import { checkConfigWritable } from '../../shared/config-writable.ts';
import { sentencesOf } from '../../shared/reasons.ts';
import { takenBack } from '../../shared/taken-back.ts';
import { askPerson, knownPerson } from './who-is.ts';
import { readPortals } from './whole-reading.ts';
import { adopt, profileOf, type WrittenProfile, writeKept } from './write-kept.ts';

/** What is done with a plan. */
export type SyncUse = {
  readonly write: boolean;
  readonly prune: boolean;
  /** The person has agreed to whatever goes. */
  readonly agreed: boolean;
  /** Say the counts alone. */
  readonly brief?: boolean;
  /** The command that does it, without `--prune` and `--write`: with the flags that were typed. */
  readonly command: string;
};

type Synced = { readonly plan: SyncPlan; readonly isWhole: boolean };

/**
 * Reads the portal, compares, shows it, and writes what is wanted of it.
 * @returns undefined where the person stopped the reading. @throws Problem, Cancelled
 */
export async function syncPortal(
  portal: Portal,
  options: SyncOptions,
  use: SyncUse,
  context: Context,
): Promise<Synced | undefined> {
  const { output } = context;
  const record = await context.profiles.written();
  // It takes its time to read the portal.
  if (use.write) await checkConfigWritable(context);
  const read = (await readPortals([portal], context))?.[0];
  if (read === undefined) return undefined;
  const { inventory, how } = read.end;
  const profiles = await context.profiles.load();
  const sectionOf = sectionTexts(profiles);
  const planFor = (person: string | undefined) =>
    planSync(portal, options, {
      profiles,
      inventoryOf: (of) => (signInId(of) === signInId(portal) ? inventory : context.portals.inventories.read(of)),
      ownerOf: (name) => record.ownerOf(sectionOf(name) ?? ''),
      isRecordRead: record.fault === undefined,
      person,
      isWhole: how === 'whole',
    });
  let person = await knownPerson(portal, context);
  let plan = planFor(person);
  const asks = person === undefined && (use.write || plan.yours.some(({ isGone }) => isGone));
  if (asks) {
    person = await askPerson(portal, inventory, context);
    plan = planFor(person);
  }
  if (record.fault !== undefined) output.writeError(`${sentencesOf(record.fault, 'All profiles count as yours.')}\n`);
  // Of a portal that was not read, nothing can be counted.
  const isRead = how === 'whole' || how === 'some-left';
  const counts = isRead ? `${syncCounts(plan)}\n` : '';
  if (isRead) for (const each of plan.unmatched) output.writeError(`${unmatchedText(each)}\n`);
  if (use.brief) output.writeError(counts);
  else output.write(`${syncText(plan, output.colors('out'))}${counts}`);
  const mayPrune = use.write && use.prune && plan.gone.length > 0 && (await agreedToPrune(plan, use, context));
  const gone = mayPrune ? plan.gone : [];
  const changes = changesOf(plan, gone);
  if (!use.write || changes.length === 0) output.writeError(hint(plan, profiles, use));
  else {
    const { final } = await writeKept(changes, writtenBy(plan), profiles, context);
    output.writeError(`${written(plan, gone.length)} ${takenBack(final, 'undoes that')}\n`);
  }
  if (use.write && person !== undefined && plan.unowned.length > 0) await adopt(plan.unowned, portal, context);
  return { plan, isWhole: how === 'whole' };
}

function unmatchedText({ glob, inOtherCase }: SyncPlan['unmatched'][number]): string {
  const other = otherCase(inOtherCase);
  return plain(`No role matches ${glob}.${other === undefined ? '' : ` ${other}`}`);
}

const writtenBy = ({ portal, added, changed }: SyncPlan): readonly WrittenProfile[] => [
  ...added.map(profileOf),
  ...changed.map(({ name, to }) => ({ name: to, from: name, portal, moves: name !== to })),
];

function changesOf({ added, changed }: SyncPlan, gone: SyncPlan['gone']): readonly SectionChange[] {
  return [
    ...gone.map(({ name }) => ({ does: 'remove', name }) as const),
    ...changed.flatMap(({ name, to, settings }): SectionChange[] => [
      ...(to === name ? [] : [{ does: 'rename', name, to } as const]),
      ...(Object.keys(settings).length === 0 ? [] : [{ does: 'set', name, settings } as const]),
    ]),
    ...added.map(({ name, settings }) => ({ does: 'add', name, settings }) as const),
  ];
}

/** May the profiles of roles that are gone be taken out? @throws Problem where that has to be asked and nobody can be */
async function agreedToPrune(plan: SyncPlan, use: SyncUse, context: Context): Promise<boolean> {
  const { output, terminal } = context;
  if (use.agreed || !isManyToPrune(plan)) return true;
  const count = `${plan.gone.length} of the ${plan.written} profiles that were written for ${plan.portal}`;
  const answer = await confirm(terminal, `Remove ${plain(count)}?`, 'no');
  const command = `${use.command} --prune --write`;
  if (answer === undefined && use.brief)
    output.writeError(`Profiles of roles that are gone stay until you remove them: ${command}\n`);
  if (answer !== undefined || use.brief) return answer === true;
  throw confirmationNeeded({
    title: `${count} would be removed, and there is no terminal to ask whether you mean that. Nothing was written.`,
    todo: [`${command} --yes`],
  });
}

/** What was not written, and what writes it. */
function hint(plan: SyncPlan, { names }: Profiles, { write, prune, command }: SyncUse): string {
  const lines = plan.gone.length > 0 && !prune ? ['Without --prune, profiles of roles that are gone stay.'] : [];
  if (!write && changesAnything(plan, prune)) {
    lines.unshift(`Nothing was written. To write it: ${command}${prune ? ' --prune' : ''} --write`);
    const slower = plan.added.length === 0 ? undefined : slowerAwsCli(names.length + plan.added.length);
    if (slower !== undefined) lines.push(`${slower} To write fewer: --include 'prod*'`);
  }
  return lines.map((line) => `${line}\n`).join('');
}

function written({ added, changed }: SyncPlan, gone: number): string {
  const counts = [
    [added.length, 'Added'],
    [changed.length, 'changed'],
    [gone, 'removed'],
  ] as const;
  const told = counts.filter(([count]) => count > 0).map(([count, what]) => `${what} ${count}`);
  return capitalized(`${told.join(', ')}.`);
}
