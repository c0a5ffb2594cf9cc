import type { Next } from '../../core/actions.ts';
import type { Command } from '../../core/keymap.ts';
import type { State } from '../../core/model.ts';
import { focused } from '../../core/select.ts';
import { linkIn, roleOfLink } from '../../core/updates/link.ts';
import { filtered, moved, queryOf } from '../../core/updates/list.ts';
import { chosen } from '../../core/updates/open.ts';
import { toggled } from '../../core/updates/preferences.ts';
import { layoutOf } from '../../picker/layout.ts';
import { cursorOf, roleAt } from '../../picker/list.ts';

/** Asks for what the detail line says of the role in focus. */
export function looking(state: State): Next {
  const role = focused(state);
  return role && !state.details.has(role.name) ? [state, { type: 'look', profile: role.name }] : [state];
}

const to = (state: State, cursor: number): Next => looking(moved(state, cursor));

/** Keys of the list. */
export function pickerCommand(state: State, command: Command): Next {
  const page = Math.max(1, layoutOf(state.size).list - 1);
  const last = state.list.count - 1;
  switch (command) {
    case 'up':
      return to(state, state.cursor === 0 ? last : state.cursor - 1);
    case 'down':
      return to(state, state.cursor === last ? 0 : state.cursor + 1);
    case 'pageUp':
      return to(state, state.cursor - page);
    case 'pageDown':
      return to(state, state.cursor + page);
    case 'first':
      return to(state, 0);
    case 'last':
      return to(state, last);
    case 'erase':
      return looking(filtered(state, [...state.filter].slice(0, -1).join('')));
    case 'eraseWord':
      return looking(filtered(state, state.filter.replace(/\S*\s*$/, '')));
    case 'eraseAll':
      return looking(filtered(state, ''));
    default:
      return pickerVerb(state, command);
  }
}

function pickerVerb(state: State, command: Command): Next {
  const role = focused(state);
  switch (command) {
    case 'back':
      if (state.filter !== '') return looking(filtered(state, ''));
      return [state, { type: 'finish', result: { tag: 'cancelled' } }];
    case 'help':
      return [{ ...state, screen: { tag: 'help', behind: state.screen, top: 0 } }];
    case 'menu':
      return role ? [{ ...state, screen: { tag: 'menu', profile: role.name, cursor: 0 } }] : [state];
    case 'favourite':
      return role ? toggled(state, 'favourites', role.name) : [state];
    case 'accept':
      return accepted(state);
    default:
      return [state];
  }
}

function accepted(state: State): Next {
  const { pick } = queryOf(state);
  const at = roleAt(state.list, pick === undefined ? state.cursor : pick - 1);
  const role = at === undefined ? undefined : state.roles[at];
  if (role) return chosen(state, role.name, 'subshell');
  return pick === undefined ? [state] : [{ ...state, notice: `There is no number ${pick}.` }];
}

/** Longer than any link; a file that is pasted as if it were typed must not keep the picker busy. Characters. */
const longestFilter = 2_000;

/** Text for the search field. */
export function pickerTyped(state: State, text: string): Next {
  if (state.filter.length >= longestFilter) return looking(state);
  return looking(filtered(state, (state.filter + text).slice(0, longestFilter)));
}

/** A link goes to its role, or becomes a profile; anything else is searched for. */
export function pickerPasted(state: State, text: string): Next {
  const link = linkIn(text);
  if (!link) return pickerTyped(state, text.replace(/\s+/g, ' ').trim());
  const role = roleOfLink(state.roles, link);
  if (role < 0) return [state, { type: 'finish', result: { tag: 'verb', verb: 'add', text: link.href } }];
  const all = filtered(state, '');
  return to(all, cursorOf(all.list, role));
}
