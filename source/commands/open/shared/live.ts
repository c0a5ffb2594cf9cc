import type { Context } from '../../../context.ts';
import { liveConfig, liveProfile } from '../../../domain/shells/live.ts';
import type { RoleInShell } from '../../../domain/shells/role.ts';

/** The same role without keys in its environment: programs fetch them, for as long as they run. */
export async function goLive(
  context: Context,
  role: RoleInShell & { readonly requestId: string },
): Promise<RoleInShell> {
  const [profiles, installation] = await Promise.all([context.profiles(), context.installation()]);
  const { requestId, session } = role;
  const text = liveConfig(profiles.config.text ?? '', requestId, installation, session.region);
  const configFile = await context.keepLiveConfig(`config-${requestId}`, text);
  return { ...role, live: { configFile, ownConfigFile: profiles.config.path, profile: liveProfile(requestId) } };
}
