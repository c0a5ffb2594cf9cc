import type { Next } from '../../core/actions.ts';
import type { Command } from '../../core/keymap.ts';
import type { State } from '../../core/model.ts';
import { opening } from '../../core/updates/open.ts';

/** Keys while a profile's name is typed. */
export function confirmCommand(state: State, command: Command): Next {
  const { screen } = state;
  if (screen.tag !== 'confirm') return [state];
  const { typed, profile, entry } = screen;
  if (command === 'erase') return [{ ...state, notice: undefined, screen: { ...screen, typed: typed.slice(0, -1) } }];
  if (command === 'eraseAll') return [{ ...state, notice: undefined, screen: { ...screen, typed: '' } }];
  if (command !== 'accept') return [state];
  if (typed.trim() === profile) return opening(state, profile, entry);
  return [{ ...state, notice: typed ? 'That is not the name.' : 'Type the name to go on.' }];
}

export function confirmTyped(state: State, text: string): Next {
  if (state.screen.tag !== 'confirm') return [state];
  return [{ ...state, notice: undefined, screen: { ...state.screen, typed: state.screen.typed + text } }];
}
