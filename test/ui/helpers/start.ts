import { indexRoles } from '../../../source/domain/profiles/looks/search.ts';
import type { Action, Effect } from '../../../source/ui/core/actions.ts';
import { begin, update } from '../../../source/ui/core/reducer.ts';
import { choicesIn } from '../../../source/ui/core/screen.ts';
import { type Given, initial, type State, type Tag } from '../../../source/ui/core/state.ts';
import { keymap } from '../../../source/ui/screens/screens.tsx';
import { noon, noPreferences } from './ports.ts';
import { companyRoles } from './roles.ts';

/** The UI as it begins, without a terminal. */
export function started(over: Partial<Given> = {}): State {
  const given: Given = {
    start: { at: 'picker', filter: '' },
    roles: companyRoles(),
    preferences: noPreferences,
    size: { columns: 80, rows: 24 },
    now: noon,
    screenReader: false,
    ...over,
  };
  const [state] = begin(initial(given), given.start);
  return { ...state, index: indexRoles(given.roles) };
}

/** What becomes of a state after some actions, and everything that was asked for on the way. */
export function after(
  state: State,
  ...actions: readonly Action[]
): { readonly state: State; readonly effects: Effect[] } {
  const effects: Effect[] = [];
  let now = state;
  for (const action of actions) {
    const [next, ...more] = update(now, action);
    now = next;
    effects.push(...more);
  }
  return { state: now, effects };
}

/** The lines of a screen that is a menu. */
export const choicesOf = (tag: Tag) => choicesIn(keymap[tag]);
