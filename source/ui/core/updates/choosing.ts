import type { Next } from '../actions.ts';
import { type Command, choicesOf } from '../keymap.ts';
import type { Screen, State } from '../model.ts';

type Choosing = Exclude<Extract<Screen, { cursor: number }>, { tag: 'devices' }>;

/** The focus a line up or down, round at the ends. */
export function stepped(state: State, screen: Choosing, by: number, count: number): Next {
  return [{ ...state, notice: undefined, screen: { ...screen, cursor: (screen.cursor + by + count) % count } }];
}

/** A screen whose lines are bindings: arrows move, Enter does what the letter would. */
export function choosing(state: State, screen: Choosing, command: Command, act: (command: Command) => Next): Next {
  const choices = choicesOf(screen.tag);
  if (command === 'up') return stepped(state, screen, -1, choices.length);
  if (command === 'down') return stepped(state, screen, 1, choices.length);
  if (command === 'back') return act('back');
  const choice = command === 'accept' ? choices[screen.cursor] : choices.find((known) => known.command === command);
  const reason = choice?.disabled?.(state);
  if (reason) return [{ ...state, notice: reason }];
  return choice ? act(choice.command) : [state];
}
