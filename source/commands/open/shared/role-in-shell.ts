import type { Context } from '../../../context.ts';
import { colorOf } from '../../../domain/profiles/looks/color.ts';
import { summaryOf } from '../../../domain/profiles/resolve/summary.ts';
import { textOf } from '../../../domain/profiles/resolve/value.ts';
import type { Session } from '../../../domain/sessions/session.ts';
import { colorChosen } from '../../../domain/settings/settings.ts';
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
    color:
      colorChosen(settings.colors, session.profile) ??
      summary?.color ??
      colorOf(undefined, undefined, session.accountId),
    requestId: undefined,
    prompt: settings.prompt,
    previous: context.env.ROLECALL_SESSION,
    confirm: summary?.confirm ?? false,
    sdkVariables:
      profile === undefined ? {} : profileVariables(profile, profiles.services(textOf(profile, 'services') ?? '')),
  };
}
