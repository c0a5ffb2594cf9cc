import { plain } from '../domain/display/sanitize.ts';
import type { Next } from './core/actions.ts';
import { type Size, sizeOf } from './core/layout.ts';
import type { UiPorts, UiStart, UiTerminal } from './core/ports.ts';
import { footerKeys } from './core/screen.ts';
import { type Given, initial } from './core/state.ts';
import { pickerKeys } from './screens/picker/keys.ts';
import { pickerLines } from './screens/picker/picture.ts';
import { listBegun } from './screens/picker/relist.ts';
import { openSecondScreen, type SecondScreen } from './second-screen.ts';
import { paint } from './theme/paint.ts';
import { themeFor } from './theme/theme.ts';

/** The list as it was drawn before Ink: the state, the screen that is open, and the size that it was drawn for. */
export type FirstFrame = { readonly begun: Next; readonly screen: SecondScreen; readonly size: Size };

/** What the first state is made from. */
export const given = (
  start: UiStart,
  { output, screenReader }: Pick<UiTerminal, 'output' | 'screenReader'>,
  { roles, preferences, now, here, portals, unread, isSignedIn }: UiPorts,
): Given => ({
  start: start.at === 'picker' ? { ...start, filter: plain(start.filter) } : start,
  roles,
  preferences,
  size: sizeOf(output),
  now: now(),
  screenReader,
  here,
  ...(portals !== undefined && { portals }),
  ...(unread !== undefined && { unread }),
  ...(isSignedIn !== undefined && { isSignedIn }),
});

/**
 * Draws the list while React, Ink and Yoga are not loaded yet, which takes longer than all the rest. Ink draws the same lines
 * over it. Keys that are typed meanwhile wait in the terminal.
 * @returns undefined where another screen comes first, or lines are read out or asked for
 */
export function drawFirst(start: UiStart, terminal: UiTerminal, ports: UiPorts): FirstFrame | undefined {
  if (start.at !== 'picker' || terminal.screenReader || terminal.lines !== undefined) return undefined;
  const first = given(start, terminal, ports);
  const begun = listBegun(initial(first), start);
  const [state] = begun;
  if (state.screen.tag !== 'picker') return undefined;
  const screen = openSecondScreen(terminal);
  const theme = themeFor(terminal.colorDepth, terminal.background);
  const margin = state.size.columns >= 36 ? ' ' : '';
  const lines = pickerLines(state, footerKeys(pickerKeys, state), theme).map((pieces) => margin + paint(pieces));
  terminal.output.write(`${lines.join('\r\n')}\u001b[H`);
  return { begun, screen, size: state.size };
}
