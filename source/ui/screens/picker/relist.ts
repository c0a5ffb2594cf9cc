import { plain } from '../../../domain/display/sanitize.ts';
import { indexRoles, search } from '../../../domain/profiles/looks/search.ts';
import type { RoleSummary } from '../../../domain/profiles/profile.ts';
import { changesOfRoles, unmarked } from '../../../domain/sessions/plan/leads-to.ts';
import { graphemes } from '../../../output/width.ts';
import type { Next } from '../../core/actions.ts';
import type { ListChange, ListStart, ListView, UiPreferences } from '../../core/ports.ts';
import { called, focused, roleNamed, type State, topOf, wholeOf } from '../../core/state.ts';
import { measure } from './columns.ts';
import { browse, cursorOf, ranked, recentOnly, roleAt, titleAt } from './list.ts';

/** With a screen reader, a number picks a line of the list. */
const numbered = /^(?:(.*)\s)?(\d{1,3})$/;

/** The search text, and the number of the line that is picked. */
export function queryOf({ filter, screenReader }: State): { query: string; pick: number | undefined } {
  const match = screenReader ? numbered.exec(filter.trim()) : null;
  return match ? { query: match[1] ?? '', pick: Number(match[2]) } : { query: filter, pick: undefined };
}

/** Why the number that was typed picks no line; undefined where it does, and without one. */
export function noPick(state: State): string | undefined {
  const { pick } = queryOf(state);
  return pick === undefined || (pick > 0 && pick <= state.list.count) ? undefined : `There is no number ${pick}.`;
}

/** The list for the present filter and preferences, with the best match in focus, or the line that is picked. */
export function relisted(state: State): State {
  const { query } = queryOf(state);
  const list = state.onlyRecent ? recentOnly : browse;
  if (query.trim() === '')
    return rewound({ ...state, found: [] }, list(state.roles, state.preferences, state.showHidden));
  const index = state.index ?? indexRoles(state.roles);
  const result = search(index, query, state.preferences.recents);
  return rewound(
    { ...state, index, found: [result] },
    ranked(state.roles, result, state.preferences, state.showHidden),
  );
}

function rewound(state: State, list: State['list']): State {
  const { pick = 1 } = queryOf(state);
  const next = { ...state, list, cursor: roleAt(list, pick - 1) === undefined ? 0 : pick - 1, top: 0 };
  return { ...next, top: topOf(next) };
}

/** {@link relisted}, where other roles than before may be in it. */
function relistedAnew(state: State): State {
  const all = browse(state.roles, state.preferences, state.showHidden);
  const next = { ...state, whole: wholeOf(all) };
  const isAll = queryOf(state).query.trim() === '' && !state.onlyRecent;
  return isAll ? rewound({ ...next, found: [] }, all) : relisted(next);
}

/** {@link relisted}, but the focus stays on its role. */
export function relistedInPlace(state: State): State {
  const role = focused(state);
  const next = relistedAnew(state);
  const title = titleAt(state.list, state.cursor);
  const cursor = role ? cursorOf(next.list, state.roles.indexOf(role), title) : 0;
  return moved({ ...next, top: state.top }, cursor < 0 ? Math.min(state.cursor, next.list.count - 1) : cursor);
}

/** Marks stay on roles that still are what the list showed; those of others are gone, which is said. */
function stillMarked(state: State, roles: readonly RoleSummary[]): State {
  const changes = changesOfRoles(state.marked, state.roles, roles);
  if (changes.length === 0) return state;
  const marked = state.marked.filter((name) => !changes.some(({ role }) => role.name === name));
  const notice = plain([unmarked(changes), ...changes.map(({ says }) => says)].join(' '));
  const isCommandless = state.screen.tag === 'command' && marked.length === 0;
  return { ...state, marked, notice, ...(isCommandless && { screen: { tag: 'picker' } as const }) };
}

/** The list with other roles, found while it is open; the focus stays on a role that the person has looked at. */
export function withRoles(state: State, roles: readonly RoleSummary[]): Next {
  const before = focused(state)?.name;
  const title = titleAt(state.list, state.cursor);
  const next = relistedAnew({ ...stillMarked(state, roles), roles, index: undefined, natural: measure(roles) });
  const at = roles.findIndex(({ name }) => name === before);
  // Who has pressed no key yet looks at the first row, whichever that is.
  const cursor = before !== undefined && state.touched ? (at < 0 ? at : cursorOf(next.list, at, title)) : 0;
  const placed = moved({ ...next, top: state.top }, cursor < 0 ? Math.min(state.cursor, next.list.count - 1) : cursor);
  const isFirst = state.screen.tag === 'empty' && roles.length > 0;
  return looking(isFirst ? { ...placed, home: 'picker', screen: { tag: 'picker' } } : placed);
}

/** The list from files that have changed; in the place of what was begun with a role that is not what its row said. */
export function listChanged(state: State, { roles, says }: ListChange): Next {
  const [next, ...effects] = withRoles({ ...state, details: new Map() }, roles);
  if (says === undefined) return [next, ...effects];
  const changes = changesOfRoles(state.marked, state.roles, roles);
  const notice = changes.length === 0 ? says : `${says} ${plain(unmarked(changes))}`;
  return [{ ...next, screen: { tag: 'picker' }, notice }, ...effects];
}

/** The focus on another row, with as little scrolling as possible. */
export function moved(state: State, cursor: number): State {
  const next = { ...state, cursor: Math.max(0, Math.min(cursor, state.list.count - 1)) };
  return { ...next, top: topOf(next) };
}

