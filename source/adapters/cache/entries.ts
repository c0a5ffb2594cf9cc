import { closeSync, constants, fstatSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { formats } from '../../domain/formats.ts';
import type { Written } from '../../domain/sessions/cache/written.ts';
import { shredOwnFile } from '../files/own-directory.ts';
import { reasonFor, writePrivateFile } from '../files/write.ts';

/** A session entry is never larger; a larger file is not ours. Bytes. */
const largest = 256 * 1024;

/** What stands in the file of an entry. */
type Entry = {
  readonly version?: unknown;
  readonly value?: unknown;
  readonly written?: unknown;
  readonly of?: unknown;
  readonly profile?: unknown;
};

/** What an entry says of itself beside its value. */
export type EntryNotes = {
  readonly written?: Written;
  /** What the entry leads to, readable also where the value is sealed, see {@link labelOf}. */
  readonly of?: string | undefined;
  /** The profile that opened it, for a list. */
  readonly profile?: string | undefined;
};

/** The value of an entry; undefined where it is missing, damaged, of another version, too large or a link. */
export function readEntry(path: string): unknown {
  return readWholeEntry(path)?.value;
}

/** What an entry leads to; undefined where it does not say so: a damaged one, or one of rolecall 0.1.0. */
export function labelOf(path: string): string | undefined {
  const of = readWholeEntry(path)?.of;
  return typeof of === 'string' ? of : undefined;
}

/** An entry, with what it says of itself; entries of rolecall 0.1.0 say nothing. */
export function readWholeEntry(path: string): Entry | undefined {
  try {
    const entry = JSON.parse(readCached(path, largest) ?? 'null') as Entry | null;
    return entry?.version === formats.cacheEntry ? entry : undefined;
  } catch {
    return undefined;
  }
}

/** The text of a file of the cache; undefined where it is missing, too large, no file or a link. */
export function readCached(path: string, atMost: number): string | undefined {
  let file: number | undefined;
  try {
    // Synchronous: several times faster than a promise for one small file. A planted pipe must not block.
    file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    const found = fstatSync(file);
    if (!found.isFile() || found.size > atMost) return undefined;
    return readFileSync(file, 'utf8');
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
export async function writeEntry(path: string, value: unknown, notes: EntryNotes = {}): Promise<string | undefined> {
  return writeCached(path, JSON.stringify({ version: formats.cacheEntry, ...notes, value }));
}

/** Writes a file of the cache. @returns the code of the disk error; undefined where it was written */
export function writeCached(path: string, text: string): string | undefined {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writePrivateFile(path, text);
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
