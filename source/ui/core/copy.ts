import type { Next } from './actions.ts';
import type { State } from './state.ts';

/**
 * Puts a text that is on the screen on the clipboard as well. No terminal says whether it took it.
 * @param what is copied: `the message`
 */
export const copied = (state: State, text: string, what: string): Next => [
  { ...state, notice: `Sent ${what} to the clipboard. If it is not there, select it here.` },
  { type: 'copy', text },
];
