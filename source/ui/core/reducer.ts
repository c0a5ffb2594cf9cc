import { copiesKnown } from '../screens/copy/update.ts';
import { explained } from '../screens/explain/update.ts';
import { hinted } from '../screens/mfa/update.ts';
import { listBegun, listChanged, withRoles } from '../screens/picker/relist.ts';
import { remembered } from '../screens/remember/update.ts';
import { partsOf } from '../screens/screens.tsx';
import { openChosen, openingEvent, startOpening } from '../screens/working/update.ts';
import type { Action, Next } from './actions.ts';
import type { UiStart } from './ports.ts';
import { type State, topOf } from './state.ts';

/** The first step: opens a role straight away, or searches the list for the text that was given. */
export function begin(state: State, start: UiStart): Next {
  if (start.at === 'open') {
    return (start.confirmed ? startOpening : openChosen)(state, start.profile, start.entry ?? 'subshell');
  }
  return listBegun(state, start);
}

/** The state after an action, and the effects that it asks for. */
export const update = (state: State, action: Action): Next =>
  updated(isOfPerson(action) && !state.touched ? { ...state, touched: true } : state, action);

const isOfPerson = ({ type }: Action): boolean =>
  type === 'command' || type === 'typed' || type === 'pasted' || type === 'disabled';

function updated(state: State, action: Action): Next {
  const { screen } = state;
  const parts = partsOf(screen);
  switch (action.type) {
    case 'command':
      return parts.keys.find(({ command }) => command === action.command)?.run(state, screen) ?? [state];
    case 'typed':
      return parts.typed?.(state, screen, action.text) ?? [state];
    case 'pasted':
      return parts.pasted
        ? parts.pasted(state, screen, action.text)
        : (parts.typed?.(state, screen, action.text.trim()) ?? [state]);
    case 'ticked': {
      const next = { ...state, now: action.now };
      return parts.ticked?.(next, screen) ?? [next];
    }
    case 'disabled':
    case 'unsaved':
      return [{ ...state, notice: action.reason }];
    case 'resized': {
      const next = { ...state, size: action.size };
      return [{ ...next, top: topOf(next) }];
    }
    case 'found':
      return withRoles(state, action.roles);
    case 'changed':
      return listChanged(state, action);
    case 'unread':
      return [{ ...state, unread: action.portals }];
    case 'reading':
      return [{ ...state, reading: action.text }];
    case 'painted':
      return [{ ...state, index: state.index ?? action.index }];
    case 'expired':
      return [{ ...state, expiries: action.expiries, codeless: action.codeless }];
    case 'looked': {
      const { profile, identity, chain } = action;
      const details = new Map(state.details).set(profile, { identity, chain });
      return [{ ...state, identity: identity ?? state.identity, details }];
    }
    case 'explained':
      return uncovered(state, (behind) => explained(behind, action.profile, action.text));
    case 'copiesKnown':
      return uncovered(state, (behind) => copiesKnown(behind, action.profile, action.copies));
    case 'remembered':
      return uncovered(state, (behind) => remembered(behind, action.note));
    case 'hinted':
      return [hinted(state, action.serial, action.code)];
    default:
      return uncovered(state, (behind) => openingEvent(behind, action));
  }
}

/** News for the screen behind, where help covers it. Help stays as long as that screen does. */
function uncovered(state: State, act: (state: State) => Next): Next {
  const { screen } = state;
  if (screen.tag !== 'help') return act(state);
  const [next, ...effects] = act({ ...state, screen: screen.behind });
  const shown = next.screen.tag === screen.behind.tag ? { ...screen, behind: next.screen } : next.screen;
  return [{ ...next, screen: shown }, ...effects];
}
