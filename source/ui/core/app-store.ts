import { minutesUntil } from '../../output/clock.ts';
import { partsOf } from '../screens/screens.tsx';
import type { Action, Effect, Next } from './actions.ts';
import { update } from './reducer.ts';
import type { State } from './state.ts';
import { type Change, createStore, type Store } from './store.ts';

/** The store of the screens. */
export type AppStore = Store<State, Action>;

/** The screens' store; effects are handed to `run`. */
export const appStore = (first: Next, run: (effect: Effect, dispatch: AppStore['dispatch']) => void): AppStore =>
  createStore(first, { update, run, draw });

/** A code is sent before its screen is drawn, as drawing takes as long as sending. Milliseconds until it is drawn. */
const afterSending = 30;

/** Draws a change where the screen shows it. */
function draw({ before, after, action, effects }: Change<State, Action, Effect>, show: () => void): void {
  if (action.type === 'ticked' && !isSeen(before, after)) return;
  if (effects.some(({ type }) => type === 'answer')) setTimeout(show, afterSending);
  else show();
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
