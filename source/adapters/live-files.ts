import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A configuration that nothing has touched for so long belongs to a role that is over. Milliseconds. */
const staleAfter = 7 * 86_400_000;

/** Writes a live role's configuration, 0600, and sweeps those of roles long over. @returns its path */
export async function keepLiveConfig(cache: string, name: string, text: string): Promise<string> {
  const directory = join(cache, 'live');
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await sweep(directory);
  const path = join(directory, name);
  const temporary = `${path}.${randomBytes(6).toString('hex')}`;
  await writeFile(temporary, text, { mode: 0o600, flag: 'wx' });
  await rename(temporary, path);
  return path;
}

async function sweep(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    const path = join(directory, name);
    const age = await stat(path).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    );
    if (age > staleAfter) await rm(path, { force: true });
  }
}
