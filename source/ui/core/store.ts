import { minutesUntil } from '../../output/clock.ts';
import { partsOf } from '../screens/screens.tsx';
import type { Action, Effect, Next } from './actions.ts';
import { update } from './reducer.ts';
import type { State } from './state.ts';

/** The state and the way to change it, outside of React. */
export type Store = {
  readonly get: () => State;
  readonly subscribe: (listener: () => void) => () => void;
  readonly dispatch: (action: Action) => void;
};

/** A code is sent before its screen is drawn, as drawing takes as long as sending. Milliseconds until it is drawn. */
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

/** Whether the screen shows that a second has passed: drawing a frame takes longer than a key may wait. */
function isSeen(before: State, after: State): boolean {
  return after.screen !== before.screen || shownTime(before) !== shownTime(after);
}

/** The time as the screen shows it; where the screen does not say, the minutes that the sessions have left. */
function shownTime(state: State): unknown {
  const { screen, expiries, now } = state;
  const { shownTime } = partsOf(screen);
  return shownTime ? shownTime(state, screen) : [...expiries.values()].map((end) => minutesUntil(end, now)).join();
}
