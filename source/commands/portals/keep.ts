import type { Context } from '../../context.ts';
import { plain } from '../../domain/display/sanitize.ts';
import { lastingName, readTypedName } from '../../domain/portals/found/names.ts';
import { planKeep, type ToKeep } from '../../domain/portals/kept/keep.ts';
import { readTemplate } from '../../domain/portals/kept/template.ts';
import { findProfile } from '../../domain/profiles/find.ts';
import { matchProfiles, unknownProfile } from '../../domain/profiles/names.ts';
import type { Profile, Profiles, RoleSummary } from '../../domain/profiles/profile.ts';
import { done, type Outcome } from '../../outcome.ts';
import { slowerAwsCli } from '../../output/kept.ts';
import { paint } from '../../output/paint.ts';
import { wrongUsage } from '../../problem.ts';
import { confirmMany } from '../open/shared/confirm-many.ts';
import { profileNamed } from '../open/shared/profile-named.ts';
import type { Arguments } from '../registry/command.ts';
import { takenBack } from '../shared/taken-back.ts';
import { knownRegionGiven } from './shared/new-portal.ts';
import { profileOf, refuseGone, unlistedText, writeKept } from './shared/write-kept.ts';

/** Writes found roles down as profiles, for other tools. */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  const words = args.positionals;
  if (words.length === 0) throw wrongUsage('keep needs a role that was found in a portal.', 'rolecall keep prod/Admin');
  const options = { name: args.value('name'), region: knownRegionGiven(args.value('region')) };
  if (options.name !== undefined) readTemplate(options.name);
  const profiles = await context.profiles.load();
  const names = matchProfiles(profiles, words, 'found roles');
  const ofGlobs = names.filter((name) => !words.includes(name) && profiles.get(name) === undefined);
  if (!args.flag('yes')) await confirmMany(ofGlobs, 'keep', context);
  await keepRoles(names, options, context, (name) => words.includes(name));
  return done;
}

/**
 * Writes roles down and reports it. One that a profile leads to already is told.
 * @param isNamed the person typed this name, rather than a glob that matches it
 * @returns the names of the profiles that lead to the roles now, in their order
 * @throws Problem, Cancelled
 */
export async function keepRoles(
  names: readonly string[],
  options: { readonly name?: string | undefined; readonly region?: string | undefined },
  context: Context,
  isNamed: (name: string) => boolean = () => true,
): Promise<readonly string[]> {
  const profiles = await context.profiles.load();
  const summaries = new Map((await context.profiles.roles()).map((role) => [role.name, role]));
  const toKeep: ToKeep[] = [];
  const there: string[] = [];
  for (const name of names) {
    const found = await foundRole(name, profiles, context, isNamed(name));
    if (profiles.get(found.name) === found) {
      there.push(found.name);
      if (isNamed(name)) context.output.writeError(`${isThereAlready(name, found)}\n`);
      continue;
    }
    const summary = summaries.get(found.name);
    refuseGone(name, summary);
    if (toKeep.some((other) => other.found.name === found.name)) continue;
    const pair = pairOf(found, summary);
    if (summary === undefined) context.output.writeError(`${unlistedText(name, pair.portal)}\n`);
    toKeep.push({ pair, found });
  }
  if (toKeep.length === 0) {
    if (!names.some(isNamed)) context.output.writeError('All of them are already profiles.\n');
    return there;
  }
  const kept = planKeep(toKeep, options, profiles);
  const changes = kept.map(({ name, settings }) => ({ does: 'add', name, settings }) as const);
  const { final } = await writeKept(changes, kept.map(profileOf), profiles, context);
  await report(
    kept.map(({ name }) => name),
    final,
    context,
  );
  return [...there, ...kept.map(({ name }) => name)];
}

/** @throws Problem where the name is none, and what the door for names asks */
async function foundRole(name: string, profiles: Profiles, context: Context, isNamed: boolean): Promise<Profile> {
  const lasting = isNamed ? await profileNamed(name, context) : name;
  const found = lasting === undefined ? undefined : findProfile(profiles, lasting);
  if (found === undefined) throw unknownProfile(profiles, name);
  return found;
}

const isThereAlready = (name: string, { name: profile, at }: Profile): string =>
  name === profile
    ? `${plain(name)} is already a profile: ${plain(at.file)}:${at.line}`
    : `${plain(name)} is already the profile ${plain(profile)}: ${plain(at.file)}:${at.line}`;

/** A role that was never listed has its ID for the account's name. */
function pairOf({ name: id, foundName = id }: Profile, summary: RoleSummary | undefined): ToKeep['pair'] {
  const { portal = '', accountId, roleName } = readTypedName(id) ?? { accountId: '', roleName: '' };
  const accountName = summary?.accountName;
  return {
    portal,
    accountId,
    accountName,
    roleName,
    id: lastingName({ portal, accountId, roleName }),
    name: foundName,
  };
}

/** More than these are counted. */
const mostTold = 10;

async function report(names: readonly string[], final: string | undefined, context: Context): Promise<void> {
  const { output } = context;
  const { strong, dim } = paint(output.colors('error'));
  const profiles = await context.profiles.load();
  const told = names.length > mostTold ? [] : names;
  for (const name of told) {
    const at = profiles.get(name)?.at;
    output.writeError(`Added ${strong(plain(name))}. ${dim(at === undefined ? '' : `${plain(at.file)}:${at.line}`)}\n`);
  }
  const [it, count] = names.length === 1 ? ['it', ''] : ['them', `Added ${names.length} profiles. `];
  output.writeError(`${count}${takenBack(final, `removes ${it} again`)}\n`);
  const slower = slowerAwsCli(profiles.names.length);
  if (slower !== undefined) output.writeError(`${slower} Keep only those that other tools use.\n`);
}
