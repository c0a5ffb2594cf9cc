import { readSync } from 'node:fs';
import { harmless } from '../../domain/display/sanitize.ts';
import type { OwnTerminal } from './terminal.ts';

/** Asks a question on the user's terminal. @returns the line typed; undefined at end of input, at Ctrl+C or on the signal */
export async function askLine(
  { input, output, gone }: OwnTerminal,
  question: string,
  until?: AbortSignal,
): Promise<string | undefined> {
  // Loaded here: `readLine` belongs to every start of the program.
  const { createInterface } = await import('node:readline/promises');
  const reader = createInterface({ input, output, terminal: true });
  try {
    const line = await new Promise<string | undefined>((resolve) => {
      reader.once('close', () => resolve(undefined));
      reader.once('SIGINT', () => resolve(undefined));
      // Stopped by Ctrl+Z, the runtime reads nothing any more afterwards, Ctrl+C included.
      reader.on('SIGTSTP', () => undefined);
      for (const signal of [gone, until]) {
        if (signal?.aborted) resolve(undefined);
        signal?.addEventListener('abort', () => resolve(undefined));
      }
      reader.question(harmless(question)).then(resolve, () => resolve(undefined));
    });
    // Nobody pressed Enter.
    if (line === undefined && !output.destroyed) output.write('\r\n');
    return line;
  } finally {
    reader.close();
  }
}

/** Reads one line of a descriptor, byte by byte: what follows the line belongs to the command that is run next. */
export function readLine(fd = 0): string {
  const byte = Buffer.alloc(1);
  let line = '';
  while (line.length < 64) {
    const read = readByte(fd, byte);
    if (read === 0 || byte[0] === 0x0a) break;
    line += byte.toString('latin1');
  }
  return line;
}

function readByte(fd: number, byte: Buffer): number {
  for (;;) {
    try {
      return readSync(fd, byte, 0, 1, null);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'EOF') return 0;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}
