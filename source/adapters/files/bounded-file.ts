import { closeSync, constants, fstatSync, openSync, readFileSync, readSync, type Stats } from 'node:fs';

/** Largest size in bytes, and how long to wait for a slow pipe in milliseconds. */
export type Bounds = { readonly largest: number; readonly patience: number };

/** How long to wait until a writer opens a pipe. Milliseconds. */
const writerPatience = 1_000;
const pause = 5;

/**
 * Reads a file of somebody else, UTF-8. It may be anything: a silent pipe, an endless device. Synchronous: nothing else
 * can be done meanwhile, and promises are slower.
 * @param inspect looks at the file that is read, not at what lies under its name a moment later
 * @throws NodeJS.ErrnoException; code EFBIG for a file that is too large, ETIMEDOUT for a pipe that stays silent
 */
export function readBounded(path: string, bounds: Bounds, inspect?: (found: Stats) => void): string {
  const fd = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const found = fstatSync(fd);
    inspect?.(found);
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
    // A pipe without a writer reads like one at its end.
    const unopened = read === 0 && isPipe && length === 0;
    if (read === 0 && !unopened) return Buffer.concat(parts);
    if (read === undefined || unopened) {
      if (waited > (unopened ? Math.min(writerPatience, bounds.patience) : bounds.patience)) throw silent();
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause);
      waited += pause;
      continue;
    }
    length += read;
    if (length > bounds.largest) throw tooLarge(bounds);
    parts.push(Buffer.from(part.subarray(0, read)));
  }
}

/** The number of bytes read; undefined where there is no data yet. */
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
  Object.assign(new Error('It is a pipe or a terminal, and nothing came from it.'), { code: 'ETIMEDOUT' });
