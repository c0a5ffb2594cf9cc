import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { afterEach } from 'node:test';
import xterm from '@xterm/headless';
import type { UiPorts, UiResult, UiStart, UiTerminal } from '../../../source/ui/core/ports.ts';
import { drawFirst } from '../../../source/ui/first-frame.ts';
import { runUi } from '../../../source/ui/main.tsx';

type Options = {
  readonly columns?: number;
  readonly rows?: number;
  readonly colorDepth?: UiTerminal['colorDepth'];
  readonly background?: string;
  readonly screenReader?: boolean;
  /** The list is drawn before the rest of the UI is there; this happens in between. */
  readonly between?: (ui: Between) => Promise<void>;
  /** What stands on the terminal already, with the cursor behind it. */
  readonly echoed?: string;
};

export type Between = {
  readonly input: PassThrough;
  readonly resize: (to: { columns: number; rows: number }) => void;
  /** What is on the screen, once the terminal has read all that was written. */
  readonly lines: () => Promise<string[]>;
  /** Takes the terminal away. */
  readonly gone: AbortController;
};

/** What keys send. */
export const key = {
  up: '\u001b[A',
  down: '\u001b[B',
  pageDown: '\u001b[6~',
  pageUp: '\u001b[5~',
  home: '\u001b[H',
  end: '\u001b[F',
  enter: '\r',
  esc: '\u001b',
  tab: '\t',
  backspace: '\u007f',
  ctrlC: '\u0003',
  ctrlN: '\u000e',
  ctrlP: '\u0010',
  ctrlS: '\u0013',
  ctrlU: '\u0015',
  ctrlW: '\u0017',
  paste: (text: string) => `\u001b[200~${text}\u001b[201~`,
} as const;

const open = new Set<{ input: PassThrough; result: Promise<UiResult> }>();

// A test that fails half-way leaves a UI behind that would keep the process alive.
afterEach(async () => {
  for (const { input, result } of open) {
    input.end();
    await result.catch(() => undefined);
  }
  open.clear();
});

/** A blank at the end of a line is not seen, whether it was written or never touched. */
const seen = (text: string): string => text.replace(/ +$/gm, '');

/** The whole UI on a terminal in memory: what a person would see, after every escape sequence was carried out. */
export function screen(start: UiStart, ports: UiPorts, options: Options = {}) {
  const { columns = 80, rows = 24, colorDepth = 24, background, screenReader = false, between } = options;
  const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 200 });
  if (options.echoed) terminal.write(options.echoed);
  const raw: string[] = [];
  const modes: boolean[] = [];
  let seenBeforeRaw = '';
  const output = Object.assign(new EventEmitter(), {
    columns,
    rows,
    isTTY: true,
    writable: true,
    write(text: string, done?: () => void) {
      raw.push(text);
      terminal.write(text.replaceAll('\n', '\r\n'), () => done?.());
      return true;
    },
  });
  const input = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode(on: boolean) {
      if (modes.length === 0) seenBeforeRaw = raw.join('');
      modes.push(on);
      return input;
    },
    ref: () => input,
    unref: () => input,
  });
  const lines = (): string[] => {
    const buffer = terminal.buffer.active;
    return Array.from(
      { length: terminal.rows },
      (_, at) => buffer.getLine(buffer.viewportY + at)?.translateToString(true, 0, terminal.cols) ?? '',
    );
  };
  const resize = (to: { columns: number; rows: number }): void => {
    Object.assign(output, to);
    terminal.resize(to.columns, to.rows);
    output.emit('resize');
  };
  const seenLines = async (): Promise<string[]> => {
    // The terminal reads in pieces of its own.
    for (let tries = 0; tries < 20 && lines().join('') === ''; tries++) {
      await new Promise<void>((resolve) => terminal.write('', () => setTimeout(resolve, 5)));
    }
    return lines();
  };
  const gone = new AbortController();
  const own = {
    input: input as never,
    output: output as never,
    colorDepth,
    background,
    screenReader,
    gone: gone.signal,
  };
  const begin = async (): Promise<UiResult> => {
    if (between === undefined) return runUi(start, own, ports);
    const drawn = drawFirst(start, own, ports);
    await between({ input, resize, lines: seenLines, gone });
    return runUi(start, own, ports, drawn);
  };
  const result = begin();
  open.add({ input, result });
  result.catch(() => undefined);
  const text = (): string => lines().join('\n').trimEnd();

  /** Waits until the screen shows, or no longer shows, something. */
  async function until(wanted: (text: string) => boolean, what: string): Promise<string> {
    for (let tries = 0; tries < 400; tries++) {
      await new Promise((resolve) => terminal.write('', () => resolve(undefined)));
      if (wanted(text())) return text();
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    throw new Error(`${what}, but the screen is:\n${text()}`);
  }

  return {
    result,
    text,
    lines,
    terminal,
    raw: () => raw.join(''),
    modes,
    seenBeforeRaw: () => seenBeforeRaw,
    input,
    output,
    type: (keys: string) => void input.write(keys),
    sees: (part: string) => until((now) => now.includes(part), `waited for “${part}”`),
    shows: (whole: string) => until((now) => seen(now) === seen(whole), `waited for\n${whole}\n`),
    misses: (part: string) => until((now) => !now.includes(part), `waited for “${part}” to go`),
    resize,
    /** The style of the cell where a text first stands, or of one further on. */
    styleAt(part: string, offset = 0) {
      const row = lines().findIndex((line) => line.includes(part));
      const cell = terminal.buffer.active.getLine(row)?.getCell((lines()[row]?.indexOf(part) ?? 0) + offset);
      return {
        bold: Boolean(cell?.isBold()),
        underline: Boolean(cell?.isUnderline()),
        inverse: Boolean(cell?.isInverse()),
        dim: Boolean(cell?.isDim()),
        color: cell?.isFgDefault() ? undefined : cell?.getFgColor(),
        background: cell?.isBgDefault() ? undefined : cell?.getBgColor(),
      };
    },
    async leave(): Promise<UiResult> {
      input.write(key.ctrlC);
      return await result;
    },
  };
}
