import { closeSync, constants, fstatSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Written } from '../../domain/sessions/cache/written.ts';
import { writePrivateFile } from '../files/write.ts';

/** Format version; entries of another version are misses. */
const version = 1;

/** A session entry is never larger; a larger file is not ours. Bytes. */
const largest = 256 * 1024;

/** What stands in the file of an entry. */
type Entry = { readonly version?: unknown; readonly value?: unknown; readonly written?: unknown };

/** The value of an entry; undefined where it is missing, damaged, of another version, too large or a link. */
export function readEntry(path: string, atMost?: number): unknown {
  return readWhole(path, atMost)?.value;
}

/** The same, with when it was written; entries of rolecall 0.1.0 do not say. */
export function readWhole(path: string, atMost: number = largest): Entry | undefined {
  let file: number | undefined;
  try {
    // Synchronous: several times faster than a promise for one small file. A planted pipe must not block.
    file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    const found = fstatSync(file);
    if (!found.isFile() || found.size > atMost) return undefined;
    const entry = JSON.parse(readFileSync(file, 'utf8')) as Entry | null;
    return entry?.version === version ? entry : undefined;
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/**
 * Writes an entry. A disk error stops nothing: without the entry the next run makes one more call to AWS, and the present
 * session still works.
 * @returns the code of the disk error; undefined where the entry was written
 */
export async function writeEntry(path: string, value: unknown, written?: Written): Promise<string | undefined> {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writePrivateFile(path, JSON.stringify({ version, value, written }));
    return undefined;
  } catch (cause) {
    if (!isDiskError(cause)) throw cause;
    return String((cause as NodeJS.ErrnoException).code);
  }
}

/** Removes an entry. Disk errors are ignored. */
export async function removeEntry(path: string): Promise<void> {
  try {
    rmSync(path, { force: true });
  } catch (error) {
    if (!isDiskError(error)) throw error;
  }
}

function isDiskError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}
