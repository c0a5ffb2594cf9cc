import type { Context } from '../../../context.ts';
import { plain } from '../../../domain/display/sanitize.ts';
import { listed } from '../../../domain/display/sentence.ts';
import { typedName } from '../../../domain/profiles/looks/role-name.ts';
import type { RoleSummary } from '../../../domain/profiles/profile.ts';
import { changesOfRoles, unmarked } from '../../../domain/sessions/plan/leads-to.ts';
import type { ListChange, ListStart } from '../../../ui/core/ports.ts';

export const nothingDone = 'Nothing was done.';

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
  return { roles, says: plain([nothingDone, ...which, ...changes.map(({ says }) => says)].join(' ')) };
}

/**
 * The list as it comes back: marks stay on roles that still are what the list showed; those of others are gone, which is said.
 * @param listed what the list showed
 * @param formerName of a role that got another name meanwhile
 */
export async function stillMarked(
  { profiles }: Pick<Context, 'profiles'>,
  start: ListStart,
  listed: readonly RoleSummary[],
  formerName: (name: string) => string = (name) => name,
): Promise<ListStart> {
  const { view, notice = '' } = start;
  if (view === undefined || view.marked.length === 0) return start;
  profiles.renew();
  const now = (await profiles.roles()).map((role) => ({ ...role, name: formerName(role.name) }));
  const changes = changesOfRoles(view.marked.map(formerName), listed, now);
  if (changes.length === 0) return start;
  const marked = view.marked.filter((name) => !changes.some(({ role }) => role.name === formerName(name)));
  const why = changes.map(({ says }) => plain(says)).filter((says) => !notice.includes(says));
  const said = [notice, plain(unmarked(changes)), ...why].filter((text) => text !== '');
  return { ...start, view: { ...view, marked }, notice: said.join(' ') };
}
