import { openSync, readFileSync } from 'node:fs';
import { ReadStream, WriteStream } from 'node:tty';
import type { UiTerminal } from '../../ui/core/ports.ts';
import { TtyInput } from '../runtime/tty-input.ts';
import { isTerminal } from './streams.ts';
import { watchTerminal } from './watch.ts';

/** A terminal of our own, to be closed before anything else reads from it. */
export type OwnTerminal = UiTerminal & { readonly close: () => void };

/**
 * Opens the terminal the person sits at. The streams are our own: fd 0 stays untouched, since raw mode would
 * leave it non-blocking for the shell that follows, and stdout may be captured.
 * @returns undefined where nobody sits at a terminal
 */
export function openTerminal(options: {
  readonly noColor: boolean;
  readonly screenReader: boolean;
  /** Every stream is a pipe to the program that called us, and still a person may sit at its terminal. */
  readonly evenIfPiped?: boolean;
}): OwnTerminal | undefined {
  const ours = options.evenIfPiped === true ? isInForeground() : [0, 1, 2].some(isTerminal);
  if (!ours) return undefined;
  const device = process.platform === 'win32' ? ['\\\\.\\CONIN$', '\\\\.\\CONOUT$'] : ['/dev/tty', '/dev/tty'];
  try {
    const input = openInput(device[0] ?? '');
    const output = new WriteStream(openSync(device[1] ?? '', 'w'));
    const resized = () => refreshSize(output);
    process.on('SIGWINCH', resized);
    const depth = options.noColor ? 1 : (output.getColorDepth() as 1 | 4 | 8 | 24);
    const watch = watchTerminal(input, output);
    return {
      input,
      output,
      gone: watch.gone,
      colorDepth: depth,
      screenReader: options.screenReader,
      close: () => {
        process.off('SIGWINCH', resized);
        if (input.isRaw) input.setRawMode(false);
        input.destroy();
        output.destroy();
        watch.end();
      },
    };
  } catch {
    return undefined;
  }
}

/** On Windows (not tried) the runtime's own stream: the console is no file that can be waited for. */
function openInput(device: string): ReadStream {
  if (process.platform === 'win32') return new ReadStream(openSync(device, 'r'));
  return new TtyInput(device) as unknown as ReadStream;
}

/**
 * Only the runtime's own standard streams are told that the window has another size, by this method of theirs: it reads the
 * size, keeps it in `columns` and `rows`, and emits `resize` where it is another. `getWindowSize` gives what was kept.
 */
function refreshSize(output: WriteStream & { _refreshSize?: () => void }): void {
  output._refreshSize?.();
}

/** A background job that reads from the terminal is stopped, and whoever waits for it with it. */
function isInForeground(): boolean {
  try {
    // Linux: pid (name) state ppid pgrp session tty tpgid …; the name may hold anything but its last parenthesis.
    const stat = readFileSync('/proc/self/stat', 'utf8');
    const [, , group, , , foreground] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return group === foreground;
  } catch {
    return process.platform !== 'linux';
  }
}
