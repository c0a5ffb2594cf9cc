import { indexRoles, search } from '../../../domain/profiles/looks/search.ts';
import type { Next } from '../../core/actions.ts';
import type { UiPreferences } from '../../core/ports.ts';
import { focused, type State, topOf } from '../../core/state.ts';
import { browse, cursorOf, ranked } from './list.ts';

/** With a screen reader, a number picks a line of the list. */
const numbered = /^(?:(.*)\s)?(\d{1,3})$/;

/** The search text, and the number of the line that is picked. */
export function queryOf({ filter, screenReader }: State): { query: string; pick: number | undefined } {
  const match = screenReader ? numbered.exec(filter.trim()) : null;
  return match ? { query: match[1] ?? '', pick: Number(match[2]) } : { query: filter, pick: undefined };
}

/** The list for the present filter and preferences, with the best match in focus. */
export function relisted(state: State): State {
  const { query } = queryOf(state);
  if (query.trim() === '')
    return rewound({ ...state, found: [] }, browse(state.roles, state.preferences, state.showHidden));
  const index = state.index ?? indexRoles(state.roles);
  const result = search(index, query, state.preferences.recents);
  return rewound(
    { ...state, index, found: [result] },
    ranked(state.roles, result, state.preferences, state.showHidden),
  );
}

function rewound(state: State, list: State['list']): State {
  const next = { ...state, list, cursor: 0, top: 0 };
  return { ...next, top: topOf(next) };
}

/** {@link relisted}, but the focus stays on its role. */
export function relistedInPlace(state: State): State {
  const role = focused(state);
  const total = browse(state.roles, state.preferences, state.showHidden).count;
  const next = relisted({ ...state, total });
  const cursor = role ? cursorOf(next.list, state.roles.indexOf(role)) : 0;
  return moved({ ...next, top: state.top }, cursor < 0 ? Math.min(state.cursor, next.list.count - 1) : cursor);
}

/** The focus on another row, with as little scrolling as possible. */
export function moved(state: State, cursor: number): State {
  const next = { ...state, cursor: Math.max(0, Math.min(cursor, state.list.count - 1)) };
  return { ...next, top: topOf(next) };
}

/** Another text in the search field. */
export const filtered = (state: State, filter: string): State => relisted({ ...state, filter, notice: undefined });

type Change = (before: UiPreferences) => UiPreferences;

/** Changes the preferences, on the screen at once and on disk. */
function changed(state: State, change: Change): Next {
  return [relistedInPlace({ ...state, preferences: change(state.preferences) }), { type: 'save', change }];
}

/** Puts a profile on the list of favourites or of hidden ones, or takes it off. */
export function toggled(state: State, list: 'favourites' | 'hidden', profile: string): Next {
  const isAdded = !state.preferences[list].includes(profile);
  return changed(state, (before) => {
    const others = before[list].filter((name) => name !== profile);
    return { ...before, [list]: isAdded ? [...others, profile] : others };
  });
}

/** Gives a profile a colour of the person's own, `#rrggbb`; undefined gives the profile its own back. */
export function colored(state: State, profile: string, color: string | undefined): Next {
  return changed(state, (before) => {
    const { [profile]: _, ...others } = before.colors;
    return { ...before, colors: color ? { ...others, [profile]: color } : others };
  });
}