/** Another text in the search field, the caret behind it or after so many characters. */
export const filtered = (state: State, filter: string, caret = graphemes(filter).length): State =>
  relisted({ ...state, filter, caret, notice: undefined });

/** Said behind a change that can be taken back, where there are keys. */
export const undoHint = ' Ctrl+Z undoes it.';

type Change = (before: UiPreferences) => UiPreferences;

/** Changes the preferences, on the screen at once and on disk, and says so. @param back takes the change back */
function changed(state: State, change: Change, says: string, back: State['undo']): Next {
  const next = relistedInPlace({ ...state, preferences: change(state.preferences) });
  const notice = back === undefined ? says : `${says}${undoHint}`;
  const [looked, ...effects] = looking({ ...next, undo: back, notice });
  return [looked, { type: 'save', change }, ...effects];
}

const member = (list: 'favourites' | 'hidden', profile: string, isIn: boolean): Change => {
  return (before) => {
    const others = before[list].filter((name) => name !== profile);
    return { ...before, [list]: isIn ? [...others, profile] : others };
  };
};

/** Marks a profile, or takes its mark away. */
export function marked(state: State, profile: string): State {
  const isMarked = state.marked.includes(profile);
  const others = state.marked.filter((name) => name !== profile);
  return { ...state, marked: isMarked ? others : [...others, profile] };
}

const toggles = {
  favourites: { in: 'is a favourite.', out: 'is no longer a favourite.' },
  hidden: { in: 'is hidden from the list.', out: 'is in the list again.' },
} as const;

/** Puts a profile on the list of favourites or of hidden ones, or takes it off. */
export function toggled(state: State, list: 'favourites' | 'hidden', profile: string): Next {
  const isAdded = !state.preferences[list].includes(profile);
  const { in: into, out } = toggles[list];
  return changed(state, member(list, profile, isAdded), `${called(state, profile)} ${isAdded ? into : out}`, {
    tag: 'list',
    change: member(list, profile, !isAdded),
    says: `${called(state, profile)} ${isAdded ? out : into}`,
  });
}

const withColor = (profile: string, color: string | undefined): Change => {
  return (before) => {
    const { [profile]: _, ...others } = before.colors;
    return { ...before, colors: color ? { ...others, [profile]: color } : others };
  };
};

/** Gives a profile a colour of the person's own, `#rrggbb`; undefined gives the profile its own back. */
export function colored(state: State, profile: string, color: string | undefined): Next {
  const before = state.preferences.colors[profile];
  const says =
    color === undefined
      ? `${called(state, profile)} has its own colour.`
      : `${called(state, profile)} has a new colour.`;
  return changed(state, withColor(profile, color), says, {
    tag: 'list',
    change: withColor(profile, before),
    says: `${called(state, profile)} has its previous colour again.`,
  });
}

/** Takes the last change back. */
export function undone(state: State): Next {
  const { undo } = state;
  if (undo === undefined) return [{ ...state, notice: 'There is nothing to undo.' }];
  if (undo.tag === 'list') return changed(state, undo.change, undo.says, undefined);
  const profile = focused(state)?.name;
  const at = profile === undefined ? {} : { profile };
  return [state, { type: 'finish', result: { tag: 'verb', verb: 'undo', back: listNow(state), ...at } }];
}

/** Asks for the detail of the role in focus, where it is not known yet. */
export function looking(state: State): Next {
  const role = focused(state);
  return role && !state.details.has(role.name) ? [state, { type: 'look', profile: role.name }] : [state];
}

/** The list as it is now, to come back to. */
export function listNow(state: State): ListStart {
  const { filter, marked, onlyRecent, showHidden } = state;
  const section = titleAt(state.list, state.cursor);
  const preselect = focused(state)?.name;
  const view = { marked, onlyRecent, showHidden, ...(section !== undefined && { section }) };
  return { at: 'picker', filter, ...(preselect !== undefined && { preselect }), view };
}

/** Leaves the list to open the console of roles. */
export const consoles = (state: State, profiles: readonly string[]): Next => [
  state,
  { type: 'finish', result: { tag: 'console', profiles, back: listNow(state) } },
];

/** The list as it begins: with a search, a profile in focus, and what was done a moment ago. */
export function listBegun(state: State, start: ListStart): Next {
  const viewed = start.view === undefined ? state : asViewed(state, start.view);
  const found = start.filter ? filtered(viewed, start.filter) : viewed;
  const [first, ...effects] = looking(found === state ? state : preselected(found, start));
  const begun: State = { ...first, notice: start.notice, undo: start.undo ? { tag: 'file' } : undefined };
  if (start.failed === undefined) return [begun, ...effects];
  const shown = { tag: 'problem', entry: 'subshell', isConsole: true, top: 0, otherDevice: false } as const;
  return [{ ...begun, screen: { ...shown, ...start.failed } }, ...effects];
}

function asViewed(state: State, { marked, onlyRecent, showHidden }: ListView): State {
  const known = marked.filter((profile) => roleNamed(state, profile) !== undefined);
  return relistedAnew({ ...state, marked: known, onlyRecent, showHidden });
}

/** The focus on a profile, where the list has it. */
function preselected(state: State, { preselect, view }: ListStart): State {
  const role = state.roles.findIndex(({ name }) => name === preselect);
  return role < 0 ? state : moved(state, Math.max(0, cursorOf(state.list, role, view?.section)));
}
