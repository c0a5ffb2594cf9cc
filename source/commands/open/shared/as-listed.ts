import type { Context } from '../../../context.ts';
import { plain } from '../../../domain/display/sanitize.ts';
import { changeOfRole } from '../../../domain/sessions/plan/leads-to.ts';
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
  for (const name of names) {
    const listed = before.find((role) => role.name === name);
    const change =
      listed &&
      changeOfRole(
        listed,
        roles.find((role) => role.name === name),
      );
    if (change !== undefined) return { roles, says: `${plain(change)} Nothing was done.` };
  }
  return { roles };
}
