import { confirmCommand, confirmTyped } from '../screens/confirm/update.ts';
import { devicesCommand, devicesTyped } from '../screens/devices/update.ts';
import { colorsCommand, colorsTyped, emptyCommand, emptyPasted, menuCommand } from '../screens/menu/update.ts';
import { mfaCommand, mfaPasted, mfaTyped } from '../screens/mfa/update.ts';
import { looking, pickerCommand, pickerPasted, pickerTyped } from '../screens/picker/update.ts';
import { rememberCommand, remembered } from '../screens/remember/update.ts';
import { signInCommand } from '../screens/sign-in/update.ts';
import type { Action, Next } from './actions.ts';
import { topOf } from './initial.ts';
import type { Command } from './keymap.ts';
import type { Screen, State } from './model.ts';
import type { UiStart } from './ports.ts';
import { filtered } from './updates/list.ts';
import { codeComplete } from './updates/mfa-question.ts';
import { abandoned, chosen, home, opening, openingNews, workingTyped } from './updates/open.ts';
import { paged } from './updates/paging.ts';

/** The first step: a role straight away, or the list with what was searched for. */
export function begin(state: State, start: UiStart): Next {
  if (start.at === 'open') {
    return (start.confirmed ? opening : chosen)(state, start.profile, start.entry ?? 'subshell');
  }
  return looking(start.filter ? filtered(state, start.filter) : state);
}

/** What becomes of the UI when something happens, and what has to be done about it. */
export function update(state: State, action: Action): Next {
  switch (action.type) {
    case 'command':
      return commanded(state, action.command);
    case 'typed':
      return typed(state, action.text);
    case 'pasted':
      return pasted(state, action.text);
    case 'disabled':
    case 'unsaved':
      return [{ ...state, notice: action.reason }];
    case 'resized': {
      const next = { ...state, size: action.size };
      return [{ ...next, top: topOf(next) }];
    }
    case 'painted':
      return [{ ...state, index: state.index ?? action.index }];
    case 'expired':
      return [{ ...state, expiries: action.expiries }];
    case 'ticked':
      return ticked({ ...state, now: action.now });
    case 'looked':
      return [
        {
          ...state,
          identity: action.detail.identity ?? state.identity,
          details: new Map(state.details).set(action.profile, action.detail),
        },
      ];
    case 'remembered':
      return remembered(state, action.note);
    case 'hinted':
      return [hinted(state, action.serial, action.code)];
    default:
      return openingNews(state, action);
  }
}

function commanded(state: State, command: Command): Next {
  if (command === 'cancel') return [state, { type: 'abandon' }, { type: 'finish', result: { tag: 'cancelled' } }];
  switch (state.screen.tag) {
    case 'picker':
      return pickerCommand(state, command);
    case 'menu':
      return menuCommand(state, command);
    case 'colors':
      return colorsCommand(state, command);
    case 'empty':
      return emptyCommand(state, command);
    case 'confirm':
      return command === 'back' ? home(state) : confirmCommand(state, command);
    case 'mfa':
      return command === 'back' ? abandoned(state) : mfaCommand(state, command);
    case 'devices':
      return command === 'back' ? abandoned(state) : devicesCommand(state, command);
    case 'sign-in':
      return command === 'back' ? abandoned(state) : signInCommand(state, command);
    case 'remember':
      return rememberCommand(state, command);
    case 'working':
      return command === 'back' ? abandoned(state) : [state];
    case 'problem':
      return problemCommand(state, state.screen, command);
    case 'help':
      return command === 'back'
        ? [{ ...state, screen: state.screen.behind }]
        : [{ ...state, screen: paged(state, state.screen, command) }];
  }
}

function problemCommand(state: State, screen: Extract<Screen, { tag: 'problem' }>, command: Command): Next {
  const { profile, entry, problem } = screen;
  if (command === 'retry') return opening(state, profile, entry);
  if (command === 'quit') return [state, { type: 'finish', result: { tag: 'failed', problem } }];
  if (command === 'up' || command === 'down') return [{ ...state, screen: paged(state, screen, command) }];
  return home(state);
}

function typed(state: State, text: string): Next {
  switch (state.screen.tag) {
    case 'picker':
      return pickerTyped(state, text);
    case 'colors':
      return colorsTyped(state, text);
    case 'confirm':
      return confirmTyped(state, text);
    case 'mfa':
      return mfaTyped(state, text);
    case 'devices':
      return devicesTyped(state, text);
    case 'working':
      return workingTyped(state, text);
    default:
      return [state];
  }
}

function pasted(state: State, text: string): Next {
  switch (state.screen.tag) {
    case 'picker':
      return pickerPasted(state, text);
    case 'empty':
      return emptyPasted(state, text);
    case 'mfa':
      return mfaPasted(state, text);
    default:
      return typed(state, text.trim());
  }
}

/** A second has passed: codes may be sent by now, and the demo's may have changed. */
function ticked(state: State): Next {
  if (state.screen.tag !== 'mfa') return [state];
  const [next, ...effects] = codeComplete(state);
  return [next, { type: 'hint', serial: state.screen.question.device.serial }, ...effects];
}

function hinted(state: State, serial: string, hint: string | undefined): State {
  const { screen } = state;
  if (screen.tag !== 'mfa' || screen.question.device.serial !== serial || screen.hint === hint) return state;
  return { ...state, screen: { ...screen, hint } };
}
