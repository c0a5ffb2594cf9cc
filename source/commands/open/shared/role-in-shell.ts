import type { Context } from '../../../context.ts';
import { roleColor } from '../../../domain/profiles/looks/color.ts';
import { summaryOf } from '../../../domain/profiles/resolve/summary.ts';
import type { Session } from '../../../domain/sessions/session.ts';
import { currentRole } from '../../../domain/shells/current.ts';
import { liveConfig, liveProfile } from '../../../domain/shells/live.ts';
import { isEndpoint, profileVariables } from '../../../domain/shells/names.ts';
import type { RoleInShell } from '../../../domain/shells/role.ts';

/** A session with all that a shell or a command in the role is told of it. */
export async function roleInShell(
  context: Pick<Context, 'profiles' | 'settings' | 'env'>,
  session: Session,
): Promise<RoleInShell> {
  const [profiles, settings] = await Promise.all([context.profiles.load(), context.settings.load()]);
  const profile = profiles.get(session.profile);
  const summary = profile && summaryOf(profile, profiles);
  return {
    session,
    displayName: summary?.displayName ?? session.profile,
    color: roleColor(settings.colors, summary ?? { name: session.profile, accountId: session.accountId }),
    requestId: undefined,
    prompt: settings.prompt,
    previous: currentRole(context.env)?.requestId,
    confirm: summary?.confirm ?? false,
    sdkVariables: {
      ...(profile === undefined ? {} : withoutEndpoints(profileVariables(profile, undefined))),
      ...session.reach,
    },
  };
}

/** A session knows by itself where its endpoints are: those that opened it, inherited ones included. */
function withoutEndpoints(variables: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => !isEndpoint(name)));
}

/** The same role without keys in its environment: programs fetch them, for as long as they run. */
export async function liveRole(
  context: Pick<Context, 'profiles' | 'shell' | 'sessions'>,
  role: RoleInShell & { readonly requestId: string },
): Promise<RoleInShell> {
  const [profiles, installation] = await Promise.all([context.profiles.load(), context.shell.installation()]);
  const { requestId, session } = role;
  const text = liveConfig(profiles.config.text ?? '', requestId, installation, session.region);
  const configFile = await context.sessions.writeLiveConfig(`config-${requestId}`, text);
  return { ...role, live: { configFile, ownConfigFile: profiles.config.path, profile: liveProfile(requestId) } };
}
