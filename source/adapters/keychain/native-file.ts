import { join } from 'node:path';
import { makeOwnDirectory, ownFileHolds } from '../files/own-directory.ts';
import { writePrivateFile } from '../files/write.ts';

/**
 * A file with the keychain's native part, named by its content and made once: Windows lets nobody write over one that is
 * loaded, and macOS looks through each new one.
 * @param cache our own directory
 * @returns its path; nobody else can have written into it
 */
export function nativeFile(cache: string, content: Uint8Array, write = writePrivateFile): string {
  const digest = new Bun.CryptoHasher('sha256').update(content).digest('hex').slice(0, 16);
  const path = join(makeOwnDirectory(cache), `keyring-${digest}.node`);
  if (ownFileHolds(path, content)) return path;
  try {
    write(path, content);
  } catch (error) {
    // Another process was quicker.
    if (!ownFileHolds(path, content)) throw error;
  }
  return path;
}
