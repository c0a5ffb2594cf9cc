import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { readUsedNames, type UsedNames, usedNamesText, usedWith } from '../../domain/portals/found/used-names.ts';
import { locked } from './lock.ts';
import { checkOwnDirectory, readOwnFile } from './own-directory.ts';
import { replaceFile } from './write.ts';

const pathIn = (directory: string): string => join(directory, 'used-names.json');

/** Bytes; far more than is ever written. */
const largest = 4 << 20;

/** The names in a settings directory; none where they cannot be read. @throws Problem where the directory cannot be trusted */
export function loadUsedNames(directory: string): UsedNames {
  checkOwnDirectory(directory, 'settings');
  return readUsedNames(readOwnFile(pathIn(directory), largest)?.text ?? '');
}

/** Adds a name, mode 0600. @throws Problem where the file cannot be written */
export async function saveUsedName(directory: string, name: string, place: string): Promise<void> {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const path = pathIn(directory);
  await locked(path, async () => {
    const before = loadUsedNames(directory);
    const after = usedWith(before, name, place);
    if (after !== before) await replaceFile(path, usedNamesText(after), async () => undefined);
  });
}
