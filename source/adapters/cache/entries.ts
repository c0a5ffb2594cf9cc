import { closeSync, constants, fstatSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { shredOwnFile } from '../files/own-directory.ts';
import { reasonFor, writePrivateFile } from '../files/write.ts';

/** Format version; entries of another version are misses. */
const version = 1;

/** A session entry is never larger; a larger file is not ours. Bytes. */
const largest = 256 * 1024;

/** Reads an entry; undefined where it is missing, damaged, of another version, too large or a link. */
export function readEntry(path: string, atMost: number = largest): unknown {
  const entry = readWhole(path, atMost);
  return entry?.version === version ? entry.value : undefined;
}

/** What an entry leads to; undefined where it does not say so: a damaged one, or one of rolecall 0.1.0. */
export function labelOf(path: string): string | undefined {
  const of = readWhole(path, largest)?.of;
  return typeof of === 'string' ? of : undefined;
}

type Entry = { readonly version?: unknown; readonly of?: unknown; readonly value?: unknown };

function readWhole(path: string, atMost: number): Entry | undefined {
  let file: number | undefined;
  try {
    // Synchronous: several times faster than a promise for one small file. A planted pipe must not block.
    file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    const found = fstatSync(file);
    if (!found.isFile() || found.size > atMost) return undefined;
    return (JSON.parse(readFileSync(file, 'utf8')) as Entry | null) ?? undefined;
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/**
 * Writes an entry. A disk error stops nothing: without the entry the next run makes one more call to AWS, and the present
 * session still works.
 * @param of what the entry leads to, readable also where the value is sealed, see {@link labelOf}
 * @returns the code of the disk error; undefined where the entry was written
 */
export async function writeEntry(path: string, value: unknown, of?: string): Promise<string | undefined> {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writePrivateFile(path, JSON.stringify({ version, ...(of !== undefined && { of }), value }));
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

/**
 * Removes an entry for good: overwritten first, so that it serves nobody where its directory cannot be changed.
 * @returns why it is still there; undefined where it is gone
 */
export function destroyEntry(path: string): string | undefined {
  shredOwnFile(path);
  try {
    rmSync(path, { force: true });
    return undefined;
  } catch (error) {
    return reasonFor(error);
  }
}

function isDiskError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}
