import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { readSettings, type Settings } from '../settings/settings.ts';

const fileName = 'settings.json';

/** Reads the settings; a missing or broken file gives the defaults. The library that writes them is not loaded. */
export async function loadSettings(directory: string): Promise<Settings> {
  return readSettings(await rawSettings(directory).catch(() => undefined));
}

async function rawSettings(directory: string): Promise<unknown> {
  return JSON.parse(await readFile(join(directory, fileName), 'utf8'));
}

/**
 * Changes the settings: what is on disk is read again under a lock, so that two processes lose nothing of each
 * other. A broken file is kept beside the new one.
 */
export async function changeSettings(directory: string, change: (before: Settings) => Settings): Promise<Settings> {
  const path = join(directory, fileName);
  const [{ default: Conf }, { locked }] = await Promise.all([import('conf'), import('./lock.ts')]);
  return locked(path, async () => {
    await setAsideBroken(directory, path);
    const after = change(await loadSettings(directory));
    const conf = new Conf({ cwd: directory, configName: 'settings', clearInvalidConfig: true, configFileMode: 0o600 });
    conf.set(after as unknown as Record<string, unknown>);
    return after;
  });
}

async function setAsideBroken(directory: string, path: string): Promise<void> {
  const broken = await rawSettings(directory).then(
    () => false,
    (error: NodeJS.ErrnoException) => error.code !== 'ENOENT',
  );
  if (broken) await rename(path, `${path}.broken`);
}
