import type { Context } from '../../../context.ts';
import { plain } from '../../../domain/display/sanitize.ts';
import { listed } from '../../../domain/display/sentence.ts';
import { typedName } from '../../../domain/profiles/looks/role-name.ts';
import { changesOfRoles } from '../../../domain/sessions/plan/leads-to.ts';
import type { ListChange } from '../../../ui/core/ports.ts';

/**
 * Whether roles still are what the list shows of them: the list may be open for hours, and profiles are edited in other
 * terminals meanwhile. Files that have changed are read anew.
 * @returns undefined where nothing has changed
 */
export async function changedSinceListed(
  { profiles }: Pick<Context, 'profiles'>,
  names: readonly string[],
): Promise<ListChange | undefined> {
  const before = await profiles.roles();
  if (!profiles.renew()) return undefined;
  const roles = await profiles.roles();
  const changes = changesOfRoles(names, before, roles);
  if (changes.length === 0) return { roles };
  // The list has one line for it, which may be cut: what matters stands first.
  const which = changes.length > 1 ? [`${listed(changes.map(({ role }) => typedName(role)))} have changed.`] : [];
  return { roles, says: plain(['Nothing was done.', ...which, ...changes.map(({ says }) => says)].join(' ')) };
}
