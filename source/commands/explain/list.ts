import type { Context } from '../../context.ts';
import { plain } from '../../domain/display/sanitize.ts';
import { portalsIn, signInId } from '../../domain/portals/portal.ts';
import { findProfile } from '../../domain/profiles/find.ts';
import { roleColor } from '../../domain/profiles/looks/color.ts';
import { typedName } from '../../domain/profiles/looks/role-name.ts';
import type { RoleSummary } from '../../domain/profiles/profile.ts';
import type { OpenEntry } from '../../domain/sessions/cache/store.ts';
import { done, type Outcome } from '../../outcome.ts';
import type { portalsText } from '../../output/portals.ts';
import { type ListKnowledge, rolesAsJson, rolesAsTable } from '../../output/profiles.ts';
import { answerColumns } from '../../ports/output.ts';
import { unlessProblemLater } from '../../problem.ts';
import type { Arguments } from '../registry/command.ts';

/** The role profiles, for a person or a program. */
export async function run(args: Arguments, context: ListContext): Promise<Outcome> {
  const { profiles, accessKeys, output, clock } = context;
  if (args.flag('services')) {
    const { serviceNames } = await import('../../domain/console/destination.ts');
    writeNames(serviceNames(), args, output);
    return done;
  }
  if (args.flag('keys')) {
    writeNames([...accessKeys.known().keys()], args, output);
    return done;
  }
  if (args.flag('all')) {
    writeNames((await profiles.load()).names, args, output);
    return done;
  }
  const roles = wanted(await profiles.roles(), args);
  if (args.flag('names')) {
    const portals = args.flag('portals') ? portalsIn(await profiles.load()).map(signInId) : [];
    const names = [...portals];
    for (const role of roles) if (role.found?.goneSince === undefined) names.push(typedName(role));
    writeNames(names, args, output);
    return done;
  }
  if (args.flag('json')) {
    const [read, known] = await Promise.all([profiles.load(), knowledge(context)]);
    output.write(rolesAsJson(roles, known, clock.now(), (name) => findProfile(read, name)?.at));
  } else if (roles.length === 0) {
    const [read, { noneFound, noProfiles }] = await Promise.all([
      profiles.load(),
      import('../profiles/shared/report.ts'),
    ]);
    throw args.flag('found') ? noneFound(read) : noProfiles(read);
  } else {
    const look = { canvas: output.canvas('out'), now: clock.now(), columns: answerColumns(output) };
    output.write(rolesAsTable(roles, await knowledge(context), look));
    if (output.isTerminal() && roles.some(({ found }) => found !== undefined))
      output.write(await portalsBelow(context, look));
  }
  return done;
}

/** What is known of the portals, for a person. */
async function portalsBelow(context: ListContext, look: Parameters<typeof portalsText>[1]): Promise<string> {
  const [{ portalStates }, { portalsText }] = await Promise.all([
    import('./shared/portals.ts'),
    import('../../output/portals.ts'),
  ]);
  return portalsText(await portalStates(await context.profiles.load(), context), look);
}

/** By `--profiles` and `--found`. */
function wanted(roles: readonly RoleSummary[], args: Arguments): readonly RoleSummary[] {
  if (args.flag('profiles')) return roles.filter(({ found }) => found === undefined);
  return args.flag('found') ? roles.filter(({ found }) => found !== undefined) : roles;
}

type ListContext = Pick<
  Context,
  'profiles' | 'accessKeys' | 'settings' | 'sessions' | 'output' | 'clock' | 'aws' | 'portals'
>;

/** The person's own colours and favourites, and the sessions in the cache. Nobody is asked, and no keychain is opened. */
async function knowledge(context: Pick<ListContext, 'profiles' | 'settings' | 'sessions'>): Promise<ListKnowledge> {
  const { favourites, colors } = await context.settings.load();
  const entries = await openSessions(context);
  // Loaded where a session is open: most of the time none is.
  const ends =
    entries.length === 0
      ? new Map<string, number>()
      : await (await import('./shared/session-ends.ts')).sessionEnds(entries, context);
  return { favourites: new Set(favourites), colorOf: (role) => roleColor(colors, role), ends };
}

/** A cache that is not private is told of by the verbs that need it. */
async function openSessions({ sessions }: Pick<ListContext, 'sessions'>): Promise<readonly OpenEntry[]> {
  return (await unlessProblemLater(sessions.store().then((store) => store.open()))) ?? [];
}

/** A program gets every name as it is; a terminal must not be steered by one, and a shell offers none that it cannot show. */
function writeNames(names: readonly string[], args: Arguments, output: Context['output']): void {
  const listed = args.flag('showable') ? names.filter((name) => plain(name) === name) : names;
  const shown = output.isTerminal() ? listed.map(plain) : listed;
  output.write(shown.length === 0 ? '' : `${shown.join('\n')}\n`);
}
