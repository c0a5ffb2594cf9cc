import type { Context } from '../../../context.ts';
import { badgeName } from '../../../domain/profiles/looks/badge-name.ts';
import type { SwitchRequest } from '../../../domain/sessions/plan/request.ts';
import type { Session } from '../../../domain/sessions/session.ts';
import type { RoleInShell } from '../../../domain/shells/role.ts';
import { roleInShell } from './role-in-shell.ts';

/** {@link roleInShell} for a shell with a prompt, which shows a name that no other role has. A role without a profile has none of its own. */
export async function roleOfShell(
  context: Pick<Context, 'profiles' | 'settings' | 'env'>,
  session: Session,
  request: SwitchRequest,
): Promise<RoleInShell> {
  const role = await roleInShell(context, session, request);
  const roles = await context.profiles.roles();
  const own = roles.find(({ name }) => name === session.profile);
  return own === undefined ? role : { ...role, badge: badgeName(own, roles) };
}
