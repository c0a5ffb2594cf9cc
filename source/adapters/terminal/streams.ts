import { fstatSync, writeSync } from 'node:fs';
import { Problem } from '../../problem.ts';

/**
 * Writes to a file descriptor without going through process.stdout or process.stderr, which would switch a
 * pipe to non-blocking mode for whoever comes after us. A reader that left is not an error of ours.
 * @throws Problem where it cannot be written: half an answer must not pass for a whole one
 */
function writeAll(fd: number, text: string): void {
  const bytes = new TextEncoder().encode(text);
  let written = 0;
  while (written < bytes.length) {
    try {
      written += writeSync(fd, bytes, written);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      // The reader left, or the terminal was closed.
      if (code === 'EPIPE' || code === 'EIO') return;
      if (code !== 'EAGAIN') throw unwritable(error);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

/** The answer of a command. */
export const writeOut = (text: string): void => writeAll(1, text);

/** Everything that is for a person. Where nobody can read it, there is nobody to tell so either. */
export function writeError(text: string): void {
  try {
    writeAll(2, text);
  } catch {}
}

/** Does a person see what is written there? A pipe or a file is no device, and `node:tty`, 3 ms, need not be loaded. */
export function isTerminal(fd: number): boolean {
  try {
    return fstatSync(fd).isCharacterDevice() && process.getBuiltinModule('node:tty').isatty(fd);
  } catch {
    return false;
  }
}

function unwritable(error: unknown): Problem {
  return new Problem(
    {
      code: 'output-unwritable',
      title: 'The answer could not be written out in full.',
      means: error instanceof Error ? error.message : String(error),
      todo: ['Check where the output leads: a full disk, perhaps.'],
    },
    { cause: error },
  );
}
