import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '../../problem.ts';
import { checkOwnDirectory, sweepOwnDirectory } from '../files/own-directory.ts';
import { writePrivateFile } from '../files/write.ts';

/** A configuration that no program has used for this long, see `savedRequest`, belongs to a live role that has ended. Milliseconds. */
const staleAfter = 7 * 86_400_000;

/**
 * Writes a live role's AWS configuration and removes those of live roles that have ended. Nobody may write into the copy: what
 * `aws configure` set there would be lost at the next opening. Windows replaces no file that is read-only.
 * @returns its path
 * @throws Problem where the cache is unsafe or cannot be written
 */
export async function keepLiveConfig(cache: string, name: string, text: string): Promise<string> {
  const directory = join(cache, 'live');
  const path = join(directory, name);
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    for (const each of [cache, directory]) checkOwnDirectory(each);
    sweepOwnDirectory(directory, staleAfter);
    writePrivateFile(path, text, process.platform === 'win32' ? 0o600 : 0o400);
    return path;
  } catch (cause) {
    throw cause instanceof Problem ? cause : unwritable(path, cause);
  }
}

function unwritable(path: string, cause: unknown): Problem {
  return new Problem(
    {
      code: 'live-unwritable',
      title: 'A live role needs a file of its own, and it cannot be written.',
      means: cause instanceof Error ? cause.message : String(cause),
      todo: [`Make ${path} writable, name another place with ROLECALL_HOME, or go without --live.`],
    },
    { cause },
  );
}
