import { own } from '../own.ts';
import { isRecord } from '../settings/json.ts';

const wheres = ['default', 'firefox-container', 'own-directory', 'command'] as const;

/**
 * Where the console of a role opens: in the person's usual browser, in a Firefox container of its own, in a browser with a
 * directory of its own, or by a command of the person's.
 */
export type Where = (typeof wheres)[number];

/** The browsers that are known, in the order in which they are looked for. */
export const browserNames = [
  'firefox',
  'firefox-developer-edition',
  'firefox-nightly',
  'zen',
  'waterfox',
  'librewolf',
  'chrome',
  'edge',
  'brave',
  'chromium',
  'vivaldi',
] as const;
export type BrowserName = (typeof browserNames)[number];

/** The add-ons of Firefox that open an address in a container. */
export const containerAddOns = ['granted', 'open-url-in-container'] as const;
export type ContainerAddOn = (typeof containerAddOns)[number];

/** `consoleIn` of the settings. */
export type ConsoleIn = {
  readonly in: Where;
  /** Which browser: a name of {@link browserNames}, or the path of its program. The first that is found unless given. */
  readonly browser?: string;
  /** Which of the add-ons opens containers. The one that is found unless given. */
  readonly addOn?: ContainerAddOn;
  /** Whose directory: each role has one unless given. */
  readonly per?: 'role' | 'account';
  /** A program and its arguments; {@link placeholders} in them are replaced. */
  readonly command?: Command;
};

type Command = readonly [string, ...string[]];

/** What stands in the words of a command for a role. */
export const placeholders = ['url', 'profile', 'account', 'role', 'color', 'name'] as const;

/** Is it one of the words of `--in`? */
export const isWhere = (word: string): word is Where => wheres.some((each) => each === word);

export const whereWords: readonly string[] = wheres;

/** A program and its arguments, of which one takes the address. The system takes no NUL in them. */
const isCommand = (value: unknown): value is Command =>
  Array.isArray(value) &&
  value.length > 1 &&
  value.every((word) => typeof word === 'string' && !word.includes('\0')) &&
  value[0].trim() !== '' &&
  value.slice(1).some((word) => word.includes('{url}'));

const isBrowser = (value: unknown): boolean =>
  typeof value === 'string' &&
  (browserNames.some((name) => name === value) || (/^(?:\/|[a-z]:[\\/])/i.test(value) && !value.includes('\0')));

const fields: Readonly<Record<string, (value: unknown) => boolean>> = {
  in: (value) => typeof value === 'string' && isWhere(value),
  browser: isBrowser,
  addOn: (value) => containerAddOns.some((each) => each === value),
  per: (value) => value === 'role' || value === 'account',
  command: isCommand,
};

/** The setting as it may be written: a word, a command as a list, or an object of {@link ConsoleIn}; undefined for anything else. */
export function consoleInOf(value: unknown): ConsoleIn | undefined {
  if (typeof value === 'string') return isWhere(value) && value !== 'command' ? { in: value } : undefined;
  if (isCommand(value)) return { in: 'command', command: value };
  if (!isRecord(value) || !('in' in value)) return undefined;
  if (!Object.entries(value).every(([key, each]) => own(fields, key)?.(each) === true)) return undefined;
  const read = value as ConsoleIn;
  return read.in === 'command' && read.command === undefined ? undefined : read;
}

/** The shortest form in which a setting may be written. */
export function writtenConsoleIn(setting: ConsoleIn): unknown {
  const { in: where, command, ...rest } = setting;
  if (Object.keys(rest).length > 0) return setting;
  if (where === 'command') return command;
  return command === undefined ? where : setting;
}

/** What is wrong with the setting, where it can be said without showing it: a command may hold what is nobody's to read. */
export function consoleInFault(value: unknown): string | undefined {
  const command = Array.isArray(value) ? value : isRecord(value) ? value.command : undefined;
  if (value === 'command') return 'consoleIn is to be a command, and names none.';
  if (isRecord(value) && value.in === 'command' && command === undefined) return 'consoleIn names no command.';
  if (Array.isArray(command) && !command.slice(1).some((word) => String(word).includes('{url}')))
    return 'No word behind the program of consoleIn has {url}: it would open nothing.';
  if (typeof value === 'string') return undefined;
  const wrong = isRecord(value)
    ? Object.keys(value).find((key) => own(fields, key)?.(own(value, key)) !== true)
    : undefined;
  return wrong === undefined || wrong === 'command' || wrong.length > 40
    ? 'consoleIn is not what it can be.'
    : `consoleIn has ${wrong}, and that is not what it can be.`;
}
