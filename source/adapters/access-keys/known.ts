import { lstatSync } from 'node:fs';
import { type KnownKeys, knownKeysText, readKnownKeys } from '../../domain/access-keys/known.ts';
import { Problem } from '../../problem.ts';
import { ownRecord } from '../files/own-record.ts';

const record = ownRecord<KnownKeys>({
  file: 'access-keys.json',
  largest: 4 << 20,
  empty: new Map(),
  read: readKnownKeys,
  text: knownKeysText,
  code: 'known-keys',
  what: 'the record of stored keys',
  damaged: { is: 'is damaged: keys that no profile leads to are not listed.' },
});

/** The record as it was read last: of a thousand roles that start from stored keys, only the first reads it. */
let last: { readonly path: string; readonly stamp: string; readonly keys: KnownKeys } | undefined;

/** What is known of stored keys, from a settings directory; nothing where it cannot be read. Never throws. */
export function loadKnownKeys(directory: string): KnownKeys {
  const path = record.pathIn(directory);
  try {
    // It is replaced as a whole, by another file.
    const { ino, mtimeMs, size } = lstatSync(path);
    const stamp = `${ino} ${mtimeMs} ${size}`;
    if (last?.path !== path || last.stamp !== stamp) last = { path, stamp, keys: record.load(directory).value };
    return last.keys;
  } catch {
    return new Map();
  }
}

/** Why the record is not understood; undefined where it is, or is not there. */
export function knownKeysFault(directory: string): Problem | undefined {
  try {
    return record.load(directory).fault;
  } catch (error) {
    return error instanceof Problem ? error : undefined;
  }
}

/** Changes it; where that gives the same object, nothing is written. @throws Problem where it cannot be read or written, or is a newer rolecall's */
export const changeKnownKeys = record.change;
