import { plain } from '../../../domain/display/sanitize.ts';
import { signInsTo } from '../../../domain/portals/found/names.ts';
import { typedName } from '../../../domain/profiles/looks/role-name.ts';
import type { RoleSummary } from '../../../domain/profiles/profile.ts';
import { timeLeft } from '../../../output/clock.ts';
import { purposeOf } from '../../core/purpose.ts';
import { asksForCode, isFavourite, isHidden, leftOf, type State } from '../../core/state.ts';
import { roleBeside } from './columns.ts';
import { roleAt } from './list.ts';
import { moved, queryOf } from './relist.ts';
import { hiddenHere, missingRole } from './update.ts';

/** Roles that are read out. More are tiresome to listen to; searching is quicker. */
const most = 20;

/** What is said where nothing is found, and what can be done. */
export function nothingFound(state: State): readonly string[] {
  if (state.roles.length === 0 && state.filter.trim() === '') {
    return ['Roles appear here as they are found in the portals.', ...(state.reading === '' ? [] : [state.reading])];
  }
  const isRecent = isRecentOnly(state);
  const wayOut = isRecent ? ['Ctrl+R shows all.'] : state.filter === '' ? [] : ['Esc clears the search.'];
  const hidden = hiddenHere(state);
  if (hidden !== undefined) {
    return [hidden, ...signInsNeeded(state), 'Enter shows hidden roles.', ...wayOut];
  }
  if (isRecent) return ['No recent roles yet.', ...wayOut];
  const missing = missingRole(state);
  if (missing) return [missing.title, 'Enter adds one. Esc clears the search.'];
  return [`No role matches “${state.filter.trim()}”.`, ...signInsNeeded(state), ...wayOut];
}

/** The list is the recent roles: a search looks through all of them. */
export const isRecentOnly = (state: State): boolean => state.onlyRecent && queryOf(state).query.trim() === '';

/** The sign-ins that may bring the role that is searched for, by whichever part of its name. */
export function signInsNeeded({ unread, roles, filter }: State): readonly string[] {
  if (filter.trim() === '') return [];
  const still = unread.filter((portal) => !roles.some(({ found }) => found?.portal === portal));
  return signInsTo(still).map(plain);
}

/** `mary is in Production, 59m left.`: nothing outside of a role. */
export function whereSpoken({ here, now }: Pick<State, 'here' | 'now'>): readonly string[] {
  if (here === undefined) return [];
  const { caller = 'This shell', displayName, readOnly, expiresAt } = here;
  const left = expiresAt === undefined ? [] : [expiresAt > now ? `${timeLeft(expiresAt - now)} left` : 'expired'];
  const facts = [`${caller} is in ${displayName}`, ...(readOnly ? ['read-only'] : []), ...left];
  return [`${facts.join(', ')}.`];
}

/** The list for a screen reader, and how to choose from it. */
export const pickerSpoken = (state: State): readonly string[] => [
  ...whereSpoken(state),
  ...(state.list.count > 0 ? [] : nothingFound(state)),
  ...listedRoles(state),
  ...howToChoose(state),
  `Search: ${state.filter}`,
];

/** Behind a search a digit is a part of it: a number picks a line where a blank stands before it. */
function howToChoose(state: State): readonly string[] {
  const { spoken } = purposeOf(state);
  if (queryOf(state).query.trim() === '') return [`Type a number and Enter to ${spoken}, or part of a name to search.`];
  return state.list.count === 0 ? [] : [`Type a space, a number and Enter to ${spoken}. Esc clears the search.`];
}

const half = Math.floor(most / 2);

/** The first role that is read out. */
const firstListed = ({ cursor, list }: State): number => Math.max(0, Math.min(cursor - half, list.count - most));

/** The list with the next roles in focus, the first ones after the last; undefined where all of them are read out. */
export function nextListed(state: State): State | undefined {
  const { count } = state.list;
  if (count <= most) return undefined;
  const next = firstListed(state) + most;
  return moved(state, next < count ? next + half : 0);
}

/** Numbered lines around the focus, under their count. */
export function listedRoles(state: State): readonly string[] {
  const first = firstListed(state);
  const shown = Math.min(most, state.list.count - first);
  const rows = Array.from({ length: shown }, (_, at) => roleLine(state, first + at));
  const { count, total } = state.list;
  // Favourites and recent roles stand in their groups as well.
  const all = `${total} ${total === 1 ? 'role' : 'roles'}${count > total ? ` on ${count} lines` : ''}.`;
  return [count > shown ? `${all} ${first + 1} to ${first + shown}:` : all, ...rows];
}

function roleLine(state: State, cursor: number): string {
  const role = state.roles[roleAt(state.list, cursor) ?? -1];
  if (!role) return '';
  const facts = [
    role.accountId &&
      `account ${[role.found ? undefined : role.accountName, role.accountId].filter(Boolean).join(' ')}`,
    roleBeside(role) && `role ${roleBeside(role)}`,
    role.region,
    standing(state, role),
  ];
  const focus = state.screenReader && cursor === state.cursor ? ', selected' : '';
  const { telling } = state.natural;
  const group = telling.group && role.group;
  const profile = telling.profile && role.displayName !== typedName(role) && `profile ${role.name}`;
  return `${cursor + 1}. ${[role.displayName, group, profile, ...facts].filter(Boolean).join(', ')}${focus}`;
}

function standing(state: State, role: RoleSummary): string {
  const left = leftOf(state, role);
  const needs = left !== undefined ? `${timeLeft(left)} left` : asksForCode(state, role) ? 'asks for a code' : '';
  const here = state.here?.profile === role.name ? 'this shell is in it' : '';
  const mark = state.marked.includes(role.name) ? 'marked' : '';
  const guard = role.confirm ? 'guarded' : '';
  const hidden = isHidden(state, role) ? 'hidden' : '';
  const { goneSince, isNew } = role.found ?? {};
  const news = goneSince !== undefined ? 'gone from its portal' : isNew ? 'new' : '';
  return [mark, here, isFavourite(state, role) ? 'favourite' : '', hidden, news, guard, needs]
    .filter(Boolean)
    .join(', ');
}
