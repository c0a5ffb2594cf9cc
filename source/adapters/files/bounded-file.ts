import { closeSync, constants, fstatSync, openSync, readFileSync, readSync } from 'node:fs';

/** What it may be: bytes, and milliseconds for a pipe whose writer is slow. */
export type Bounds = { readonly largest: number; readonly patience: number };

/** A pipe that nobody has opened for writing is given so long. Milliseconds. */
const forWriter = 1_000;
const pause = 5;

/**
 * Reads a file, UTF-8, that somebody else put there, and that may be anything: a pipe that says nothing, a device without an end.
 * At once, as nothing else can be done meanwhile and the other way is the slower one.
 * @throws NodeJS.ErrnoException; its code is EFBIG for what is too large, ETIMEDOUT for what says nothing
 */
export function readBounded(path: string, bounds: Bounds): string {
  const fd = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const found = fstatSync(fd);
    if (found.isFile() && found.size > bounds.largest) throw tooLarge(bounds);
    if (found.isFile() || found.isDirectory()) return readFileSync(fd, 'utf8');
    return readStream(fd, found.isFIFO(), bounds).toString('utf8');
  } finally {
    closeSync(fd);
  }
}

function readStream(fd: number, isPipe: boolean, bounds: Bounds): Buffer {
  const parts: Buffer[] = [];
  const part = Buffer.alloc(1 << 16);
  let length = 0;
  for (let waited = 0; ; ) {
    const read = tryRead(fd, part);
    // Before somebody writes into it, a pipe reads as if it were at its end.
    const unopened = read === 0 && isPipe && length === 0;
    if (read === 0 && !unopened) return Buffer.concat(parts);
    if (read === undefined || unopened) {
      if (waited > (unopened ? Math.min(forWriter, bounds.patience) : bounds.patience)) throw silent();
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause);
      waited += pause;
      continue;
    }
    length += read;
    if (length > bounds.largest) throw tooLarge(bounds);
    parts.push(Buffer.from(part.subarray(0, read)));
  }
}

/** Undefined where there is nothing yet. */
function tryRead(fd: number, part: Buffer): number | undefined {
  try {
    return readSync(fd, part);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return undefined;
    throw error;
  }
}

const tooLarge = ({ largest }: Bounds) =>
  Object.assign(new Error(`It is larger than ${Math.round(largest / 1024 / 1024)} MB.`), { code: 'EFBIG' });

const silent = () =>
  Object.assign(new Error('It is a pipe or a terminal, and nothing came out of it.'), { code: 'ETIMEDOUT' });
