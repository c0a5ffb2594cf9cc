import { buildLink, isOfLink, linkIn, namedRole, parseLink } from '../../../domain/profiles/looks/links.ts';
import type { RoleSummary } from '../../../domain/profiles/profile.ts';
import { partitionOf } from '../../../domain/profiles/regions.ts';
import { Problem } from '../../../problem.ts';
import type { Next } from '../../core/actions.ts';
import type { State } from '../../core/state.ts';
import { grouped } from '../../text/text.ts';
import { editText, insertShown, type TextEdit, type TextInput } from '../../text/text-input.ts';
import { browse, cursorOf, ranked, recentOnly } from './list.ts';
import { filtered, looking, moved, queryOf, relistedInPlace } from './relist.ts';

/** The list of roles. Its state is in `State` itself: the list stays as it is while another screen is open. */
export type PickerScreen = { readonly tag: 'picker' };

declare module '../../core/state.ts' {
  interface Screens {
    picker: PickerScreen;
  }
}

/** Another row in focus. */
export const movedTo = (state: State, cursor: number): Next => looking({ ...moved(state, cursor), notice: undefined });

/** Another text in the search field. */
export const searched = (state: State, text: string): Next => looking(filtered(state, text));

/** The search text as a line with a caret. */
const inputOf = ({ filter, caret }: State): TextInput => ({ text: filter, caret });

/** The search text after an edit, or with the caret elsewhere. */
export function edited(state: State, edit: TextEdit): Next {
  const { text, caret } = editText(inputOf(state), edit);
  return text === state.filter ? [{ ...state, caret }] : looking(filtered(state, text, caret));
}

/** Longer than any link. A file pasted as if it were typed must not keep the picker busy. Characters. */
const longestFilter = 2_000;

/** Text for the search field. */
export function pickerTyped(state: State, _: PickerScreen, text: string): Next {
  if (state.filter.length >= longestFilter) return looking(state);
  const input = insertShown(inputOf(state), text.slice(0, longestFilter - state.filter.length));
  return looking(filtered(state, input.text, input.caret));
}

/** A link goes to its role, or becomes a profile; other text is searched for. */
export function pickerPasted(state: State, screen: PickerScreen, text: string): Next {
  const link = linkIn(text);
  if (!link) return pickerTyped(state, screen, text.replace(/\s+/g, ' ').trim());
  const role = roleOfLink(state.roles, link);
  if (role < 0) return [state, { type: 'finish', result: { tag: 'verb', verb: 'add', text: link } }];
  const all = filtered(state, '');
  return movedTo(all, cursorOf(all.list, role));
}

/** A role that the search names by a link, its ARN or `account/role`, where no profile leads to it. */
export type MissingRole = { readonly title: string; readonly link: string };

/** {@link MissingRole}; undefined where there is a list, where the search names no role, and where no link can be made of it. */
export function missingRole({ list, filter, roles }: State): MissingRole | undefined {
  if (list.count > 0 || filter === '') return undefined;
  const link = namedRole(filter, roles.find(({ partition }) => partition)?.partition);
  // No link can be made where a partition has no public sign-in page.
  if (link === undefined || partitionOf(link.partition)?.signInHost === undefined) return undefined;
  // A hidden role has a profile.
  if (roles.some((role) => isOfLink(role, link))) return undefined;
  return { title: `No profile leads to ${link.role} in ${link.account}.`, link: buildLink(link) };
}

/** Leaves the list to add a profile for a role. */
export const adding = (state: State, { link }: MissingRole): Next => [
  state,
  { type: 'finish', result: { tag: 'verb', verb: 'add', text: link } },
];

/** What is hidden, in a sentence, where the list is empty for that alone; undefined elsewhere. */
export function hiddenHere(state: State): string | undefined {
  const { list, roles, preferences, found, onlyRecent, showHidden } = state;
  if (list.count > 0 || showHidden || missingRole(state)) return undefined;
  const [result] = found;
  if (result === undefined) {
    const all = onlyRecent ? recentOnly(roles, preferences, true) : browse(roles, preferences, true);
    if (all.total === 0) return undefined;
    return onlyRecent ? 'The recent roles are hidden.' : 'All roles are hidden.';
  }
  const { total } = ranked(roles, result, preferences, true);
  if (total === 0) return undefined;
  const [count, match] = total === 1 ? ['1 hidden role', 'matches'] : [`${grouped(total)} hidden roles`, 'match'];
  return `${count} ${match} “${queryOf(state).query.trim()}”.`;
}

/** Brings every hidden role into the list. */
export const hiddenShown = (state: State): Next =>
  looking(relistedInPlace({ ...state, showHidden: true, notice: undefined }));

/** Position of a link's role in `roles`, or -1; a link that cannot be read leads to none, and `add` says why. */
function roleOfLink(roles: readonly RoleSummary[], text: string): number {
  try {
    const link = parseLink(text);
    return roles.findIndex((role) => isOfLink(role, link));
  } catch (error) {
    if (error instanceof Problem) return -1;
    throw error;
  }
}
