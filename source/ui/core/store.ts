import type { Action, Effect, Next } from './actions.ts';
import type { State } from './model.ts';
import { isSeen } from './passing.ts';
import { update } from './state.ts';

/** The state and the way to change it, outside of React. */
export type Store = {
  readonly get: () => State;
  readonly subscribe: (listener: () => void) => () => void;
  readonly dispatch: (action: Action) => void;
};

/** A code that is sent goes first, for drawing takes as long as sending: the screen follows after so many milliseconds. */
const afterSending = 30;

/** A store that hands effects to `run` after the state has changed. */
export function createStore([first, ...due]: Next, run: (effect: Effect, dispatch: Store['dispatch']) => void): Store {
  let state = first;
  const listeners = new Set<() => void>();
  const show = (): void => {
    for (const listener of listeners) listener();
  };
  const dispatch = (action: Action): void => {
    const before = state;
    const [next, ...effects] = update(before, action);
    state = next;
    const isShown = action.type === 'ticked' ? isSeen(before, next) : next !== before;
    if (isShown && effects.some(({ type }) => type === 'answer')) setTimeout(show, afterSending);
    else if (isShown) show();
    for (const effect of effects) run(effect, dispatch);
  };
  for (const effect of due) run(effect, dispatch);
  return {
    get: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispatch,
  };
}
