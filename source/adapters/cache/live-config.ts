import { join } from 'node:path';
import { makeOwnDirectory, sweepOwnDirectory } from '../files/own-directory.ts';
import { writePrivateFile } from '../files/write.ts';
import { unwritableFor } from './unwritable.ts';

/** A configuration that no program has used for this long, see `savedRequest`, belongs to a live role that has ended. Milliseconds. */
const staleAfter = 7 * 86_400_000;

/**
 * Writes a live role's AWS configuration and removes those of live roles that have ended. Nobody may write into the copy: what
 * `aws configure` set there would be lost at the next opening. Windows replaces no file that is read-only.
 * @returns its path
 * @throws Problem where the cache is unsafe or cannot be written
 */
export async function keepLiveConfig(
  cache: string,
  name: string,
  text: string,
  flag: '--live' | '--serve',
): Promise<string> {
  const path = join(cache, 'live', name);
  try {
    const directory = makeOwnDirectory(cache, 'live');
    sweepOwnDirectory(directory, staleAfter);
    writePrivateFile(path, text, process.platform === 'win32' ? 0o600 : 0o400);
    return path;
  } catch (cause) {
    throw unwritableFor(flag, path, cause, {
      code: 'live-unwritable',
      title: `${flag} needs its own file, which cannot be written.`,
    });
  }
}
