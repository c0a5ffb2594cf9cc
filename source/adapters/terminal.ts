import { openSync } from 'node:fs';
import { isatty, ReadStream, WriteStream } from 'node:tty';
import type { UiTerminal } from '../ui/ports.ts';

/** A terminal of our own, to be closed before anything else reads from it. */
export type OwnTerminal = UiTerminal & { readonly close: () => void };

/**
 * Opens the terminal the person sits at. The streams are our own: fd 0 stays untouched, since raw mode would
 * leave it non-blocking for the shell that follows, and stdout may be captured.
 * @returns undefined where nobody sits at a terminal
 */
export function openTerminal(options: { noColor: boolean; screenReader: boolean }): OwnTerminal | undefined {
  if (![0, 1, 2].some((fd) => isatty(fd))) return undefined;
  const device = process.platform === 'win32' ? ['\\\\.\\CONIN$', '\\\\.\\CONOUT$'] : ['/dev/tty', '/dev/tty'];
  try {
    const input = new ReadStream(openSync(device[0] ?? '', 'r'));
    const output = new WriteStream(openSync(device[1] ?? '', 'w'));
    const depth = options.noColor ? 1 : (output.getColorDepth() as 1 | 4 | 8 | 24);
    return {
      input,
      output,
      colorDepth: depth,
      screenReader: options.screenReader,
      close: () => {
        if (input.isRaw) input.setRawMode(false);
        input.destroy();
        output.destroy();
      },
    };
  } catch {
    return undefined;
  }
}
