import { closeSync, constants, openSync } from 'node:fs';
import { Readable } from 'node:stream';
import { ReadStream } from 'node:tty';

/**
 * The keys of the terminal. The runtime's own `tty.ReadStream` reads in a thread that cannot be called back: after
 * `destroy` it still takes the next line from whoever reads then. A file stream of a non-blocking descriptor waits
 * until there is something to read instead, and takes nothing that it was not asked for.
 */
export class TtyInput extends Readable {
  readonly isTTY = true;
  isRaw = false;
  readonly fd: number;
  /** Switches the mode, and is never read from. */
  readonly #mode: ReadStream;
  readonly #reader: {
    readonly read: () => Promise<{ readonly value?: Uint8Array | undefined; readonly done: boolean }>;
    readonly cancel: () => Promise<void>;
  };

  /** @throws NodeJS.ErrnoException where there is no such terminal */
  constructor(device: string) {
    super();
    this.fd = openSync(device, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
    this.#mode = new ReadStream(openSync(device, constants.O_RDONLY | constants.O_NOCTTY));
    this.#reader = Bun.file(this.fd).stream().getReader();
  }

  setRawMode(raw: boolean): this {
    this.#mode.setRawMode(raw);
    this.isRaw = raw;
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  override _read(): void {
    this.#reader.read().then(
      ({ value, done }) => void this.push(done ? null : value),
      (error) => this.destroy(error),
    );
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    if (this.isRaw) this.setRawMode(false);
    this.#mode.destroy();
    this.#reader
      .cancel()
      .catch(() => undefined)
      .then(() => closeSync(this.fd))
      .catch(() => undefined);
    callback(error);
  }
}
