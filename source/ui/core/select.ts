import { roleColor } from '../../domain/profiles/looks/color.ts';
import type { RoleSummary } from '../../domain/profiles/profile.ts';
import { roleAt } from '../picker/list.ts';
import type { Screen, State } from './model.ts';

/** The role in focus, where there is one. */
export function focused(state: State): RoleSummary | undefined {
  const at = roleAt(state.list, state.cursor);
  return at === undefined ? undefined : state.roles[at];
}

/** The role of that name; undefined for a switch without a profile. */
export const roleNamed = (state: State, name: string): RoleSummary | undefined =>
  state.roles.find((role) => role.name === name);

export const colorFor = (state: State, role: RoleSummary): string => roleColor(state.preferences.colors, role);

/** How long a cached session of the role is still good, in milliseconds; undefined where there is none. */
export function leftOf(state: State, role: RoleSummary): number | undefined {
  const until = state.expiries.get(role.name);
  return until !== undefined && until > state.now ? until - state.now : undefined;
}

export const isFavourite = (state: State, role: RoleSummary): boolean =>
  state.preferences.favourites.includes(role.name);

export const isHidden = (state: State, role: RoleSummary): boolean =>
  role.hidden || state.preferences.hidden.includes(role.name);

/** How many roles are out of sight at the moment. */
export const hiddenCount = (state: State): number => state.roles.filter((role) => isHidden(state, role)).length;

/** The profile that the screen is about. */
export function subject(state: State, screen: Screen = state.screen): string | undefined {
  if ('opening' in screen) return screen.opening.profile;
  if (screen.tag === 'help') return subject(state, screen.behind);
  if (screen.tag === 'picker' || screen.tag === 'empty') return focused(state)?.name;
  return screen.profile;
}
