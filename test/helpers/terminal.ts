import xterm, { type IBufferCell as BufferCell } from '@xterm/headless';
import { openPty, type Pty } from './pty.ts';

/** How long anything may take before a test gives up. Not how long it takes. */
const patience = 20_000;

/** What is run in the terminal, and how large that is. The environment is the whole of it. */
export type TerminalOptions = {
  readonly file: string;
  readonly args?: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly columns?: number;
  readonly rows?: number;
  /** What the terminal says of its background, `rgb:ffff/ffff/ffff`; without it nothing. */
  readonly background?: string;
  /** How long its answers are on their way, as over a slow line. Milliseconds. */
  readonly answersAfter?: number;
};

/** Colours of a cell as the terminal holds them: `#rrggbb`, an index of the palette, or nothing. */
export type Cell = {
  readonly text: string;
  readonly foreground: string | number | undefined;
  readonly background: string | number | undefined;
  readonly bold: boolean;
  readonly inverse: boolean;
};

export type Awaited = string | RegExp | ((terminal: Terminal) => boolean);

/** A program in a real pty, and the screen a person would look at. */
export class Terminal implements AsyncDisposable {
  /** Every byte the program wrote. */
  output = '';
  /** Settles with the exit code, 128 + n where a signal ended the program. */
  readonly exit: Promise<number>;
  readonly pid: number;
  readonly #pty: Pty;
  readonly #screen: InstanceType<typeof xterm.Terminal>;
  readonly #watchers = new Set<() => void>();
  #ended = false;

