import { renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Settings, settingsOf, settingsVersion } from '../../domain/settings/settings.ts';
import { Problem } from '../../problem.ts';
import { readBounded } from './bounded-file.ts';

const fileName = 'settings.json';
const bounds = { largest: 16 << 20, patience: 500 };

/** Loads the library that writes. Called early as well, while the user is still choosing. */
export const loadConf = () => import('conf');

/** Reads the settings; a missing or broken file gives the defaults. Does not load the library that writes. */
export function loadSettings(directory: string): Settings {
  try {
    return settingsOf(textOf(join(directory, fileName))).settings;
  } catch {
    return settingsOf(undefined).settings;
  }
}

/** Synchronous: opening a role waits for it. */
function textOf(path: string): string | undefined {
  try {
    return readBounded(path, bounds);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Changes the settings. Reads the file again under a lock, so that two processes do not overwrite each other's changes. A
 * broken file is renamed and stays beside the new one.
 * @throws Problem where the file is a newer version's, or cannot be read or written
 */
export async function changeSettings(directory: string, change: (before: Settings) => Settings): Promise<Settings> {
  const path = join(directory, fileName);
  const [{ default: Conf }, { locked }] = await Promise.all([loadConf(), import('./lock.ts')]);
  return locked(path, async () => {
    try {
      const { settings, condition } = settingsOf(textOf(path));
      if (condition === 'newer') throw newer(path);
      if (condition === 'broken') renameSync(path, freeName(`${path}.broken`));
      const after = change(settings);
      const conf = new Conf({
        cwd: directory,
        configName: 'settings',
        clearInvalidConfig: true,
        configFileMode: 0o600,
      });
      conf.set({ version: settingsVersion, ...after } as unknown as Record<string, unknown>);
      return after;
    } catch (error) {
      throw error instanceof Problem ? error : unwritable(path, error);
    }
  });
}

/** The first free one of `name`, `name-2`, `name-3`: a second broken file does not replace the first. */
function freeName(name: string): string {
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? name : `${name}-${number}`;
    if (statSync(candidate, { throwIfNoEntry: false }) === undefined) return candidate;
  }
}

function newer(path: string): Problem {
  return new Problem({
    code: 'settings-newer',
    title: 'Your settings come from a newer rolecall, and are left as they are.',
    todo: ['Update rolecall.', `Or start afresh: move ${path} away.`],
  });
}

function unwritable(path: string, error: unknown): Problem {
  const said = error instanceof Error ? error.message : String(error);
  return new Problem(
    {
      code: 'settings-unwritable',
      title: 'Your settings could not be saved.',
      means: said,
      todo: [`Check that your user may write ${path}, and that the disk is not full.`],
    },
    { cause: error },
  );
}
