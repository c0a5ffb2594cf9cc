import { closeSync, constants, fstatSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { putOwnFile } from '../files/own-file.ts';

/** The version of what is written; another version's entries are misses. */
const version = 1;

/** No entry of the sessions is larger; whatever is, is not ours. Bytes. */
const largest = 256 * 1024;

/** A value out of a file of ours; undefined for anything that is missing, damaged, foreign, too large or a link. */
export function readEntry(path: string, atMost: number = largest): unknown {
  let file: number | undefined;
  try {
    // Synchronous: for one small file that is several times quicker than a promise. A planted pipe must not block.
    file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    const found = fstatSync(file);
    if (!found.isFile() || found.size > atMost) return undefined;
    const entry = JSON.parse(readFileSync(file, 'utf8')) as { version?: unknown; value?: unknown } | null;
    return entry?.version === version ? entry.value : undefined;
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/**
 * Writes an entry in the place of the one before. Trouble with the disk is swallowed: what cannot be kept costs another
 * call next time, not the session in hand.
 */
export async function writeEntry(path: string, value: unknown): Promise<void> {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    putOwnFile(path, JSON.stringify({ version, value }));
  } catch (cause) {
    if (!isDiskTrouble(cause)) throw cause;
  }
}

/** Takes a file of ours away; one that cannot be taken away stays. */
export async function removeEntry(path: string): Promise<void> {
  try {
    rmSync(path, { force: true });
  } catch (error) {
    if (!isDiskTrouble(error)) throw error;
  }
}

function isDiskTrouble(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}
