import { type ConsoleInSetting, isConsoleIn } from '../console/where.ts';
import { formatFault, formats } from '../formats.ts';
import type { Way } from '../portals/flow.ts';
import { isRecord, jsonIn } from '../record.ts';
import { mfaSessionLength } from '../sessions/cache/margins.ts';
import { type DisplayVariable, displayVariables, type SegmentPart } from '../shells/names.ts';
import {
  contentFaults,
  isColor,
  isCommand,
  isRequestId,
  isSegmentPart,
  isSessionLength,
  isStoreKind,
  isSyncSetting,
  isWay,
  namesIn,
  type SessionStoreKind,
  type SettingsFault,
  type SyncSetting,
} from './faults.ts';
import { jsonFault } from './json.ts';

export type { SyncSetting } from './faults.ts';

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
  /** The segment in the prompt of a role; false for none. */
  readonly prompt: boolean | SegmentPart;
  /** Variables that hold the role's name as well, for prompts that read them. */
  readonly alsoSet: readonly DisplayVariable[];
  readonly screenReader: boolean;
  /** A command that asks the person for an MFA code: a program and its arguments. */
  readonly mfaAsk?: readonly [string, ...string[]];
  /** Where consoles open; undefined until the person has said it. */
  readonly consoleIn?: ConsoleInSetting;
  /** How long an MFA session is requested for, in seconds; between the limits of {@link mfaSessionLength}. */
  readonly mfaSessionDuration: number;
  readonly sessionStore: SessionStoreKind;
  /** How one signs in, by the name of a session, its start URL, or the name of a profile with `login_session`. */
  readonly signIn: Readonly<Record<string, Way>>;
  /** Portals whose profiles are kept in step at each sign-in, by the name of a session or its start URL. */
  readonly sync: Readonly<Record<string, SyncSetting>>;
};

const maxRecents = 5;

export const defaultSettings: Settings = {
  favourites: [],
  recents: [],
  hidden: [],
  colors: {},
  prompt: true,
  alsoSet: [],
  screenReader: false,
  mfaSessionDuration: mfaSessionLength.usual,
  sessionStore: 'auto',
  signIn: {},
  sync: {},
};

/** A settings file as it was found on the disk. */
export type SettingsFile = {
  /** Its text; undefined where there is none or it could not be read. */
  readonly text?: string | undefined;
  /** The system's code where it is there and could not be read. */
  readonly unread?: string | undefined;
  /** What is known of the file, and of its directory; undefined where the system has no owners. */
  readonly file?: Guarded | undefined;
  readonly directory?: Guarded | undefined;
};

/** Who may change something. */
type Guarded = {
  /** It belongs to the person, or to the system. */
  readonly isTrusted: boolean;
  readonly mode: number;
};

/**
 * Settings as read. With faults the file must not be overwritten, and the stricter reading holds: no secret is written to
 * disk in plain.
 */
export type SettingsFound = { readonly settings: Settings; readonly faults: readonly SettingsFault[] };

/** Reads a settings file: whether it may be trusted, then what it says. */
export function settingsIn({ text, unread, file, directory }: SettingsFile): SettingsFound {
  const untrusted = [...distrust(directory, 'Its directory'), ...distrust(file, 'It')];
  if (untrusted.length > 0) return strict(defaultSettings, untrusted);
  if (unread !== undefined) return strict(defaultSettings, [unreadable(unread)]);
  return settingsOf(text);
}

/** Reads the text of a settings file; undefined where there is none. */
export function settingsOf(text: string | undefined): SettingsFound {
  if (text === undefined) return { settings: defaultSettings, faults: [] };
  if (text.includes('\0')) return strict(defaultSettings, [utf16]);
  const hasMark = text.startsWith('\uFEFF');
  const json = hasMark ? text.slice(1) : text;
  const encoding = hasMark ? [byteOrderMark] : [];
  const raw = jsonIn(json);
  if (raw === undefined) {
    return strict(defaultSettings, [...encoding, { code: 'settings-syntax', ...jsonFault(json) }]);
  }
  if (!isRecord(raw)) return strict(defaultSettings, [...encoding, noObject]);
  const isNewer = formatFault(raw, formats.settings) === 'newer';
  return strict(readSettings(raw), [...encoding, ...(isNewer ? [newerFile] : contentFaults(json, raw))]);
}