  constructor({ file, args = [], env, cwd, columns = 80, rows = 24, background, answersAfter = 0 }: TerminalOptions) {
    this.#screen = new xterm.Terminal({ cols: columns, rows, scrollback: 5000, allowProposedApi: true });
    this.#pty = openPty({
      file,
      args,
      env,
      cwd,
      columns,
      rows,
      onText: (text) => {
        this.output += text;
        this.#screen.write(text, () => this.#look());
      },
    });
    this.pid = this.#pty.pid;
    const answer = (text: string): unknown =>
      answersAfter === 0 ? this.#pty.write(text) : setTimeout(() => this.#pty.write(text), answersAfter);
    // A program that asks the terminal something (fish: its attributes) gets the answer of a real one.
    if (background !== undefined) {
      this.#screen.parser.registerOscHandler(11, (asked) => {
        if (asked === '?') answer(`\u001b]11;${background}\u001b\\`);
        return true;
      });
    }
    this.#screen.onData(answer);
    this.exit = this.#pty.ended.then(
      (code) =>
        new Promise((resolve) => {
          // What was written last may still be on its way to the screen. Nobody waits for more once it is drawn.
          this.#screen.write('', () => {
            this.#ended = true;
            this.#look();
            resolve(code);
          });
        }),
    );
  }

  /** Types text as it is; `\r` is the enter key. */
  type(text: string): void {
    this.#pty.write(text);
  }

  /** Types a line and presses enter. */
  enter(line: string): void {
    this.#pty.write(`${line}\r`);
  }

  resize(columns: number, rows: number): void {
    this.#pty.resize(columns, rows);
    this.#screen.resize(columns, rows);
  }

  kill(signal: NodeJS.Signals): void {
    process.kill(this.pid, signal);
  }

  /** The lines on the screen, scrollback included, without the blanks at their ends. */
  get lines(): string[] {
    const { active } = this.#screen.buffer;
    const lines: string[] = [];
    for (let row = 0; row < active.length; row++) {
      const line = active.getLine(row);
      const text = line?.translateToString(true) ?? '';
      if (line?.isWrapped) lines.push((lines.pop() ?? '') + text);
      else lines.push(text);
    }
    while (lines.at(-1) === '') lines.pop();
    return lines;
  }

  get text(): string {
    return this.lines.join('\n');
  }

  /** The line of the cursor: a prompt, and what was typed behind it. */
  get lastLine(): string {
    return this.lines.at(-1)?.trimEnd() ?? '';
  }

  /** The cells of the last place on the screen where `text` stands. */
  cells(text: string): Cell[] {
    const { active } = this.#screen.buffer;
    for (let row = active.length - 1; row >= 0; row--) {
      const line = active.getLine(row);
      const all = Array.from({ length: this.#screen.cols }, (_, column) => line?.getCell(column)).filter(
        (cell) => cell !== undefined && cell.getWidth() > 0,
      );
      const shown = all.map((cell) => cell?.getChars() || ' ');
      const start = shown.findIndex((_, index) => shown.slice(index).join('').startsWith(text));
      if (start < 0) continue;
      const found: Cell[] = [];
      for (let index = start, seen = ''; seen.length < text.length; index++) {
        const cell = all[index];
        if (!cell) break;
        seen += cell.getChars() || ' ';
        found.push(cellOf(cell));
      }
      return found;
    }
    throw new Error(`not on the screen: ${JSON.stringify(text)}\n${this.text}`);
  }

  /** The cells that are seen, row by row: without the scrollback. */
  get screen(): Cell[][] {
    const { active } = this.#screen.buffer;
    return Array.from({ length: this.#screen.rows }, (_, row) => {
      const line = active.getLine(active.baseY + row);
      return Array.from({ length: this.#screen.cols }, (_, column) => cellOf(line?.getCell(column)));
    });
  }

  /** Waits until the text is on the screen, or the condition holds. */
  async until(awaited: Awaited): Promise<void> {
    const met = () =>
      typeof awaited === 'function'
        ? awaited(this)
        : typeof awaited === 'string'
          ? this.text.includes(awaited)
          : awaited.test(this.text);
    if (met()) return;
    await new Promise<void>((resolve, reject) => {
      const finish = (settle: () => void) => {
        clearTimeout(timer);
        this.#watchers.delete(watcher);
        settle();
      };
      const fail = (why: string) =>
        finish(() => reject(new Error(`${why} for ${String(awaited)}; the screen:\n${this.text}`)));
      const timer = setTimeout(() => fail('waited in vain'), patience);
      const watcher = () => {
        if (met()) finish(resolve);
        else if (this.#ended) fail('the program ended; nobody is left to wait');
      };
      this.#watchers.add(watcher);
    });
  }

  /** Types a line of shell and gives what it printed, once it is through. The shell reads `echo` and `$?` as all do. */
  run(line: string): Promise<string> {
    return this.#printed((mark) => `${line}; ${mark}`);
  }

  /**
   * Has `sh` run a line, whatever shell it is typed into, and gives what it printed, once the next prompt is there: some shells
   * lose what is typed before. The line has no single quotes.
   */
  async sh(line: string): Promise<string> {
    const printed = await this.#printed((mark) => `sh -c '${line}; ${mark}'`);
    await this.until(({ lastLine }) => lastLine !== '' && !lastLine.startsWith('mark-'));
    return printed;
  }

  async #printed(typed: (mark: string) => string): Promise<string> {
    const mark = `mark-${++marks}.`;
    // Typed in two halves, so that the echo of the line is not taken for its end.
    const halves = `mark""-${marks}.`;
    this.enter(typed(`echo ${halves}`));
    // On the screen, where it is read from: what was written is not there at once.
    await this.until(mark);
    const lines = this.lines;
    const end = lines.findLastIndex((text) => text.includes(mark));
    const start = lines.findLastIndex((text) => text.includes(halves));
    return [...lines.slice(start + 1, end), lines[end]?.split(mark)[0] ?? ''].join('\n').trimEnd();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#ended) this.#pty.kill('SIGKILL');
    await this.exit;
    this.#screen.dispose();
  }

  #look(): void {
    for (const watcher of [...this.#watchers]) watcher();
  }
}

let marks = 0;

const cellOf = (cell: BufferCell | undefined): Cell => ({
  text: cell?.getChars() || ' ',
  foreground: cell && colour(cell.isFgDefault(), cell.isFgRGB(), cell.getFgColor()),
  background: cell && colour(cell.isBgDefault(), cell.isBgRGB(), cell.getBgColor()),
  bold: Boolean(cell?.isBold()),
  inverse: Boolean(cell?.isInverse()),
});

function colour(isDefault: boolean, isRgb: boolean, value: number): string | number | undefined {
  if (isDefault) return undefined;
  return isRgb ? `#${value.toString(16).padStart(6, '0')}` : value;
}
