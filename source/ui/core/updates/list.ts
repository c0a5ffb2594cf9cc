import { indexRoles, search } from '../../../domain/profiles/looks/search.ts';
import { browse, cursorOf, ranked } from '../../picker/list.ts';
import { topOf } from '../initial.ts';
import type { State } from '../model.ts';
import { focused } from '../select.ts';

/** A number typed for a screen reader's list picks a line instead of searching. */
const numbered = /^(?:(.*)\s)?(\d{1,3})$/;

/** What is searched for, and the line that was asked for by number. */
export function queryOf({ filter, screenReader }: State): { query: string; pick: number | undefined } {
  const match = screenReader ? numbered.exec(filter.trim()) : null;
  return match ? { query: match[1] ?? '', pick: Number(match[2]) } : { query: filter, pick: undefined };
}

/** The list as filter and preferences want it, with the best match in focus. */
export function relisted(state: State): State {
  const { query } = queryOf(state);
  if (query.trim() === '')
    return rewound({ ...state, found: [] }, browse(state.roles, state.preferences, state.showHidden));
  const index = state.index ?? indexRoles(state.roles);
  const shorter = state.found.filter((earlier) => query.startsWith(earlier.query));
  const result = search(index, query, shorter.at(-1));
  const found = shorter.at(-1) === result ? shorter : [...shorter, result];
  return rewound({ ...state, index, found }, ranked(state.roles, result, state.preferences, state.showHidden));
}

function rewound(state: State, list: State['list']): State {
  const next = { ...state, list, cursor: 0, top: 0 };
  return { ...next, top: topOf(next) };
}

/** As {@link relisted}, but the focus stays on the role it is on. */
export function relistedInPlace(state: State): State {
  const role = focused(state);
  const total = browse(state.roles, state.preferences, state.showHidden).count;
  const next = relisted({ ...state, total });
  const cursor = role ? cursorOf(next.list, state.roles.indexOf(role)) : 0;
  return moved({ ...next, top: state.top }, cursor < 0 ? Math.min(state.cursor, next.list.count - 1) : cursor);
}

/** The focus on another row, and as little scrolling as that takes. */
export function moved(state: State, cursor: number): State {
  const next = { ...state, cursor: Math.max(0, Math.min(cursor, state.list.count - 1)) };
  return { ...next, top: topOf(next) };
}

/** Another text in the search field. */
export const filtered = (state: State, filter: string): State => relisted({ ...state, filter, notice: undefined });
