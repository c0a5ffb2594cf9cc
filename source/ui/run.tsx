import chalk from 'chalk';
import { render } from 'ink';
import type { ReactNode } from 'react';
import { plain } from '../output/sanitize.ts';
import { afterFirstFrame } from './core/after-first-frame.ts';
import { App } from './core/app.tsx';
import { createEffects } from './core/effects.ts';
import { initial } from './core/initial.ts';
import type { UiPorts, UiResult, UiStart, UiTerminal } from './core/ports.ts';
import { begin } from './core/state.ts';
import { createStore } from './core/store.ts';
import type { Size } from './picker/layout.ts';
import { themeFor } from './theme/theme.ts';

/**
 * Draws the UI until the person has chosen or left, then puts the terminal back as it was. Nothing but the first frame
 * happens before the first frame. An error that is neither a `Problem` nor `Cancelled` is thrown on, terminal restored.
 */
export async function runUi(start: UiStart, terminal: UiTerminal, ports: UiPorts): Promise<UiResult> {
  const { promise: ended, resolve, reject } = Promise.withResolvers<UiResult>();
  const effects = createEffects(ports, resolve, reject);
  const store = createStore(begin(initial(given(start, terminal, ports)), start), effects.run);
  let timers: { stop: () => void } | undefined;
  try {
    return await showOn(terminal, <App store={store} theme={themeFor(terminal.colorDepth)} />, {
      ended,
      leave: () => resolve({ tag: 'cancelled' }),
      resized: (size) => store.dispatch({ type: 'resized', size }),
      painted: (first) => {
        timers = afterFirstFrame(first, ports, store);
      },
    });
  } finally {
    effects.stop();
    timers?.stop();
  }
}

/** What becomes of a drawing, and what it is told. */
type Showing<T> = {
  /** The drawing goes on until this settles. */
  readonly ended: Promise<T>;
  /** The terminal's input has ended. */
  readonly leave: () => void;
  readonly resized: (size: Size) => void;
  /** Is given the promise of the first frame. */
  readonly painted?: (first: Promise<void>) => void;
};

/**
 * Draws on the terminal until `ended` settles, then puts the terminal back as it was.
 * @throws whatever was thrown while drawing, the terminal restored
 */
export async function showOn<T>(terminal: UiTerminal, node: ReactNode, showing: Showing<T>): Promise<T> {
  const { ended, leave } = showing;
  const colors = chalk.level;
  // Ink draws with the chalk that every module shares. At level 0 it would leave out bold and inverse as well.
  chalk.level = terminal.colorDepth === 24 ? 3 : terminal.colorDepth === 8 ? 2 : 1;
  quiet(terminal);
  const app = draw(terminal, node);
  // An error while drawing ends Ink by itself.
  const { promise: broken, reject: fail } = Promise.withResolvers<never>();
  app.waitUntilExit().then(leave, fail);
  terminal.input.once('end', leave).once('close', leave);
  const gone = (): void => (isQuiet(terminal.gone?.reason) ? leave() : fail(terminal.gone?.reason));
  terminal.gone?.addEventListener('abort', gone);
  let { columns } = sizeOf(terminal.output);
  const resized = (): void => {
    const size = sizeOf(terminal.output);
    // Lines that became too long, or came too late, were broken in two, and Ink takes back one for each.
    if (size.columns < columns && !terminal.screenReader) terminal.output.write('\u001b[2J\u001b[H');
    columns = size.columns;
    showing.resized(size);
    // At once: Ink's own listener draws, and must not draw lines of the size before.
    app.rerender(node);
  };
  terminal.output.prependListener('resize', resized);
  showing.painted?.(app.waitUntilRenderFlush());
  try {
    return await Promise.race([ended, broken]);
  } finally {
    terminal.input.off('end', leave).off('close', leave);
    terminal.output.off('resize', resized);
    terminal.gone?.removeEventListener('abort', gone);
    app.unmount();
    await app.waitUntilExit().catch(() => undefined);
    // What a reader read stays on the screen, and what follows begins a line of its own.
    if (terminal.screenReader && !terminal.output.destroyed) terminal.output.write('\r\n');
    if (terminal.input.isTTY) terminal.input.setRawMode(false);
    terminal.input.pause();
    chalk.level = colors;
  }
}

/**
 * Ink goes raw after its first frame, and draws that from wherever the cursor is. A key pressed before would be echoed
 * into the frame; what was echoed before we began would shift its first line.
 */
function quiet({ input, output, screenReader }: UiTerminal): void {
  if (input.isTTY) input.setRawMode(true);
  if (!screenReader) output.write('\r');
}

const given = (start: UiStart, { output, screenReader }: UiTerminal, { roles, preferences, now }: UiPorts) => ({
  start: start.at === 'picker' ? { ...start, filter: plain(start.filter) } : start,
  roles,
  preferences,
  size: sizeOf(output),
  now: now(),
  screenReader,
});

/** Nothing was said but that it is over. */
const isQuiet = (reason: unknown): boolean => reason instanceof DOMException && reason.name === 'AbortError';

export const sizeOf = ({ columns, rows }: NodeJS.WriteStream) => ({ columns: columns || 80, rows: rows || 24 });

function draw({ output, input, screenReader }: UiTerminal, node: ReactNode): ReturnType<typeof render> {
  return render(node, {
    stdout: output,
    stderr: output,
    stdin: input,
    interactive: true,
    exitOnCtrlC: false,
    patchConsole: false,
    // Two frames closer than this wait for each other: 60 would hold a key's frame back by up to 17 ms.
    maxFps: 250,
    incrementalRendering: true,
    alternateScreen: !screenReader,
    isScreenReaderEnabled: screenReader,
  });
}
