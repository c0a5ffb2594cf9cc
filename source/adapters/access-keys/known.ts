import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type KnownKeys, knownKeysText, readKnownKeys } from '../../domain/access-keys/known.ts';
import { Problem } from '../../problem.ts';
import { checkOwnDirectory, readOwnFile } from '../files/own-directory.ts';

// Statically imported on the way of `credential-process`: what writes is loaded where it is used.

const pathIn = (directory: string): string => join(directory, 'access-keys.json');

/** Bytes; thousands of keys are smaller. */
const largest = 4 << 20;

/** What is known of stored keys, from a settings directory; nothing where it cannot be read. Never throws. */
export function loadKnownKeys(directory: string): KnownKeys {
  try {
    return load(directory).keys;
  } catch {
    return new Map();
  }
}

function load(directory: string) {
  checkOwnDirectory(directory, 'settings');
  return readKnownKeys(readOwnFile(pathIn(directory), largest)?.text ?? '');
}

/** Changes it, mode 0600. @throws Problem where it cannot be written, or is a newer rolecall's */
export async function changeKnownKeys(directory: string, change: (before: KnownKeys) => KnownKeys): Promise<void> {
  const [{ locked }, { replaceFile, sweepLeftovers }] = await Promise.all([
    import('../files/lock.ts'),
    import('../files/write.ts'),
  ]);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const path = pathIn(directory);
  await locked(path, async () => {
    const { keys, isNewer } = load(directory);
    if (isNewer) {
      const title = `${path} was written by a newer rolecall: update this one.`;
      throw new Problem({ code: 'known-keys-newer', title });
    }
    await sweepLeftovers(path);
    await replaceFile(path, knownKeysText(change(keys)), async () => undefined, true);
  });
}
