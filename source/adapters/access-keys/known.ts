import { lstatSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { type KnownKeys, knownKeysText, readKnownKeys } from '../../domain/access-keys/known.ts';
import type { FormatFault } from '../../domain/formats.ts';
import { Problem } from '../../problem.ts';
import { checkOwnDirectory, readOwnFile, type Unread, whyUnread } from '../files/own-directory.ts';

// Statically imported on the way of `credential-process`: what writes is loaded where it is used.

const pathIn = (directory: string): string => join(directory, 'access-keys.json');

/** Bytes; thousands of keys are smaller. */
const largest = 4 << 20;

/** The record as it was read last: of a thousand roles that start from stored keys, only the first reads it. */
let last: { readonly path: string; readonly stamp: string; readonly keys: KnownKeys } | undefined;

/** What is known of stored keys, from a settings directory; nothing where it cannot be read. Never throws. */
export function loadKnownKeys(directory: string): KnownKeys {
  const path = pathIn(directory);
  try {
    // It is replaced as a whole, by another file.
    const { ino, mtimeMs, size } = lstatSync(path);
    const stamp = `${ino} ${mtimeMs} ${size}`;
    if (last?.path !== path || last.stamp !== stamp) last = { path, stamp, keys: load(directory).keys };
    return last.keys;
  } catch {
    return new Map();
  }
}

/** @throws Problem for a directory that cannot be trusted */
function load(directory: string): { readonly keys: KnownKeys; readonly fault?: FormatFault | Unread } {
  checkOwnDirectory(directory, 'settings');
  const path = pathIn(directory);
  const text = readOwnFile(path, largest)?.text;
  const unread = text === undefined ? whyUnread(path) : undefined;
  return unread === undefined ? readKnownKeys(text) : { keys: new Map(), fault: unread };
}

/** Why the record is not understood; undefined where it is, or is not there. */
export function knownKeysFault(directory: string): Problem | undefined {
  try {
    const { fault } = load(directory);
    return fault && faultProblem(pathIn(directory), fault);
  } catch (error) {
    return error instanceof Problem ? error : undefined;
  }
}

function faultProblem(path: string, fault: FormatFault | Unread): Problem {
  const record = `${path}, the record of stored keys,`;
  switch (fault) {
    case 'newer':
      return new Problem({
        code: 'known-keys-newer',
        title: `${path} was written by a newer rolecall: update this one.`,
      });
    case 'damaged':
      return new Problem({
        code: 'known-keys-damaged',
        title: `${record} is damaged: those that no profile leads to are not listed.`,
      });
    default:
      return new Problem({
        code: 'known-keys-unreadable',
        title: `${record} cannot be read.`,
        means: fault.why,
        todo: [fault.todo],
      });
  }
}

/** Changes it, mode 0600. @throws Problem where it cannot be read or written, or is a newer rolecall's */
export async function changeKnownKeys(directory: string, change: (before: KnownKeys) => KnownKeys): Promise<void> {
  const [{ locked }, { replaceFile, sweepLeftovers }] = await Promise.all([
    import('../files/lock.ts'),
    import('../files/write.ts'),
  ]);
  const path = pathIn(directory);
  await locked(path, async () => {
    const { keys, fault } = load(directory);
    if (fault !== undefined && fault !== 'damaged') throw faultProblem(path, fault);
    await sweepLeftovers(path);
    // It may be all that tells of a key.
    if (fault === 'damaged') renameSync(path, `${path}.damaged`);
    await replaceFile(path, knownKeysText(change(keys)), async () => undefined, true);
  });
}
