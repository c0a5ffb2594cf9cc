import { useInput, usePaste } from 'ink';
import { bindingOf } from '../keymap.ts';
import { type Key, keysOf } from '../keys.ts';
import type { Store } from '../store.ts';

/** Turns keys and pastes into actions. */
export function useKeys(store: Store): void {
  useInput((input, key) => {
    for (const one of keysOf(input, key)) press(store, one);
  });
  usePaste((text) => store.dispatch({ type: 'pasted', text }));
}

function press(store: Store, { name, text }: Key): void {
  const state = store.get();
  // `?` is a letter once something is searched for.
  const binding =
    name === '?' && state.filter !== '' && state.screen.tag === 'picker'
      ? undefined
      : bindingOf(state.screen.tag, name);
  const reason = binding?.disabled?.(state);
  if (reason) store.dispatch({ type: 'disabled', reason });
  else if (binding) store.dispatch({ type: 'command', command: binding.command });
  else if (text) store.dispatch({ type: 'typed', text });
}
