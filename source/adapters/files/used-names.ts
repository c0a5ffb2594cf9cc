import { renameSync } from 'node:fs';
import { join } from 'node:path';
import type { FormatFault } from '../../domain/formats.ts';
import { readUsedNames, type UsedNames, usedNamesText, usedWith } from '../../domain/portals/found/used-names.ts';
import { Problem } from '../../problem.ts';
import { locked } from './lock.ts';
import { checkOwnDirectory, isPresent, readOwnFile } from './own-directory.ts';
import { replaceFile } from './write.ts';

const pathIn = (directory: string): string => join(directory, 'used-names.json');

/** Bytes; far more than is ever written. */
const largest = 4 << 20;

/** Where names led when they were first used. */
export type RememberedNames = {
  readonly names: UsedNames;
  /** Why that is not known, as a sentence: then there are no names. */
  readonly fault?: string;
};

/** The names in a settings directory. @throws Problem where the directory cannot be trusted */
export function loadUsedNames(directory: string): RememberedNames {
  const { names, fault } = load(directory);
  return fault === undefined ? { names } : { names, fault: faultText(pathIn(directory), fault) };
}

/**
 * Adds a name, mode 0600. A damaged file is set aside as `….damaged`: it may be all that tells where names led.
 * @throws Problem where the file cannot be written, or is a newer rolecall's
 */
export async function saveUsedName(directory: string, name: string, place: string): Promise<void> {
  const path = pathIn(directory);
  await locked(path, async () => {
    const { names, fault } = load(directory);
    if (fault === 'newer') throw new Problem({ code: 'used-names-newer', title: faultText(path, fault) });
    const after = usedWith(names, name, place);
    if (after === names) return;
    if (fault === 'damaged') renameSync(path, `${path}.damaged`);
    await replaceFile(path, usedNamesText(after), async () => undefined);
  });
}

const faultText = (path: string, fault: FormatFault): string =>
  fault === 'newer'
    ? `${path} was written by a newer rolecall: update this one.`
    : `${path}, rolecall's record of the names that you used, cannot be read.`;

function load(directory: string): ReturnType<typeof readUsedNames> {
  checkOwnDirectory(directory, 'settings');
  const path = pathIn(directory);
  const found = readOwnFile(path, largest);
  if (found !== undefined) return readUsedNames(found.text);
  return isPresent(path) ? { names: {}, fault: 'damaged' } : { names: {} };
}
