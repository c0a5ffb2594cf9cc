import { readSync } from 'node:fs';
import { harmless } from '../../domain/display/sanitize.ts';
import { escapeKey } from '../../domain/terminal/keyboard.ts';
import type { OwnTerminal } from './terminal.ts';

/** A question that a line answers. */
export type Question = {
  readonly text: string;
  /** What is typed is shown nowhere, and not trimmed. */
  readonly isHidden?: boolean;
  /** Throws where the line will not do: what follows is not asked then. */
  readonly check?: (line: string) => void;
};

/** How questions are asked. */
export type Asking = {
  /** Ends it. */
  readonly until?: AbortSignal | undefined;
  /** The lines that come at once are one text. */
  readonly isPasted?: boolean;
};

/** A key, as the runtime reports it. */
type Pressed = { readonly name?: string | undefined; readonly sequence?: string | undefined };

/** Lines of one paste come at once, and a person does not type between them. Milliseconds. */
const betweenLines = 150;

/**
 * Asks questions on the user's terminal, one behind the other. Lines that come at once, as out of a paste, answer them in
 * turn: what comes behind the line that was asked for may be a secret, and is shown nowhere.
 * @returns the lines typed; undefined at end of input, at Esc, Ctrl+C or on the signal. @throws what a check throws
 */
export async function askLines(
  { input, output, gone }: OwnTerminal,
  questions: readonly Question[],
  { until, isPasted = false }: Asking = {},
): Promise<readonly string[] | undefined> {
  // Loaded here: `readLine` belongs to every start of the program. Bun's `node:readline` takes Ctrl+Z for a letter.
  const [{ createInterface }, { Writable }] = await Promise.all([
    import('node:readline/promises'),
    import('node:stream'),
  ]);
  let isShown = false;
  const echo = new Writable({
    write: (chunk, _encoding, done) => {
      if (isShown) output.write(chunk);
      done();
    },
  });
  Object.defineProperty(echo, 'columns', { get: () => output.columns });
  const resized = () => echo.emit('resize');
  output.on('resize', resized);
  let hidden = '';
  // The shell's lines stand below the question now. One that is shown is drawn anew as after a change of size.
  const continued = () => output.write(hidden);
  output.on('continued', continued);
  const reader = createInterface({ input, output: echo, terminal: true });
  const { promise: isEnded, resolve: end } = Promise.withResolvers<undefined>();
  reader.once('close', () => end(undefined));
  reader.once('SIGINT', () => end(undefined));
  const pressed = (_text: string | undefined, { name, sequence }: Pressed): void => {
    if (name === 'escape' || sequence === escapeKey) end(undefined);
  };
  input.on('keypress', pressed);
  // Stopped by Ctrl+Z, the runtime reads nothing any more afterwards, Ctrl+C included.
  reader.on('SIGTSTP', () => undefined);
  for (const signal of [gone, until]) {
    if (signal?.aborted) end(undefined);
    signal?.addEventListener('abort', () => end(undefined));
  }
  const ahead: string[] = [];
  let onLine: (() => void) | undefined;
  reader.on('line', (line) => {
    isShown = isPasted;
    ahead.push(line);
    onLine?.();
  });
  const typed = async (): Promise<string | undefined> => {
    const came = new Promise<void>((resolve) => {
      onLine = resolve;
    });
    if (ahead.length === 0) await Promise.race([came, isEnded]);
    let seen = -1;
    while (isPasted && ahead.length > 0 && (seen < ahead.length || reader.line !== '')) {
      seen = ahead.length;
      await Bun.sleep(betweenLines);
    }
    return isPasted && ahead.length > 0 ? ahead.splice(0).join('') : ahead.shift();
  };
  const lines: string[] = [];
  try {
    for (const { text, isHidden = false, check } of questions) {
      const isAnswered = ahead.length > 0;
      isShown = !isHidden && !isAnswered;
      reader.setPrompt(harmless(text));
      hidden = isShown ? '' : harmless(text);
      output.write(hidden);
      reader.prompt(true);
      const line = await typed();
      // Nobody pressed Enter.
      if ((line === undefined || isHidden || isAnswered) && !output.destroyed) output.write('\r\n');
      if (line === undefined) return undefined;
      lines.push(isHidden ? line : line.trim());
      check?.(lines.at(-1) ?? '');
    }
    return lines;
  } finally {
    isShown = false;
    input.off('keypress', pressed);
    output.off('resize', resized);
    output.off('continued', continued);
    reader.close();
  }
}

/**
 * Reads standard input to its end.
 * @param most bytes; what follows is left
 */
export function readAll(most: number): string {
  const bytes = Buffer.alloc(most);
  const byte = Buffer.alloc(1);
  let length = 0;
  while (length < most && readByte(byte) > 0) bytes[length++] = byte[0] ?? 0;
  const text = bytes.toString('utf8', 0, length);
  bytes.fill(0);
  return text;
}

/** Reads one line of standard input, byte by byte: what follows the line belongs to the command that is run next. */
export function readLine(): string {
  const byte = Buffer.alloc(1);
  let line = '';
  while (line.length < 64) {
    const read = readByte(byte);
    if (read === 0 || byte[0] === 0x0a) break;
    line += byte.toString('latin1');
  }
  return line;
}

function readByte(byte: Buffer): number {
  for (;;) {
    try {
      return readSync(0, byte, 0, 1, null);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'EOF') return 0;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}
