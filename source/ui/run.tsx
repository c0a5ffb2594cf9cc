import chalk from 'chalk';
import { render } from 'ink';
import type { ReactNode } from 'react';
import { plain } from '../output/sanitize.ts';
import { indexRoles } from '../profiles/search.ts';
import { App } from './app.tsx';
import { createEffects } from './effects.ts';
import { initial } from './initial.ts';
import type { UiPorts, UiResult, UiStart, UiTerminal } from './ports.ts';
import { begin } from './state.ts';
import { createStore, type Store } from './store.ts';
import { themeFor } from './theme.ts';

/** How often cached sessions are looked at again: one that another terminal opened appears. */
const expiriesEvery = 5_000;

/**
 * Draws the UI until the person has chosen or left, then puts the terminal back as it was. Nothing but the first frame
 * happens before the first frame. An error that is neither a `Problem` nor `Cancelled` is thrown on, terminal restored.
 */
export async function runUi(start: UiStart, terminal: UiTerminal, ports: UiPorts): Promise<UiResult> {
  const { promise: ended, resolve, reject } = Promise.withResolvers<UiResult>();
  const effects = createEffects(ports, resolve, reject);
  const store = createStore(begin(initial(given(start, terminal, ports)), start), effects.run);
  const leave = (): void => resolve({ tag: 'cancelled' });
  const resized = (): void => store.dispatch({ type: 'resized', size: sizeOf(terminal.output) });
  // Ahead of Ink's own listener, which draws: a new size is one frame, not two.
  terminal.output.prependListener('resize', resized);
  let timers: { stop: () => void } | undefined;
  try {
    return await showOn(
      terminal,
      <App store={store} theme={themeFor(terminal.colorDepth)} />,
      ended,
      leave,
      (first) => {
        timers = afterFirstFrame(first, ports, store);
      },
    );
  } finally {
    effects.stop();
    timers?.stop();
    terminal.output.off('resize', resized);
  }
}

/**
 * Draws on the terminal until `ended` settles, then puts the terminal back as it was.
 * @param leave called when the terminal's input ends
 * @param painted is given the promise of the first frame
 * @throws whatever was thrown while drawing, the terminal restored
 */
export async function showOn<T>(
  terminal: UiTerminal,
  node: ReactNode,
  ended: Promise<T>,
  leave: () => void,
  painted: (first: Promise<void>) => void = () => undefined,
): Promise<T> {
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
  painted(app.waitUntilRenderFlush());
  try {
    return await Promise.race([ended, broken]);
  } finally {
    terminal.input.off('end', leave).off('close', leave);
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

/** Everything that can wait for the first frame, and what happens again and again. */
function afterFirstFrame(painted: Promise<void>, ports: UiPorts, store: Store): { stop: () => void } {
  const timers: NodeJS.Timeout[] = [];
  let stopped = false;
  const expiries = (): void => {
    ports.expiries().then(
      (found) => stopped || store.dispatch({ type: 'expired', expiries: found }),
      () => undefined,
    );
  };
  void painted.then(() => {
    if (stopped) return;
    store.dispatch({ type: 'painted', index: indexRoles(ports.roles) });
    expiries();
    ports.warmUp();
    timers.push(setInterval(() => store.dispatch({ type: 'ticked', now: ports.now() }), 1_000));
    timers.push(setInterval(expiries, expiriesEvery));
  });
  return {
    stop: () => {
      stopped = true;
      for (const timer of timers) clearInterval(timer);
    },
  };
}
