import { mfaSessionLength } from '../sessions/cache/margins.ts';

/** A person's preferences, stored in `settings.json`. Fields that the file lacks have their default here. */
export type Settings = {
  readonly favourites: readonly string[];
  /** Most recent first, at most {@link maxRecents}. */
  readonly recents: readonly string[];
  readonly hidden: readonly string[];
  /** The ID of the stored request of the role that was entered last, for `rolecall -` in a new shell. */
  readonly lastRequest?: string;
  /** Own colours, `#rrggbb` by profile name. */
  readonly colors: Readonly<Record<string, string>>;
  /** The prompt segment in subshells. */
  readonly prompt: boolean;
  readonly screenReader: boolean;
  /** How long an MFA session is requested for, in seconds; between the limits of {@link mfaSessionLength}. */
  readonly mfaSessionDuration: number;
  readonly sessionStore: SessionStoreKind;
};

/** Where sessions are stored: `auto` seals files with a key of the keychain where there is one, `keychain` demands it. */
export type SessionStoreKind = 'auto' | 'keychain' | 'file' | 'none';

const maxRecents = 5;

/** The version in the file. A newer rolecall writes a higher number; this one must not overwrite such a file. */
export const settingsVersion = 1;

export const defaultSettings: Settings = {
  favourites: [],
  recents: [],
  hidden: [],
  colors: {},
  prompt: true,
  screenReader: false,
  mfaSessionDuration: mfaSessionLength.usual,
  sessionStore: 'auto',
};

/** A settings file as read. `broken` and `newer` files must not be overwritten. */
export type SettingsFound = { readonly settings: Settings; readonly condition: 'fine' | 'broken' | 'newer' };

/** Reads the text of a settings file; undefined where there is none. */
export function settingsOf(text: string | undefined): SettingsFound {
  if (text === undefined) return { settings: defaultSettings, condition: 'fine' };
  const raw = parse(text);
  if (!isRecord(raw)) return { settings: defaultSettings, condition: 'broken' };
  const newer = typeof raw.version === 'number' && raw.version > settingsVersion;
  return { settings: readSettings(raw), condition: newer ? 'newer' : 'fine' };
}

/** The settings of a parsed file. Values that cannot be read have their default. */
export function readSettings(raw: unknown): Settings {
  if (!isRecord(raw)) return defaultSettings;
  const given = raw;
  const duration = given.mfaSessionDuration;
  return {
    favourites: names(given.favourites),
    recents: names(given.recents).slice(0, maxRecents),
    hidden: names(given.hidden),
    ...(isRequestId(given.lastRequest) && { lastRequest: given.lastRequest }),
    colors: colorMap(given.colors),
    prompt: given.prompt !== false,
    screenReader: given.screenReader === true,
    mfaSessionDuration:
      typeof duration === 'number' && duration >= mfaSessionLength.shortest && duration <= mfaSessionLength.longest
        ? Math.floor(duration)
        : defaultSettings.mfaSessionDuration,
    sessionStore: isStoreKind(given.sessionStore) ? given.sessionStore : defaultSettings.sessionStore,
  };
}

const storeKinds: readonly unknown[] = ['auto', 'keychain', 'file', 'none'] satisfies SessionStoreKind[];
const isStoreKind = (value: unknown): value is SessionStoreKind => storeKinds.includes(value);

const isRequestId = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f]{1,128}$/.test(value);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The recents with a profile in first place. */
export function recentsWith({ recents }: Settings, profile: string): readonly string[] {
  return [profile, ...recents.filter((name) => name !== profile)].slice(0, maxRecents);
}

function names(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  return [...new Set(value.filter((name): name is string => typeof name === 'string'))];
}

function colorMap(value: unknown): Readonly<Record<string, string>> {
  if (typeof value !== 'object' || value === null) return {};
  const pairs = Object.entries(value).filter(([, color]) => typeof color === 'string' && /^#[0-9a-f]{6}$/i.test(color));
  return Object.fromEntries(pairs);
}
