import { fstatSync, writeSync } from 'node:fs';
import { isatty } from 'node:tty';

/**
 * Writes to a file descriptor without going through process.stdout or process.stderr, which would switch a
 * pipe to non-blocking mode for whoever comes after us. A reader that left is not an error of ours.
 */
function writeAll(fd: number, text: string): void {
  const bytes = Buffer.from(text);
  let written = 0;
  while (written < bytes.length) {
    try {
      written += writeSync(fd, bytes, written);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'EPIPE') return;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

/** The answer of a command. */
export const writeOut = (text: string): void => writeAll(1, text);

/** Everything that is for a person. */
export const writeError = (text: string): void => writeAll(2, text);

/** Does a person see what is written there? A pipe or a file is no device, and Node's terminals need not be loaded. */
export function isTerminal(fd: number): boolean {
  try {
    return fstatSync(fd).isCharacterDevice() && isatty(fd);
  } catch {
    return false;
  }
}
