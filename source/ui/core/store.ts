/** A state and the way to change it, outside of React. */
export type Store<S, A> = {
  readonly get: () => S;
  readonly subscribe: (listener: () => void) => () => void;
  readonly dispatch: (action: A) => void;
};

/** A change of the state, of which the screen is told by `show`. */
export type Change<S, A, E> = {
  readonly before: S;
  readonly after: S;
  readonly action: A;
  readonly effects: readonly E[];
};

/** What a store is made of. */
export type StoreParts<S, A, E> = {
  /** The state after an action, and the effects that it asks for. */
  update(state: S, action: A): readonly [state: S, ...effects: E[]];
  /** Does the work outside, after the state has changed. */
  run(effect: E, dispatch: (action: A) => void): void;
  /** Draws a change, now, later or never; without it, every change at once. */
  draw?(change: Change<S, A, E>, show: () => void): void;
};

/** A store with its first state and what that asks for. */
export function createStore<S, A, E>(
  [first, ...due]: readonly [state: S, ...effects: E[]],
  { update, run, draw = (_, show) => show() }: StoreParts<S, A, E>,
): Store<S, A> {
  let state = first;
  const listeners = new Set<() => void>();
  const show = (): void => {
    for (const listener of listeners) listener();
  };
  const dispatch = (action: A): void => {
    const before = state;
    const [after, ...effects] = update(before, action);
    state = after;
    if (after !== before) draw({ before, after, action, effects }, show);
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
