import { readSync } from 'node:fs';
import { harmless } from '../../domain/display/sanitize.ts';
import type { OwnTerminal } from './terminal.ts';

/** How a question is asked. */
export type Asking = {
  /** Ends it. */
  readonly until?: AbortSignal | undefined;
  /** The lines that come at once are one text. */
  readonly isPasted?: boolean;
  /** What is typed is shown nowhere. */
  readonly isHidden?: boolean;
};

/** Lines of one paste come at once, and a person does not type between them. Milliseconds. */
const betweenLines = 150;

/** Asks a question on the user's terminal. @returns the line typed; undefined at end of input, at Ctrl+C or on the signal */
export async function askLine(
  { input, output, gone }: OwnTerminal,
  question: string,
  { until, isPasted = false, isHidden = false }: Asking = {},
): Promise<string | undefined> {
  // Loaded here: `readLine` belongs to every start of the program.
  const [{ createInterface }, { Writable }] = await Promise.all([
    import('node:readline/promises'),
    import('node:stream'),
  ]);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input, output: isHidden ? nowhere : output, terminal: true });
  if (isHidden) output.write(harmless(question));
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
      const more: string[] = [];
      if (isPasted) reader.on('line', (line) => more.push(line));
      const rest = async (first: string): Promise<string> => {
        let seen = -1;
        while (isPasted && (seen < more.length || reader.line !== '')) {
          seen = more.length;
          await Bun.sleep(betweenLines);
        }
        return [first, ...more].join('');
      };
      reader
        .question(harmless(question))
        .then(rest)
        .then(resolve, () => resolve(undefined));
    });
    // Nobody pressed Enter.
    if ((line === undefined || isHidden) && !output.destroyed) output.write('\r\n');
    return line;
  } finally {
    reader.close();
  }
}

/**
 * Reads a descriptor to its end.
 * @param most bytes; what follows is left
 */
export function readAll(most: number, fd = 0): string {
  const bytes = Buffer.alloc(most);
  const byte = Buffer.alloc(1);
  let length = 0;
  while (length < most && readByte(fd, byte) > 0) bytes[length++] = byte[0] ?? 0;
  const text = bytes.toString('utf8', 0, length);
  bytes.fill(0);
  return text;
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
