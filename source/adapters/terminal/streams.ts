import { fstatSync, openSync, writeSync } from 'node:fs';
import { harmless } from '../../domain/display/sanitize.ts';
import { Problem } from '../../problem.ts';
import { takesLine, terminalColumns, wasClosed } from '../runtime/descriptors.ts';
import { terminalDevice } from './device.ts';

/**
 * Writes to a file descriptor without process.stdout or process.stderr, which would switch a pipe to non-blocking mode for
 * the next program. A closed reader is not an error.
 * @returns false where the reader of a pipe is gone
 * @throws Problem where it cannot be written: a truncated answer must not look complete
 */
function writeAll(fd: number, text: string): boolean {
  const bytes = new TextEncoder().encode(text);
  let written = 0;
  while (written < bytes.length) {
    try {
      written += writeSync(fd, bytes, written);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'EPIPE') return false;
      // The terminal was closed.
      if (code === 'EIO') return true;
      if (code !== 'EAGAIN') throw unwritable(error);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
  return true;
}

/** Writes the answer of a command: to a program as it is, to a terminal only what does not steer it. */
export function writeOut(text: string): void {
  if (text !== '' && wasClosed(1))
    throw unwritable('Standard output is closed.', 'Redirect it to a file, a pipe or /dev/null.');
  writeAll(1, isTerminal(1) ? harmless(text) : text);
}

/** Messages for the user, in a file and on a terminal harmless. Errors are ignored: nobody could read about them. */
export function writeError(text: string): void {
  ignoring(() => writeAll(2, harmless(text)));
}

/** The same for a line that is better lost than waited for, where nobody reads: a reader that has stopped must not stop us. */
export const tryError = (text: string): void => (takesLine(2) ? writeError(text) : undefined);

/** Passes on what a command of the user wrote: that is the command's own affair. @returns false where its reader is gone */
export const relay = (stream: 'out' | 'error', text: string): boolean =>
  stream === 'out' ? writeAll(1, text) : ignoring(() => writeAll(2, text));

function ignoring(write: () => boolean): boolean {
  try {
    return write();
  } catch {
    return true;
  }
}

/** Whether a descriptor is a terminal. `node:tty` takes 5 ms to load, so it is asked last. */
export function isTerminal(fd: number): boolean {
  try {
    const found = fstatSync(fd);
    return (
      found.isCharacterDevice() &&
      (isTerminalByNumber(found.rdev, process.platform) ?? process.getBuiltinModule('node:tty').isatty(fd))
    );
  } catch {
    return false;
  }
}

/**
 * Whether a character device of that number is a terminal; undefined where only the device itself says it. On Linux
 * (Documentation/admin-guide/devices.txt) the windows of terminal programs are 136 to 143, and /dev/null and the like are 1.
 */
export function isTerminalByNumber(device: number, platform: NodeJS.Platform): boolean | undefined {
  if (platform !== 'linux') return undefined;
  const major = (device >> 8) & 0xfff;
  if (major === 1) return false;
  return (major >= 136 && major <= 143) || undefined;
}

/** Width of the terminal that a standard stream leads to; undefined where it leads to none. */
export function columnsOf(stream: 'out' | 'error'): number | undefined {
  const fd = stream === 'out' ? 1 : 2;
  if (!isTerminal(fd)) return undefined;
  return (terminalColumns(fd) ?? columnsByRuntime()) || 80;
}

/**
 * The same by the runtime, on macOS and Windows (not tried). For stderr alone the terminal is opened anew: `process.stderr` would
 * change the mode of what it leads to.
 */
function columnsByRuntime(): number {
  if (isTerminal(1)) return process.stdout.columns || 80;
  if (process.platform === 'win32') return 80;
  try {
    const { WriteStream } = process.getBuiltinModule('node:tty');
    const terminal = new WriteStream(openSync(terminalDevice(), 'w'));
    const { columns } = terminal;
    terminal.destroy();
    return columns || 80;
  } catch {
    return 80;
  }
}

function unwritable(error: unknown, todo = 'Check where the output goes: the disk may be full.'): Problem {
  return new Problem(
    {
      code: 'output-unwritable',
      title: 'The output could not be written completely.',
      means: error instanceof Error ? error.message : String(error),
      todo: [todo],
    },
    { cause: error },
  );
}
