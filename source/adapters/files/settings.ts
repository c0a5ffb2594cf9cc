import { type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { formats } from '../../domain/formats.ts';
import { type Settings, type SettingsFile, type SettingsFound, settingsIn } from '../../domain/settings/settings.ts';
import { Problem } from '../../problem.ts';
import { readBounded } from './bounded-file.ts';
import { isSystem } from './own-directory.ts';

const fileName = 'settings.json';
const bounds = { largest: 16 << 20, patience: 500 };

/** Loads the library that writes. Called early as well, while the user is still choosing. */
export const loadConf = () => import('conf');

/** Path of the settings in our directory for them. */
export const settingsPath = (directory: string): string => join(directory, fileName);

/**
 * Reads the settings: the defaults where there are none, the stricter reading where they cannot be understood. Does not load
 * the library that writes. Never throws.
 */
export function loadSettings(directory: string): SettingsFound {
  return settingsIn(fileIn(directory));
}

/** Synchronous: opening a role waits for it. */
function fileIn(directory: string): SettingsFile {
  let file: Stats | undefined;
  const look = () => ({ file: guarded(file), directory: guarded(lookAt(directory)) });
  try {
    const text = readBounded(settingsPath(directory), bounds, (found) => {
      file = found;
    });
    return { ...look(), text };
  } catch (error) {
    const { code = 'EIO' } = error as NodeJS.ErrnoException;
    const isMissing = code === 'ENOENT' || code === 'ENOTDIR';
    return { ...look(), unread: isMissing ? undefined : code };
  }
}

function lookAt(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function guarded(found: Stats | undefined): SettingsFile['file'] {
  const own = process.getuid?.();
  if (own === undefined || found === undefined) return undefined;
  return { isTrusted: found.uid === own || isSystem(found.uid), mode: found.mode };
}

/**
 * Changes the settings. Reads the file again under a lock, so that two processes do not overwrite each other's changes. A
 * file that cannot be understood is left as it is.
 * @throws Problem where the file cannot be understood or is a newer version's, or cannot be written
 */
export async function changeSettings(directory: string, change: (before: Settings) => Settings): Promise<Settings> {
  const path = settingsPath(directory);
  const [{ default: Conf }, { locked }, { settingsProblem }] = await Promise.all([
    loadConf(),
    import('./lock.ts'),
    import('../../domain/settings/explain.ts'),
  ]);
  return locked(path, async () => {
    try {
      const { settings, faults } = loadSettings(directory);
      if (faults.length > 0) throw settingsProblem(path, faults);
      const after = change(settings);
      const conf = new Conf({
        cwd: directory,
        configName: 'settings',
        clearInvalidConfig: true,
        configFileMode: 0o600,
      });
      conf.set({ version: formats.settings, ...after } as unknown as Record<string, unknown>);
      return after;
    } catch (error) {
      throw error instanceof Problem ? error : unwritable(path, error);
    }
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
