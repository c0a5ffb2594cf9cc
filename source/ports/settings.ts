import { once } from '../domain/once.ts';
import type { SettingsFault } from '../domain/settings/faults.ts';
import type { Settings, SettingsFound } from '../domain/settings/settings.ts';

/** What the person has chosen and rolecall remembers. */
export type SettingsStore = {
  /** The settings, read once, with what was changed here since; the stricter reading where they cannot be understood. */
  readonly load: () => Promise<Settings>;
  /** The same, with what could not be understood. */
  readonly found: () => Promise<SettingsFound>;
  /** Changes what is in the file at that moment. @returns the settings after the change */
  readonly change: (change: (before: Settings) => Settings) => Promise<Settings>;
  /** What could not be understood in the settings that were read; each is given once, to be told. */
  readonly untold: () => { readonly path: string; readonly faults: readonly SettingsFault[] };
};

/** @param directory of the file */
export function createSettingsStore(directory: string): SettingsStore {
  let untold: ReturnType<SettingsStore['untold']> = { path: '', faults: [] };
  const found = once(async () => {
    const { loadSettings, settingsPath } = await import('../adapters/files/settings.ts');
    const read = loadSettings(directory);
    untold = { path: settingsPath(directory), faults: read.faults };
    return read;
  });
  let changed: Settings | undefined;
  return {
    found,
    load: async () => changed ?? (await found()).settings,
    change: async (change) => {
      const { changeSettings } = await import('../adapters/files/settings.ts');
      changed = await changeSettings(directory, change);
      return changed;
    },
    untold: () => {
      const given = untold;
      untold = { ...untold, faults: [] };
      return given;
    },
  };
}
