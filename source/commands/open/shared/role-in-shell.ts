import type { Context } from '../../../context.ts';
import { printable } from '../../../domain/display/sanitize.ts';
import { findProfile } from '../../../domain/profiles/find.ts';
import { badgeName, isOnlyNameIn } from '../../../domain/profiles/looks/badge-name.ts';
import { roleColor } from '../../../domain/profiles/looks/color.ts';
import { summaryOf } from '../../../domain/profiles/resolve/summary.ts';
import { leadsTo, planLeadsTo } from '../../../domain/sessions/plan/leads-to.ts';
import { nameOfTarget, planRequest } from '../../../domain/sessions/plan/plan.ts';
import { isReadOnly, plainRequest, type SwitchRequest } from '../../../domain/sessions/plan/request.ts';
import type { Session } from '../../../domain/sessions/session.ts';
import { currentRole } from '../../../domain/shells/current.ts';
import { keyholders, type LiveConfigParts, liveConfig } from '../../../domain/shells/live.ts';
import { liveConfigName, liveProfile } from '../../../domain/shells/live-name.ts';
import { liveUnkept } from '../../../domain/shells/live-unkept.ts';
import { isEndpoint, profileVariables } from '../../../domain/shells/names.ts';
import type { LiveRole, RoleInShell } from '../../../domain/shells/role.ts';
import type { ServedAt } from '../../../domain/shells/served.ts';
import { unlessProblem } from '../../../problem.ts';
import { keepsSessions } from './open-request.ts';
import { isGuarded } from './open-role.ts';
import type { RoleServer } from './serve-role.ts';
import { tellNotes } from './tell-notes.ts';

/** A session with all that a shell or a command in the role is told of it. */
export async function roleInShell(
  context: Pick<Context, 'profiles' | 'settings' | 'env'>,
  session: Session,
  request: SwitchRequest,
): Promise<RoleInShell> {
  const [profiles, settings] = await Promise.all([context.profiles.load(), context.settings.load()]);
  const profile = findProfile(profiles, session.profile);
  const summary = profile && summaryOf(profile, profiles);
  const displayName = summary?.displayName ?? session.profile;
  const { config, credentials } = profiles;
  const isFound = profile?.foundName !== undefined;
  const isAlone =
    displayName === session.profile || isOnlyNameIn([config.text, credentials.text], { displayName, isFound });
  const roles = isAlone && printable(displayName) === displayName ? [] : await context.profiles.roles();
  const own = roles.find(({ name }) => name === session.profile);
  return {
    session,
    displayName,
    ...(own !== undefined && { badge: badgeName(own, roles) }),
    color: roleColor(settings.colors, summary ?? { name: session.profile, accountId: session.accountId }),
    requestId: undefined,
    prompt: settings.prompt,
    alsoSet: settings.alsoSet,
    previous: currentRole(context.env)?.requestId,
    readOnly: isReadOnly(request),
    confirm: summary?.confirm ?? false,
    sdkVariables: {
      ...(profile === undefined ? {} : withoutEndpoints(profileVariables(profile, undefined))),
      ...session.reach,
    },
  };
}

/** How a command gets the keys of its role: in its environment, unless one of these says otherwise. */
type CommandInRole = {
  readonly request: SwitchRequest;
  readonly isLive: boolean;
  /** Serves them, where it is to fetch them there. */
  readonly server: RoleServer | undefined;
  /** From a file, which is prepared. */
  readonly asFile: boolean;
};

/**
 * Opens the role of a command, and gives what the command is told of it; a live one repeats the request, as long as it runs.
 * @param open undefined where the command is not to be run after all
 * @param labelled as `tellNotes` takes it
 * @throws Problem before anything is opened, where the keys could not be given in that way
 */
export async function roleForCommand<Opened extends Session | undefined>(
  context: Pick<Context, 'profiles' | 'settings' | 'env' | 'shell' | 'sessions' | 'output'>,
  { request, isLive, server, asFile }: CommandInRole,
  open: () => Promise<Opened>,
  labelled?: (line: string) => string,
): Promise<RoleInShell | Extract<Opened, undefined>> {
  if (isLive) await checkLive(context, request);
  const commandFile = asFile ? await context.sessions.prepareCommandFile() : undefined;
  const session = await open();
  if (session === undefined) return session as Extract<Opened, undefined>;
  await tellNotes(session, context, labelled);
  await server?.serve({ session, request });
  const role = await roleInShell(context, session, request);
  if (commandFile !== undefined) {
    const profiles = await context.profiles.load();
    const foundName = findProfile(profiles, session.profile)?.foundName;
    return { ...role, asFile: { path: commandFile, ownCredentialsFile: profiles.credentials.path, foundName } };
  }
  if (!isLive && server === undefined) return role;
  const saved = { request, leadsTo: leadsTo(session), live: isLive };
  const requestId = await (await context.sessions.store()).saveRequest(saved);
  return liveRole(context, { ...role, requestId }, server);
}

/** A session knows by itself where its endpoints are: those that opened it, inherited ones included. */
function withoutEndpoints(variables: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => !isEndpoint(name)));
}

/**
 * Whether the programs of a live role will find its session, as far as that is known before it is opened: nobody is to type a
 * code for one that cannot be used.
 * @throws Problem where no program could be given the session that the person has confirmed
 */
export async function checkLive(
  context: Pick<Context, 'profiles' | 'settings' | 'sessions'>,
  request: SwitchRequest,
): Promise<void> {
  if ((await keepsSessions(context)) || !(await isGuarded(context, request))) return;
  throw liveUnkept(nameOfTarget(request.target));
}

/**
 * The same role without keys in its environment: programs fetch them, by a command or from a server, for as long as they run.
 * @throws Problem where no program could be given the session that the person has confirmed
 */
export async function liveRole(
  context: Pick<Context, 'profiles' | 'settings' | 'shell' | 'sessions'>,
  role: RoleInShell & { readonly requestId: string },
  server: ServedAt | undefined,
): Promise<RoleInShell> {
  // By now it is known as well whether the session could be written.
  if (server === undefined && role.confirm && !(await keepsSessions(context))) throw liveUnkept(role.session.profile);
  const { profile, region } = role.session;
  return { ...role, live: await writeLiveRole(context, { profile, region, requestId: role.requestId }, server) };
}

/** Writes the configuration of a live role. */
export async function writeLiveRole(
  context: Pick<Context, 'profiles' | 'shell' | 'sessions'>,
  role: Pick<LiveConfigParts, 'profile' | 'region' | 'requestId'>,
  server: ServedAt | undefined,
): Promise<LiveRole> {
  const [profiles, installation] = await Promise.all([context.profiles.load(), context.shell.installation()]);
  const { requestId } = role;
  const store = await context.sessions.store();
  const requests = new Map<string, string>();
  for (const name of keyholders(profiles)) {
    const request = plainRequest(name);
    const plan = unlessProblem(() => planRequest(profiles, request));
    requests.set(name, await store.saveRequest({ request, leadsTo: plan && planLeadsTo(plan) }));
  }
  const isServed = server !== undefined;
  const text = liveConfig({ ...role, profiles, requests, isServed, program: installation.program });
  const flag = isServed ? '--serve' : '--live';
  const configFile = await context.sessions.writeLiveConfig(liveConfigName(requestId, isServed), text, flag);
  return {
    configFile,
    ownConfigFile: profiles.config.path,
    profile: liveProfile(requestId),
    ...(server && { server }),
  };
}
