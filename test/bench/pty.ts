import { openPty } from '../helpers/pty.ts';

/** What a terminal is given to run. */
export type PtyProgram = {
  readonly file: string;
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is taken out
const escapes = /\u001b(?:\[[0-9;?<>=]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[()][0-9A-B]|[=>78])/g;

/** A program in a terminal, looked at byte by byte: nothing is drawn, so that looking takes no time. */
export class Pty {
  readonly begun = performance.now();
  readonly ended: Promise<void>;
  readonly pid: number;
  output = '';
  readonly #pty: ReturnType<typeof openPty>;
  #watch: (() => void) | undefined;

  constructor({ file, argv, env, cwd }: PtyProgram) {
    this.#pty = openPty({
      file,
      args: argv,
      env,
      cwd,
      columns: 120,
      rows: 30,
      onText: (text) => {
        this.output += text;
        // As every terminal answers.
        if (text.includes('\u001b[c')) this.#pty.write('\u001b[?62;22c');
        this.#watch?.();
      },
    });
    this.pid = this.#pty.pid;
    this.ended = this.#pty.ended.then(() => undefined);
  }

  /** What was written since `from`, without its escape sequences. */
  text(from = 0): string {
    return this.output.slice(from).replace(escapes, '');
  }

  type(keys: string): void {
    this.#pty.write(keys);
  }

  /** Waits until it holds. @returns the moment at which it did @throws after half a minute */
  until(holds: () => boolean): Promise<number> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`waited in vain:\n${this.text().slice(-2000)}`)), 30_000);
      const look = () => {
        if (!holds()) return;
        clearTimeout(late);
        this.#watch = undefined;
        resolve(performance.now());
      };
      this.#watch = look;
      look();
    });
  }

  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGKILL'): Promise<void> {
    this.#pty.kill(signal);
    await this.ended;
  }
}
