import type { Next } from '../actions.ts';
import type { State } from '../model.ts';
import type { UiPreferences } from '../ports.ts';
import { relistedInPlace } from './list.ts';

type Change = (before: UiPreferences) => UiPreferences;

/** Changes what is kept, here at once and on disk. */
function changed(state: State, change: Change): Next {
  return [relistedInPlace({ ...state, preferences: change(state.preferences) }), { type: 'save', change }];
}

/** A profile put on the list of favourites or of hidden ones, or taken from it. */
export function toggled(state: State, list: 'favourites' | 'hidden', profile: string): Next {
  const wanted = !state.preferences[list].includes(profile);
  return changed(state, (before) => {
    const others = before[list].filter((name) => name !== profile);
    return { ...before, [list]: wanted ? [...others, profile] : others };
  });
}

/** A colour of the person's own for a profile, `#rrggbb`; without one the profile's again. */
export function colored(state: State, profile: string, color: string | undefined): Next {
  return changed(state, (before) => {
    const { [profile]: _, ...others } = before.colors;
    return { ...before, colors: color ? { ...others, [profile]: color } : others };
  });
}
