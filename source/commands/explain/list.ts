import type { Context } from '../../context.ts';
import { plain } from '../../domain/display/sanitize.ts';
import { portalsIn, signInId } from '../../domain/portals/portal.ts';
import { findProfile } from '../../domain/profiles/find.ts';
import { roleColor } from '../../domain/profiles/looks/color.ts';
import { typedName } from '../../domain/profiles/looks/role-name.ts';
import type { RoleSummary } from '../../domain/profiles/profile.ts';
import type { OpenEntry } from '../../domain/sessions/cache/store.ts';
import { done, type Outcome } from '../../outcome.ts';
import { portalsText } from '../../output/portals.ts';
import { type ListedRole, rolesAsJson, rolesAsTable } from '../../output/profiles.ts';
import { unlessProblemLater } from '../../problem.ts';
import { noneFound, noProfiles } from '../profiles/shared/report.ts';
import type { Arguments } from '../registry/command.ts';

/** The role profiles, for a person or a program. */
export async function run(args: Arguments, context: ListContext): Promise<Outcome> {
  const { profiles, output, clock } = context;
  if (args.flag('services')) {
    const { serviceNames } = await import('../../domain/console/destination.ts');
    writeNames(serviceNames(), args, output);
    return done;
  }
  if (args.flag('all')) {
    writeNames((await profiles.load()).names, args, output);
    return done;
  }
  const roles = (await profiles.roles()).filter(wanted(args));
  if (args.flag('names')) {
    const portals = args.flag('portals') ? portalsIn(await profiles.load()).map(signInId) : [];
    const names = roles.filter(({ found }) => found?.goneSince === undefined).map(typedName);
    writeNames([...portals, ...names], args, output);
    return done;
  }
  if (args.flag('json')) {
    const [read, listed] = await Promise.all([profiles.load(), withKnowledge(roles, context)]);
    output.write(rolesAsJson(listed, clock.now(), (name) => findProfile(read, name)?.at));
  } else if (roles.length === 0) {
    const read = await profiles.load();
    throw args.flag('found') ? noneFound(read) : noProfiles(read);
  } else {
    const columns = output.isTerminal() ? output.columns() : Number.POSITIVE_INFINITY;
    const look = { canvas: output.canvas('out'), now: clock.now(), columns };
    output.write(rolesAsTable(await withKnowledge(roles, context), look));
    if (output.isTerminal() && roles.some(({ found }) => found !== undefined))
      output.write(await portalsBelow(context, look));
  }
  return done;
}

/** What is known of the portals, for a person. */
async function portalsBelow(context: ListContext, look: Parameters<typeof portalsText>[1]): Promise<string> {
  const { portalStates } = await import('./shared/portals.ts');
  return portalsText(await portalStates(await context.profiles.load(), context), look);
}

/** By `--profiles` and `--found`. */
function wanted(args: Arguments): (role: RoleSummary) => boolean {
  if (args.flag('profiles')) return ({ found }) => found === undefined;
  return args.flag('found') ? ({ found }) => found !== undefined : () => true;
}

type ListContext = Pick<Context, 'profiles' | 'settings' | 'sessions' | 'output' | 'clock' | 'aws' | 'portals'>;

/** The roles in the person's own colours, with what the cache knows of them. Nobody is asked, and no keychain is opened. */
async function withKnowledge(
  roles: readonly RoleSummary[],
  context: Pick<ListContext, 'profiles' | 'settings' | 'sessions'>,
): Promise<readonly ListedRole[]> {
  const { favourites, colors } = await context.settings.load();
  const entries = await openSessions(context);
  // Loaded where a session is open: most of the time none is.
  const ends =
    entries.length === 0 ? undefined : await (await import('./shared/session-ends.ts')).sessionEnds(entries, context);
  const favourite = new Set(favourites);
  return roles.map((role) => ({
    ...role,
    color: roleColor(colors, role),
    isFavourite: favourite.has(role.name),
    sessionEnds: ends?.get(role.name),
  }));
}

/** A cache that is not private is told of by the verbs that need it. */
async function openSessions({ sessions }: Pick<ListContext, 'sessions'>): Promise<readonly OpenEntry[]> {
  return (await unlessProblemLater(sessions.store().then((store) => store.open()))) ?? [];
}

/** A program gets every name as it is; a terminal must not be steered by one, and a shell offers none that it cannot show. */
function writeNames(names: readonly string[], args: Arguments, output: Context['output']): void {
  const listed = args.flag('showable') ? names.filter((name) => plain(name) === name) : names;
  const shown = output.isTerminal() ? plain : (name: string) => name;
  output.write(listed.map((name) => `${shown(name)}\n`).join(''));
}
