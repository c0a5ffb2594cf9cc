/** What a person keeps between runs. Written to `settings.json`; every field has a value here, whatever the file holds. */
export type Settings = {
  readonly favourites: readonly string[];
  /** Most recent first, at most {@link recentsKept}. */
  readonly recents: readonly string[];
  readonly hidden: readonly string[];
  /** Own colours, `#rrggbb` by profile name. */
  readonly colors: Readonly<Record<string, string>>;
  /** The prompt segment in subshells. */
  readonly prompt: boolean;
  readonly screenReader: boolean;
  /** Seconds an MFA session is asked for, 900 to 129600. */
  readonly mfaSessionDuration: number;
};

export const recentsKept = 5;

export const defaultSettings: Settings = {
  favourites: [],
  recents: [],
  hidden: [],
  colors: {},
  prompt: true,
  screenReader: false,
  mfaSessionDuration: 12 * 3600,
};

/** Settings out of whatever a file held: what is not understood has its default. */
export function readSettings(raw: unknown): Settings {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return defaultSettings;
  const given = raw as Readonly<Record<string, unknown>>;
  const duration = given.mfaSessionDuration;
  return {
    favourites: names(given.favourites),
    recents: names(given.recents).slice(0, recentsKept),
    hidden: names(given.hidden),
    colors: colorMap(given.colors),
    prompt: given.prompt !== false,
    screenReader: given.screenReader === true,
    mfaSessionDuration:
      typeof duration === 'number' && duration >= 900 && duration <= 129_600
        ? Math.floor(duration)
        : defaultSettings.mfaSessionDuration,
  };
}

/** The recents with a profile at their head. */
export function recentsWith({ recents }: Settings, profile: string): readonly string[] {
  return [profile, ...recents.filter((name) => name !== profile)].slice(0, recentsKept);
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
