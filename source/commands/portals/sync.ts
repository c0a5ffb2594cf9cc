import type { Context } from '../../context.ts';
import { plain } from '../../domain/display/sanitize.ts';
import { own } from '../../domain/own.ts';
import { findPortal, noPortal } from '../../domain/portals/find.ts';
import { sectionTexts } from '../../domain/portals/kept/marks.ts';
import { changesAnything, isManyToPrune, planSync, type SyncPlan } from '../../domain/portals/kept/sync.ts';
import { type Portal, portalsIn, signInId } from '../../domain/portals/portal.ts';
import type { SectionChange } from '../../domain/profiles/edit/edit.ts';
import type { Profiles } from '../../domain/profiles/profile.ts';
import type { SyncSetting } from '../../domain/settings/settings.ts';
import { pasteWord } from '../../domain/shells/paste.ts';
import { cancelled, type Outcome } from '../../outcome.ts';
import { syncCounts, syncText } from '../../output/kept.ts';
import { confirm } from '../../ports/terminal.ts';
import { Cancelled, Problem } from '../../problem.ts';
import { takenBack } from '../profiles/shared/report.ts';
import type { Arguments } from '../registry/command.ts';
import { choosePortal, statesOf } from './shared/choose.ts';
import { checkedRegion, checkSomewhere } from './shared/new-portal.ts';
import { isSamePerson } from './shared/same-person.ts';
import { readWhole } from './shared/whole-reading.ts';
import { writeKept } from './shared/write-kept.ts';

/** What is done with a plan. */
type SyncUse = {
  readonly write: boolean;
  readonly prune: boolean;
  /** The person has agreed to whatever goes. */
  readonly agreed: boolean;
  /** Say the counts alone. */
  readonly brief?: boolean;
  /** The command that does it, without `--prune` and `--write`: with the flags that were typed. */
  readonly command: string;
};

/** Compares a portal's roles with the profiles that were written for it; writes the difference where that is wanted. */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  const portal = await portalFor(args.positionals[0], context);
  const set = own((await context.settings.load()).sync, signInId(portal));
  const options = {
    include: args.flag('include') ? args.values('include') : (set?.include ?? []),
    exclude: args.flag('exclude') ? args.values('exclude') : (set?.exclude ?? []),
    name: args.value('name') ?? set?.name,
    region: checkedRegion(args.value('region') ?? set?.region),
  };
  const prune = args.flag('prune') || set?.prune === true;
  const use = { write: args.flag('write'), prune, agreed: args.flag('yes'), command: commandOf(portal, args) };
  const made = await syncPortal(portal, options, use, context);
  if (made === undefined) return cancelled;
  const { plan, isWhole } = made;
  if (!isWhole) return { tag: 'done', exitCode: 1 };
  return { tag: 'done', exitCode: args.flag('check') && changesAnything(plan, prune) ? 3 : 0 };
}

/** Keeps the profiles of a portal in step, as the settings say, after a sign-in. @throws Problem, Cancelled */
export async function syncAfterSignIn(portal: Portal, set: SyncSetting, context: Context): Promise<void> {
  const { include = [], exclude = [], name, region, prune = false } = set;
  const options = { include, exclude, name, region: checkedRegion(region) };
  const use = { write: true, prune, agreed: false, brief: true, command: commandOf(portal) };
  if ((await syncPortal(portal, options, use, context)) === undefined) throw new Cancelled();
}

/**
 * Reads the portal, compares, shows it, and writes what is wanted of it.
 * @returns undefined where the person stopped the reading. @throws Problem, Cancelled
 */
