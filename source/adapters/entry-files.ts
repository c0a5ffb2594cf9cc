import {
  closeSync,
  constants,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** The version of what is written; another version's entries are misses. */
const version = 1;

/** No entry is larger; whatever is, is not ours. Bytes. */
const largest = 256 * 1024;

/** A value out of a file of ours; undefined for anything that is missing, damaged, foreign or a link. */
export function readEntry(path: string): unknown {
  let file: number | undefined;
  try {
    // Synchronous: for one small file that is several times quicker than a promise. A planted pipe must not block.
    file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    const found = fstatSync(file);
    if (!found.isFile() || found.size > largest) return undefined;
    const entry = JSON.parse(readFileSync(file, 'utf8')) as { version?: unknown; value?: unknown } | null;
    return entry?.version === version ? entry.value : undefined;
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/**
 * Writes a new file 0600 and renames it over the old one, so that a reader sees one or the other. Trouble with the disk is
 * swallowed: what cannot be kept costs another call next time, not the session in hand. At once, as it is read.
 */
export async function writeEntry(path: string, value: unknown): Promise<void> {
  const temporary = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(temporary, JSON.stringify({ version, value }), { flag: 'wx', mode: 0o600 });
    renameSync(temporary, path);
  } catch (cause) {
    removeQuietly(temporary);
    if (!isDiskTrouble(cause)) throw cause;
  }
}

/** Takes a file of ours away; one that cannot be taken away stays. */
export async function removeEntry(path: string): Promise<void> {
  removeQuietly(path);
}

function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch (error) {
    if (!isDiskTrouble(error)) throw error;
  }
}

function isDiskTrouble(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}