/** Nothing is written in plain while anything about the settings is in doubt: it might have been what forbids that. */
function strict(settings: Settings, faults: readonly SettingsFault[]): SettingsFound {
  if (faults.length === 0) return { settings, faults };
  // Nor is a command run: it may be what somebody else has written there.
  const { mfaAsk: _, consoleIn: __, ...without } = settings;
  return { settings: { ...without, sessionStore: settings.sessionStore === 'none' ? 'none' : 'keychain' }, faults };
}

/** By its owner and mode. That a group may write to it is told by `doctor`: many systems give each user a group. */
function distrust(guarded: Guarded | undefined, it: string): readonly SettingsFault[] {
  if (guarded === undefined) return [];
  const fault = (what: string, remedy: string) => [{ code: 'settings-untrusted' as const, what, remedy }];
  if (!guarded.isTrusted) {
    return fault(`${it} belongs to another user, so it is not read.`, 'Remove it, or make it yours with chown.');
  }
  if ((guarded.mode & 0o002) === 0) return [];
  return fault(
    `${it} can be written by every user, so it is not read.`,
    'Check what is in it, then remove that permission: chmod go-w.',
  );
}

const reasons: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'your user may not read it'],
  ['EISDIR', 'it is a directory'],
  ['EFBIG', 'it is too large'],
  ['ETIMEDOUT', 'it is a pipe, and nothing came from it'],
  ['ELOOP', 'its symbolic link leads to itself'],
]);

const unreadable = (code: string): SettingsFault => ({
  code: 'settings-unreadable',
  what: `It cannot be read: ${reasons.get(code) ?? `the system says ${code}`}.`,
  remedy: 'Make it a file that your user can read, or remove it.',
});

const utf16: SettingsFault = {
  code: 'settings-encoding',
  what: 'It is UTF-16, as written by > in Windows PowerShell.',
  remedy: 'Save it as UTF-8.',
};

const byteOrderMark: SettingsFault = {
  code: 'settings-encoding',
  line: 1,
  what: 'It begins with a byte order mark.',
  remedy: 'Save it as UTF-8 without one (without BOM).',
};

const noObject: SettingsFault = {
  code: 'settings-syntax',
  line: 1,
  what: 'It is not a JSON object.',
  remedy: 'Put the settings between { and }.',
};

const newerFile: SettingsFault = {
  code: 'settings-newer',
  what: 'It was written by a newer rolecall.',
  remedy: 'Update rolecall, or start with new settings: move the file away.',
};

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
    colors: entriesOf(given.colors, isColor),
    prompt: isSegmentPart(given.prompt) ? given.prompt : given.prompt !== false,
    alsoSet: displayVariables.filter((name) => namesIn(given.alsoSet).includes(name)),
    screenReader: given.screenReader === true,
    ...(isCommand(given.mfaAsk) && { mfaAsk: given.mfaAsk }),
    ...(isConsoleIn(given.consoleIn) && { consoleIn: given.consoleIn }),
    mfaSessionDuration: isSessionLength(duration) ? Math.floor(duration) : defaultSettings.mfaSessionDuration,
    sessionStore: isStoreKind(given.sessionStore) ? given.sessionStore : defaultSettings.sessionStore,
    signIn: entriesOf(given.signIn, isWay),
    sync: entriesOf(given.sync, isSyncSetting),
  };
}

/** The recents with a profile in first place. */
export function recentsWith({ recents }: Settings, profile: string): readonly string[] {
  return [profile, ...recents.filter((name) => name !== profile)].slice(0, maxRecents);
}

function names(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  return [...new Set(value.filter((name): name is string => typeof name === 'string'))];
}

/** The entries of an object whose values can be read. */
function entriesOf<T>(value: unknown, isOne: (value: unknown) => value is T): Readonly<Record<string, T>> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, T] => isOne(entry[1])));
}
