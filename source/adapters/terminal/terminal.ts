import { closeSync, constants, openSync } from 'node:fs';
import { Readable } from 'node:stream';
import { isatty, ReadStream, WriteStream } from 'node:tty';
import type { ColorDepth } from '../../domain/profiles/looks/palette.ts';
import { backgroundPatience, backgroundQuery, backgroundReader } from '../../domain/terminal/colors.ts';
import { createKeyboard } from '../../domain/terminal/keyboard.ts';
import type { UiTerminal } from '../../ui/core/ports.ts';
import { jobOf } from '../runtime/proc.ts';
import { terminalDevice } from './device.ts';
import { watchTerminal } from './watch.ts';

/** Our own streams on the terminal. Close them before another program reads from it. */
export type OwnTerminal = UiTerminal & { readonly close: () => void };

/**
 * Whether a person sits at a terminal.
 * @param asHelper also where all three streams are pipes to the program that called us (an SDK), if we are in the foreground
 */
export const hasTerminal = (asHelper: boolean): boolean =>
  // One that was hung up is a terminal still, and nobody sits at it.
  asHelper ? isInForeground() : [0, 1, 2].some((fd) => isatty(fd));

type Options = {
  readonly colorDepth: ColorDepth;
  readonly screenReader: boolean;
  readonly background?: string | undefined;
  /** The terminal is known to understand no question about its colours. */
  readonly isMute?: boolean;
};

/**
 * Opens the user's terminal. fd 0 stays untouched, because raw mode would leave it non-blocking for the shell that
 * follows; stdout may be captured.
 * @param device its path; Windows has two of its own
 * @returns undefined where it cannot be opened
 */
export function openTerminal(options: Options, device = terminalDevice()): OwnTerminal | undefined {
  const [from, to] =
    process.platform === 'win32' ? (['\\\\.\\CONIN$', '\\\\.\\CONOUT$'] as const) : ([device, device] as const);
  try {
    const input = openInput(from);
    const output = new WriteStream(openSync(to, 'w'));
    const resized = () => refreshSize(output);
    process.on('SIGWINCH', resized);
    const continued = () => {
      if (!isInForeground()) return waitForTerminal();
      if (input instanceof TtyInput) input.restoreMode();
      output.emit('continued');
      output.emit('resize');
    };
    process.on('SIGCONT', continued);
    const watch = watchTerminal(input, output);
    return {
      input,
      output,
      gone: watch.gone,
      colorDepth: options.colorDepth,
      background: options.background,
      ...(options.colorDepth > 1 &&
        !options.isMute &&
        input instanceof TtyInput && { askBackground: asker(input, output) }),
      screenReader: options.screenReader,
      close: () => {
        process.off('SIGWINCH', resized);
        process.off('SIGCONT', continued);
        if (input.isRaw) input.setRawMode(false);
        input.destroy();
        output.destroy();
        watch.end();
      },
    };
  } catch {
    return undefined;
  }
}

/** Asks for the background once; keys that come meanwhile stay keys. */
function asker(input: TtyInput, output: WriteStream): () => Promise<string | undefined> {
  let answer: Promise<string | undefined> | undefined;
  return () => {
    answer ??= new Promise((resolve) => {
      const read = backgroundReader();
      let found: string | undefined;
      const end = () => {
        clearTimeout(timer);
        input.off('end', end).off('close', end).listen(undefined);
        resolve(found);
      };
      const timer = setTimeout(end, backgroundPatience);
      input.listen((received) => {
        const answer = read(received);
        found = answer?.background ?? found;
        if (answer?.isLast) end();
      });
      input.once('end', end).once('close', end);
      output.write(backgroundQuery);
    });
    return answer;
  };
}

/** On Windows (untested) the runtime's own stream: a console cannot be read as a file stream. */
function openInput(device: string): ReadStream {
  if (process.platform === 'win32') return new ReadStream(openSync(device, 'r'));
  return new TtyInput(device) as unknown as ReadStream;
}

/**
 * The runtime updates only its own standard streams when the window is resized, by this method: it reads the size, stores
 * it in `columns` and `rows`, and emits `resize` where it changed. `getWindowSize` returns the stored values.
 */
