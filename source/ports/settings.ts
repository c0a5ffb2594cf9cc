import type { Settings } from '../domain/settings/settings.ts';
import { once } from './once.ts';

/** What the person has chosen and rolecall remembers. */
export type SettingsStore = {
  /** Reads the settings, once. @throws Problem where they cannot be understood */
  readonly load: () => Promise<Settings>;
  /** Changes what is in the file at that moment. @returns the settings after the change */
  readonly change: (change: (before: Settings) => Settings) => Promise<Settings>;
};

/** @param path of the file */
export const createSettingsStore = (path: string): SettingsStore => ({
  load: once(async () => (await import('../adapters/files/settings.ts')).loadSettings(path)),
  change: async (change) => (await import('../adapters/files/settings.ts')).changeSettings(path, change),
});
