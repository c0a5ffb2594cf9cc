import type { Context } from '../../context.ts';
import { own } from '../../domain/own.ts';
import { noPortal, portalsNamed } from '../../domain/portals/find.ts';
import { changesAnything, type SyncOptions } from '../../domain/portals/kept/sync.ts';
import { readTemplate } from '../../domain/portals/kept/template.ts';
import { type Portal, portalsIn, signInId } from '../../domain/portals/portal.ts';
import type { SyncSetting } from '../../domain/settings/settings.ts';
import { pasteWord } from '../../domain/shells/paste.ts';
import { cancelled, type Outcome } from '../../outcome.ts';
import { Cancelled, Problem } from '../../problem.ts';
import type { Arguments } from '../registry/command.ts';
import { choosePortal, statesOf } from './shared/choose.ts';
import { knownRegionGiven } from './shared/new-portal.ts';
import { syncPortal } from './shared/sync-portal.ts';

/** Compares a portal's roles with the profiles that were written for it; writes the difference where that is wanted. */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  const portal = await portalFor(args.positionals[0], context);
  const set = own((await context.settings.load()).sync, signInId(portal));
  const options = optionsOf(portal, set, args);
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
  const use = { write: true, prune: set.prune === true, agreed: false, brief: true, command: commandOf(portal) };
  try {
    if ((await syncPortal(portal, optionsOf(portal, set), use, context)) === undefined) throw new Cancelled();
  } catch (error) {
    // The sign-in itself is done.
    throw error instanceof Problem ? new Problem({ ...error.text, exitCode: 1 }, { cause: error }) : error;
  }
}

/** What is to be written, as the flags say, else the settings. @throws Problem for a template or a region that is none */
function optionsOf(portal: Portal, set: SyncSetting | undefined, args?: Arguments): SyncOptions {
  const name = args?.value('name');
  const where = name === undefined ? `sync.${signInId(portal)}.name in settings.json:` : '--name';
  const template = name ?? set?.name;
  return {
    include: args?.flag('include') ? args.values('include') : (set?.include ?? []),
    exclude: args?.flag('exclude') ? args.values('exclude') : (set?.exclude ?? []),
    name: template === undefined ? undefined : readTemplate(template, where),
    region: knownRegionGiven(args?.value('region') ?? set?.region),
  };
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
  if (only === undefined) throw noPortal(profiles);
  return others.length === 0 ? only : choosePortal(await statesOf(portals, context), 'sync', context);
}