async function syncPortal(
  portal: Portal,
  options: Parameters<typeof planSync>[1],
  use: SyncUse,
  context: Context,
): Promise<{ readonly plan: SyncPlan; readonly isWhole: boolean } | undefined> {
  const { output } = context;
  const read = (await readWhole([portal], context))?.[0];
  if (read === undefined) return undefined;
  const { end } = read;
  const profiles = await context.profiles.load();
  if (use.write) checkSomewhere(profiles.config.path);
  const isWritten = await context.profiles.isAsWritten();
  const sectionOf = sectionTexts(profiles);
  const plan = planSync(portal, options, {
    profiles,
    inventoryOf: (of) => (signInId(of) === signInId(portal) ? end.inventory : context.portals.inventories.read(of)),
    isAsWritten: (name) => isWritten(sectionOf(name) ?? ''),
    isWhole: end.how === 'whole',
  });
  if (use.brief) output.writeError(`${syncCounts(plan)}\n`);
  else output.write(syncText(plan, output.colors('out')));
  const mayPrune = use.write && use.prune && plan.gone.length > 0 && (await agreedToPrune(portal, plan, use, context));
  const gone = mayPrune ? plan.gone : [];
  const changes = changesOf(plan, gone);
  if (!use.write || changes.length === 0) {
    output.writeError(hint(plan, use));
  } else {
    const kept = [...plan.added, ...plan.changed.map(({ name, to }) => ({ name: to, id: name }))];
    const { final } = await writeKept({ changes, kept }, profiles, context);
    output.writeError(`${written(plan, gone.length)} ${takenBack(final, 'takes that back')}\n`);
  }
  return { plan, isWhole: end.how === 'whole' };
}

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
async function agreedToPrune(portal: Portal, plan: SyncPlan, use: SyncUse, context: Context): Promise<boolean> {
  const { output, terminal } = context;
  if (!(await isSamePerson(portal, context))) {
    output.writeError(
      `Somebody else may be signed in to ${plain(plan.portal)} than when these profiles were written: none is taken out.\n`,
    );
    return false;
  }
  if (use.agreed || !isManyToPrune(plan)) return true;
  const count = `${plan.gone.length} of the ${plan.written} profiles that were written for ${plan.portal}`;
  const answer = await confirm(terminal, `Take out ${plain(count)}?`, 'no');
  const command = `${use.command} --prune --write`;
  if (answer === undefined && use.brief) output.writeError(`What is gone stays until you say so: ${command}\n`);
  if (answer !== undefined || use.brief) return answer === true;
  throw new Problem({
    code: 'confirmation-needed',
    title: `${count} would be taken out, and there is no terminal to ask whether that is meant. Nothing was written.`,
    todo: [`${command} --yes`],
    exitCode: 2,
  });
}

/** What was not written, and what writes it. */
function hint(plan: SyncPlan, { write, prune, command }: SyncUse): string {
  const left = plan.gone.length > 0 && !prune ? '\nWhat is gone stays without --prune.' : '';
  if (write || !changesAnything(plan, prune)) return left === '' ? '' : `${left.trim()}\n`;
  return `Nothing was written. To write it: ${command}${prune ? ' --prune' : ''} --write${left}\n`;
}

function written({ added, changed }: SyncPlan, gone: number): string {
  const counts = [
    [added.length, 'Added'],
    [changed.length, 'changed'],
    [gone, 'took out'],
  ] as const;
  const told = counts.filter(([count]) => count > 0).map(([count, what]) => `${what} ${count}`);
  const text = told.join(', ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** `rolecall sync corp --include 'prod*'`: what was typed, but for what is done with it. */
function commandOf(portal: Portal, args?: Arguments): string {
  const flags = (['include', 'exclude', 'name', 'region'] as const).flatMap((flag) =>
    (args?.values(flag) ?? []).map((value) => ` --${flag} ${pasteWord(value, flag.toUpperCase())}`),
  );
  return `rolecall sync ${pasteWord(signInId(portal), 'PORTAL')}${flags.join('')}`;
}

/** The portal that is named, the only one, or the one that the person chooses. @throws Problem, Cancelled */
async function portalFor(word: string | undefined, context: Context): Promise<Portal> {
  const profiles = await context.profiles.load();
  const portals = word === undefined ? portalsIn(profiles) : portalsNamed(word, profiles);
  const [only, ...others] = portals;
  if (only === undefined) throw noPortal();
  return others.length === 0 ? only : choosePortal(await statesOf(portals, context), 'sync', context);
}

function portalsNamed(word: string, profiles: Profiles): readonly Portal[] {
  const found = findPortal(word, profiles);
  return found.tag === 'new' ? [] : found.portals;
}
