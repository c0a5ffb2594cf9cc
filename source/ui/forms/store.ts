import type { FormAction, FormEffect, FormState } from './model.ts';
import { updateForm } from './state.ts';

/** The state of a form and the way to change it, outside of React. */
export type FormStore = {
  readonly get: () => FormState;
  readonly subscribe: (listener: () => void) => () => void;
  readonly dispatch: (action: FormAction) => void;
};

/** A store that hands effects to `run` after the state has changed. */
export function createFormStore(
  first: FormState,
  run: (effect: FormEffect, dispatch: FormStore['dispatch']) => void,
): FormStore {
  let state = first;
  const listeners = new Set<() => void>();
  const dispatch = (action: FormAction): void => {
    const [next, ...effects] = updateForm(state, action);
    state = next;
    for (const listener of listeners) listener();
    for (const effect of effects) run(effect, dispatch);
  };
  return {
    get: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispatch,
  };
}
