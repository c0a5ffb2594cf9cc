import type { UiTerminal } from './core/ports.ts';

const enter = '\u001b[?1049h\u001b[?25l\u001b[H';
const clear = '\u001b[2J\u001b[H';
const leave = '\u001b[?25h\u001b[?1049l';

/** The terminal's second ("alternate") screen, on which the UI draws; the person's own lines stay behind it. */
export type SecondScreen = {
  /** Goes there once more, empty: another program has written on it, or has left it. */
  readonly reopen: () => void;
  /** Back to the person's lines, as soon as the terminal has read it. Does nothing the second time. */
  readonly leave: () => Promise<void>;
};

/**
 * Turns echo off and goes to the second screen, before the first frame: a key pressed earlier would be echoed into it. For a
 * screen reader the lines stay where they are.
 */
export function openSecondScreen({ input, output, screenReader }: UiTerminal): SecondScreen {
  if (input.isTTY) input.setRawMode(true);
  if (screenReader) return { reopen: () => undefined, leave: async () => undefined };
  output.write(enter);
  let isOpen = true;
  // Where the program ends in the middle of something, nothing else would write any more.
  const atExit = (): void => void output.write(leave);
  process.once('exit', atExit);
  return {
    reopen: () => void (isOpen && output.write(`${enter}${clear}`)),
    leave: async () => {
      if (!isOpen) return;
      isOpen = false;
      process.off('exit', atExit);
      if (!output.destroyed) await new Promise<void>((resolve) => output.write(leave, () => resolve()));
    },
  };
}
