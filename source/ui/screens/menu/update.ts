import { parseColor } from '../../../domain/profiles/looks/color.ts';
import type { Next } from '../../core/actions.ts';
import type { Command } from '../../core/keymap.ts';
import type { State } from '../../core/model.ts';
import { choosing, stepped } from '../../core/updates/choosing.ts';
import { linkIn } from '../../core/updates/link.ts';
import { relistedInPlace } from '../../core/updates/list.ts';
import { chosen, home } from '../../core/updates/open.ts';
import { colored, toggled } from '../../core/updates/preferences.ts';
import { palette } from '../../theme/palette.ts';
import { looking } from '../picker/update.ts';

/** The action menu of a role. */
export function menuCommand(state: State, command: Command): Next {
  const { screen } = state;
  return screen.tag === 'menu'
    ? choosing(state, screen, command, (chose) => act(state, screen.profile, chose))
    : [state];
}

function act(state: State, profile: string, command: Command): Next {
  const picker: State = { ...state, screen: { tag: 'picker' }, notice: undefined };
  switch (command) {
    case 'subshell':
    case 'live':
    case 'console':
      return chosen(picker, profile, command);
    case 'link':
    case 'show':
    case 'edit':
      return [state, { type: 'finish', result: { tag: 'verb', verb: command, profile } }];
    case 'favourite':
      return toggled(picker, 'favourites', profile);
    case 'hide':
      return toggled(picker, 'hidden', profile);
    case 'showHidden':
      return [relistedInPlace({ ...picker, showHidden: !state.showHidden })];
    case 'color':
      return [{ ...state, screen: { tag: 'colors', profile, cursor: 0, typed: '' } }];
    default:
      return looking(picker);
  }
}

/** The choice of a colour: from the palette, or typed. */
export function colorsCommand(state: State, command: Command): Next {
  const { screen } = state;
  if (screen.tag !== 'colors') return [state];
  if (command === 'up') return stepped(state, screen, -1, palette.length);
  if (command === 'down') return stepped(state, screen, 1, palette.length);
  if (command === 'erase') return colorsTyped(state, '', screen.typed.slice(0, -1));
  if (command === 'back') return [{ ...state, screen: { tag: 'picker' }, notice: undefined }];
  if (command !== 'accept') return [state];
  const color = screen.typed ? parseColor(screen.typed) : palette[screen.cursor]?.color;
  if (screen.typed && !color) return [{ ...state, notice: `“${screen.typed}” is no colour. Try ff8800, or orange.` }];
  return colored({ ...state, screen: { tag: 'picker' }, notice: undefined }, screen.profile, color);
}

/** A colour by name or by its six digits. */
export function colorsTyped(state: State, text: string, before?: string): Next {
  const { screen } = state;
  if (screen.tag !== 'colors') return [state];
  return [{ ...state, notice: undefined, screen: { ...screen, typed: ((before ?? screen.typed) + text).trimStart() } }];
}

/** What a person without role profiles can do. */
export function emptyCommand(state: State, command: Command): Next {
  const { screen } = state;
  if (screen.tag !== 'empty') return [state];
  return choosing(state, screen, command, (chose) => {
    if (chose === 'back') return [state, { type: 'finish', result: { tag: 'cancelled' } }];
    if (chose === 'link') return [{ ...state, notice: 'Paste the link now.' }];
    if (chose === 'demo' || chose === 'add') return [state, { type: 'finish', result: { tag: 'verb', verb: chose } }];
    return home(state);
  });
}

/** A link that becomes the first profile. */
export function emptyPasted(state: State, text: string): Next {
  const link = linkIn(text);
  if (!link)
    return [{ ...state, notice: 'That is no switch-role link. It begins with https:// and holds /switchrole?' }];
  return [state, { type: 'finish', result: { tag: 'verb', verb: 'add', text: link.href } }];
}