function refreshSize(output: WriteStream & { _refreshSize?: () => void }): void {
  output._refreshSize?.();
}

/**
 * Behind a prompt the terminal is the shell's: we stop with our whole job, as the kernel stops who reads there, until `fg`.
 * Not to stop but to wait would not do: many a shell tells a job that runs already nothing of its being in the foreground.
 */
const waitForTerminal = (): void => void process.kill(0, 'SIGTTIN');

/** A background job that reads from the terminal would be stopped, and the program that waits for it would hang. */
function isInForeground(): boolean {
  const job = jobOf();
  return job === undefined ? process.platform !== 'linux' : job.group === job.foreground;
}

/**
 * Keys from the terminal. The runtime's own `tty.ReadStream` reads in a thread that cannot be cancelled: after `destroy` it
 * still takes the next line away from the next reader. A file stream of a non-blocking descriptor reads only when asked.
 */
class TtyInput extends Readable {
  readonly isTTY = true;
  isRaw = false;
  readonly fd: number;
  /** Only switches the mode; nothing reads from it. */
  readonly #mode: ReadStream;
  readonly #reader: {
    readonly read: () => Promise<{ readonly value?: Uint8Array | undefined; readonly done: boolean }>;
    readonly cancel: () => Promise<void>;
  };

  readonly #decoder = new TextDecoder();
  readonly #keyboard = createKeyboard();
  #listener: ((received: string) => void) | undefined;
  #flushing: NodeJS.Timeout | undefined;

  /** @throws NodeJS.ErrnoException where the device cannot be opened */
  constructor(device: string) {
    super();
    this.fd = openSync(device, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
    this.#mode = new ReadStream(openSync(device, constants.O_RDONLY | constants.O_NOCTTY));
    this.#reader = Bun.file(this.fd).stream().getReader();
  }

  setRawMode(raw: boolean): this {
    this.isRaw = raw;
    if (raw || !this.#listener) this.#setMode(raw);
    return this;
  }

  /** Who stopped us, and the shell that continues us, have set the terminal as it is for lines: what is hidden would be echoed. */
  restoreMode(): void {
    if (!this.isRaw && !this.#listener) return;
    // The runtime does nothing for a mode that it has set last.
    this.#setMode(false);
    this.#setMode(true);
  }

  #setMode(raw: boolean): void {
    try {
      this.#mode.setRawMode(raw);
    } catch (error) {
      // The terminal went to another job, or is gone: whoever has it now has set it.
      if (raw) throw error;
    }
  }

  /**
   * Shows everything that is received, answers of the terminal too, to somebody else as well. As long as somebody listens the
   * terminal is read, and stays raw: an answer would be echoed, and typed into the program that follows.
   */
  listen(listener: ((received: string) => void) | undefined): void {
    this.#listener = listener;
    if (this.destroyed) return;
    if (listener) this.read(0);
    else if (!this.isRaw) this.#setMode(false);
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  override _read(): void {
    this.#readKeys().catch((error) => this.destroy(error));
  }

  /** Reads until a key has come: what the terminal answers is none. */
  async #readKeys(): Promise<void> {
    for (let keys = ''; keys === ''; ) {
      const { value, done } = await this.#reader.read();
      clearTimeout(this.#flushing);
      if (done) return void this.push(null);
      const now = performance.now();
      const received = this.#decoder.decode(value, { stream: true });
      this.#listener?.(received);
      keys = this.#keyboard.push(received, now);
      const due = this.#keyboard.dueIn(now);
      if (due !== undefined) this.#flushing = setTimeout(() => this.#giveKeys(this.#keyboard.flush()), due);
      this.#giveKeys(keys);
    }
  }

  #giveKeys(keys: string): void {
    if (keys !== '' && !this.destroyed) this.push(Buffer.from(keys));
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    const isRaw = this.isRaw || this.#listener !== undefined;
    this.#listener = undefined;
    if (isRaw) this.setRawMode(false);
    clearTimeout(this.#flushing);
    this.#mode.destroy();
    this.#reader
      .cancel()
      .catch(() => undefined)
      .then(() => closeSync(this.fd))
      .catch(() => undefined);
    callback(error);
  }
}
