import type { Next } from '../../core/actions.ts';
import type { Command } from '../../core/keymap.ts';
import type { State } from '../../core/model.ts';

/** Keys while a sign-in is offered. */
export function signInCommand(state: State, command: Command): Next {
  const { screen } = state;
  if (screen.tag !== 'sign-in' || screen.started || command !== 'accept') return [state];
  return [{ ...state, screen: { ...screen, started: true } }, { type: 'signIn' }];
}
