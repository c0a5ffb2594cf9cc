import type { Context } from '../../context.ts';
import { noPortal, portalsNamed } from '../../domain/portals/find.ts';
import { type Portal, portalsIn, signInId } from '../../domain/portals/portal.ts';
import type { Profiles } from '../../domain/profiles/profile.ts';
import { cancelled, done, type Outcome } from '../../outcome.ts';
import { discoveredJson } from '../../output/discovery.ts';
import type { Arguments } from '../registry/command.ts';
import { readPortals } from './shared/whole-reading.ts';

/** Reads all accounts and roles of the portals named, or of all of them. One that fails leaves the others. */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  const all = await readPortals(portalsChosen(args.positionals, await context.profiles.load()), context);
  if (all === undefined) return cancelled;
  if (args.flag('json')) context.output.write(discoveredJson(all));
  return all.some(({ problem }) => problem !== undefined) ? { tag: 'done', exitCode: 1 } : done;
}

/** @throws Problem where there is none, or none of that name */
function portalsChosen(words: readonly string[], profiles: Profiles): readonly Portal[] {
  const portals = words.length === 0 ? portalsIn(profiles) : words.flatMap((word) => portalsNamed(word, profiles));
  if (portals.length === 0) throw noPortal(profiles);
  return [...new Map(portals.map((portal) => [signInId(portal), portal])).values()];
}
