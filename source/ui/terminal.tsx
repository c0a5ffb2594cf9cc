import chalk from 'chalk';
import { render } from 'ink';
import type { ReactNode } from 'react';
import { type Size, sizeOf } from './core/layout.ts';
import type { UiTerminal } from './core/ports.ts';
import { openSecondScreen, type SecondScreen } from './second-screen.ts';
import { type Theme, themeFor } from './theme/theme.ts';

/** How a drawing ends, and the events it hears of. */
type Showing<T> = {
  /** The drawing goes on until this settles. */
  readonly ended: Promise<T>;
  /** The terminal's input has ended. */
  readonly leave: () => void;
  readonly resized: (size: Size) => void;
  /** Gets the promise of the first frame. */
  readonly painted?: (first: Promise<void>) => void;
};

/**
 * Draws on the terminal until `ended` settles, then puts the terminal back as it was. The first frame waits for nothing: where
 * the terminal says its background, the next one has the colours for it.
 * @param screen the second screen, where it is open already
 * @throws the error that was thrown while drawing, the terminal put back
 */
export async function showOn<T>(
  terminal: UiTerminal,
  nodeIn: (theme: Theme) => ReactNode,
  showing: Showing<T>,
  screen: SecondScreen = openSecondScreen(terminal),
): Promise<T> {
  const { ended, leave } = showing;
  const colors = chalk.level;
  // Ink draws with the one `chalk` of the program. At level 0 it would leave out bold and inverse as well.
  chalk.level = terminal.colorDepth === 24 ? 3 : terminal.colorDepth === 8 ? 2 : 1;
  const asked = terminal.askBackground?.();
  let node = nodeIn(themeFor(terminal.colorDepth, terminal.background));
  const app = draw(terminal, node);
  // An error while drawing ends Ink by itself.
  const { promise: broken, reject: fail } = Promise.withResolvers<never>();
  app.waitUntilExit().then(leave, fail);
  terminal.input.once('end', leave).once('close', leave);
  const gone = (): void => (isQuiet(terminal.gone?.reason) ? leave() : fail(terminal.gone?.reason));
  terminal.gone?.addEventListener('abort', gone);
  // It may have happened while the UI was loaded.
  if (terminal.gone?.aborted) gone();
  let isOver = false;
  let { columns } = sizeOf(terminal.output);
  const resized = (): void => {
    const size = sizeOf(terminal.output);
    // The terminal broke lines that are too long now in two, and Ink takes back only one line for each.
    if (size.columns < columns && !terminal.screenReader) terminal.output.write('\u001b[2J\u001b[H');
    columns = size.columns;
    showing.resized(size);
    // At once: Ink's own listener draws too, and must not draw lines of the old size.
    app.rerender(node);
  };
  terminal.output.prependListener('resize', resized);
  // Stopped, we left the screen to the shell's lines. It is drawn anew at the `resize` that follows.
  const continued = (): void => {
    app.clear();
    screen.reopen();
  };
  terminal.output.on('continued', continued);
  void asked?.then((background) => {
    if (background === undefined || background === terminal.background || isOver) return;
    node = nodeIn(themeFor(terminal.colorDepth, background));
    app.rerender(node);
  });
  showing.painted?.(app.waitUntilRenderFlush());
  try {
    return await Promise.race([ended, broken]);
  } finally {
    isOver = true;
    terminal.input.off('end', leave).off('close', leave);
    terminal.output.off('resize', resized);
    terminal.output.off('continued', continued);
    terminal.gone?.removeEventListener('abort', gone);
    app.unmount();
    await app.waitUntilExit().catch(() => undefined);
    await screen.leave();
    // A screen reader's lines stay on the screen: the next output begins a line of its own.
    if (terminal.screenReader && !terminal.output.destroyed) terminal.output.write('\r\n');
    // An answer that comes later would be typed into the program that follows.
    await asked;
    if (terminal.input.isTTY) terminal.input.setRawMode(false);
    terminal.input.pause();
    chalk.level = colors;
  }
}

/** The terminal was taken away without an error. */
const isQuiet = (reason: unknown): boolean => reason instanceof DOMException && reason.name === 'AbortError';

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
    // We are on the second screen before Ink is loaded.
    alternateScreen: false,
    isScreenReaderEnabled: screenReader,
  });
}
