import type { Key } from './keys.ts';
import type { Store } from './store.ts';

/** What a key does, and why it does nothing at the moment. */
type Bound<S, C> = { readonly command: C; readonly disabled?: ((state: S) => string | undefined) | undefined };

/** What keys become, on the screens and in the forms. */
type KeyAction<C> =
  | { readonly type: 'command'; readonly command: C }
  | { readonly type: 'disabled'; readonly reason: string }
  | { readonly type: 'typed'; readonly text: string };

/** What is bound to a key. Ctrl+J is Enter, as in a shell, where a list does not move by it. */
export const boundTo = <B extends { readonly keys: readonly string[] }>(
  bindings: readonly B[],
  name: string,
): B | undefined =>
  bindings.find(({ keys }) => keys.includes(name)) ?? (name === 'ctrl+j' ? boundTo(bindings, 'enter') : undefined);

/** Dispatches what a key does; a key that does nothing is what it types. */
export function pressed<S, C>(
  { get, dispatch }: Pick<Store<S, KeyAction<C>>, 'get' | 'dispatch'>,
  binding: Bound<S, C> | undefined,
  { text }: Key,
): void {
  const reason = binding?.disabled?.(get());
  if (reason) dispatch({ type: 'disabled', reason });
  else if (binding) dispatch({ type: 'command', command: binding.command });
  else if (text) dispatch({ type: 'typed', text });
}
