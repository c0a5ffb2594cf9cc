import type { RoleSummary } from '../../domain/profiles/profile.ts';
import { measure } from '../picker/columns.ts';
import { layoutOf, type Size } from '../picker/layout.ts';
import { browse, cursorOf } from '../picker/list.ts';
import { scrolled } from '../picker/window.ts';
import type { State } from './model.ts';
import type { UiPreferences, UiStart } from './ports.ts';

/** What the UI knows before anything has happened. */
export type Given = {
  readonly start: UiStart;
  readonly roles: readonly RoleSummary[];
  readonly preferences: UiPreferences;
  readonly size: Size;
  readonly now: number;
  readonly screenReader: boolean;
};

/** The first state. `begin` in `state.ts` says what it asks for. */
export function initial({ start, roles, preferences, size, now, screenReader }: Given): State {
  const list = browse(roles, preferences, false);
  const preselect = start.at === 'picker' ? start.preselect : undefined;
  const cursor = preselect
    ? cursorOf(
        list,
        roles.findIndex(({ name }) => name === preselect),
      )
    : 0;
  const home = start.at === 'open' ? 'none' : roles.length > 0 ? 'picker' : 'empty';
  const state: State = {
    screen: home === 'empty' ? { tag: 'empty', cursor: 0 } : { tag: 'picker' },
    home,
    size,
    screenReader,
    now,
    roles,
    preferences,
    showHidden: false,
    expiries: new Map(),
    details: new Map(),
    identity: undefined,
    filter: '',
    index: undefined,
    found: [],
    list,
    total: list.count,
    natural: measure(roles),
    cursor: Math.max(0, cursor),
    top: 0,
    notice: undefined,
    openings: 0,
  };
  return { ...state, top: topOf(state) };
}

/** The list scrolled so that the cursor is seen. */
export function topOf({ list, cursor, top, size }: State): number {
  const layout = layoutOf(size);
  return scrolled(list, cursor, top, layout.list, layout.airy);
}
