import type { Context } from '../../../context.ts';
import { roleColor } from '../../../domain/profiles/looks/color.ts';
import { textOf } from '../../../domain/profiles/lookup.ts';
import { summaryOf } from '../../../domain/profiles/resolve/summary.ts';
import type { Session } from '../../../domain/sessions/open/session.ts';
import { profileVariables } from '../../../domain/shells/profile-variables.ts';
import type { RoleInShell } from '../../../domain/shells/role.ts';

/** The role as a shell is told of it. */
export async function roleInShell(
  context: Pick<Context, 'profiles' | 'settings' | 'env'>,
  session: Session,
): Promise<RoleInShell> {
  const [profiles, settings] = await Promise.all([context.profiles(), context.settings()]);
  const profile = profiles.get(session.profile);
  const summary = profile && summaryOf(profile, profiles);
  return {
    session,
    displayName: summary?.displayName ?? session.profile,
    color: roleColor(settings.colors, summary ?? { name: session.profile, accountId: session.accountId }),
    requestId: undefined,
    prompt: settings.prompt,
    previous: context.env.ROLECALL_SESSION,
    confirm: summary?.confirm ?? false,
    sdkVariables:
      profile === undefined ? {} : profileVariables(profile, profiles.services(textOf(profile, 'services') ?? '')),
  };
}
