import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import xterm from '@xterm/headless';
import { Cancelled } from '../../../source/problem.ts';
import type { UiTerminal } from '../../../source/ui/core/ports.ts';

/** A terminal in memory: what a person would see, after every escape sequence was carried out. */
export function memoryTerminal({ columns = 110, rows = 30, screenReader = false } = {}) {
  const screen = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
  const output = Object.assign(new EventEmitter(), {
    columns,
    rows,
    isTTY: true,
    writable: true,
    write(text: string, done?: () => void) {
      screen.write(text.replaceAll('\n', '\r\n'), () => done?.());
      return true;
    },
  });
  const input = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode: () => input,
    ref: () => input,
    unref: () => input,
  });
  const text = (): string => {
    const { active } = screen.buffer;
    const lines = Array.from({ length: rows }, (_, at) =>
      active.getLine(active.viewportY + at)?.translateToString(true),
    );
    return lines.join('\n').trimEnd();
  };
  async function until(wanted: (now: string) => boolean, what: string): Promise<string> {
    for (let tries = 0; tries < 400; tries += 1) {
      await new Promise((resolve) => screen.write('', () => resolve(undefined)));
      if (wanted(text())) return text();
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    throw new Error(`${what}, but the screen is:\n${text()}`);
  }
  const terminal: UiTerminal = { input: input as never, output: output as never, colorDepth: 24, screenReader };
  return {
    terminal,
    text,
    type: (keys: string) => void input.write(keys),
    sees: (part: string) => until((now) => now.includes(part), `waited for “${part}”`),
    misses: (part: string) => until((now) => !now.includes(part), `waited for “${part}” to go`),
  };
}

/** What keys send. */
export const key = {
  up: '\u001b[A',
  down: '\u001b[B',
  enter: '\r',
  esc: '\u001b',
  backspace: '\u007f',
  ctrlC: '\u0003',
  ctrlG: '\u0007',
  ctrlS: '\u0013',
  ctrlU: '\u0015',
} as const;

/** What a form gives; undefined where it was left, at Ctrl+C too. */
export const filledIn = <T>(result: Promise<T | undefined>): Promise<T | undefined> =>
  result.catch((error: unknown) => {
    if (error instanceof Cancelled) return undefined;
    throw error;
  });
