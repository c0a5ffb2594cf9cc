import { own } from '../own.ts';
import { isRecord } from '../record.ts';

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
  /** A program and its arguments; {@link commandPlaceholders} in them are replaced. */
  readonly command?: Command;
};

type Command = readonly [string, ...string[]];

/** What stands in the words of a command for a role. */
export const commandPlaceholders = ['url', 'profile', 'account', 'role', 'color', 'name'] as const;

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

/** The setting as it may be written: a word, a command as a list, or an object. */
export type ConsoleInSetting = Exclude<Where, 'command'> | Command | ConsoleIn;

export function isConsoleIn(value: unknown): value is ConsoleInSetting {
  if (typeof value === 'string') return isWhere(value) && value !== 'command';
  if (!isRecord(value)) return isCommand(value);
  const areKnown = Object.entries(value).every(([key, each]) => own(fields, key)?.(each) === true);
  return areKnown && 'in' in value && (value.in !== 'command' || 'command' in value);
}

/** What a setting says; undefined for anything else. */
export function consoleInOf(value: unknown): ConsoleIn | undefined {
  if (!isConsoleIn(value)) return undefined;
  if (typeof value === 'string') return { in: value };
  return isCommand(value) ? { in: 'command', command: value } : value;
}

/** What is wrong with the setting, without a command, which may hold what is nobody's to read; undefined where its value says it. */
export function consoleInFault(value: unknown): string | undefined {
  if (value === 'command') return 'consoleIn is "command", but has no command.';
  if (Array.isArray(value)) return commandFault(value);
  if (!isRecord(value)) return undefined;
  if (!('in' in value)) return 'consoleIn does not say where: "in" is missing.';
  const wrong = Object.keys(value).find((key) => own(fields, key)?.(own(value, key)) !== true);
  if (wrong === undefined) return 'consoleIn is "command", but has no command.';
  if (!Object.hasOwn(fields, wrong)) return wrong.length > 40 ? undefined : `consoleIn has no field ${wrong}.`;
  const each = own(value, wrong);
  if (wrong === 'command')
    return Array.isArray(each) ? commandFault(each) : 'command of consoleIn is not a list of words.';
  const shown = JSON.stringify(each);
  const may = wrong === 'browser' ? ` It is one of ${browserNames.join(', ')}, or the path of a program.` : '';
  return `${wrong} of consoleIn ${shown.length > 40 ? 'has a wrong value' : `cannot be ${shown}`}.${may}`;
}

function commandFault(command: readonly unknown[]): string {
  if (command.length === 0) return 'consoleIn names no program.';
  if (!command.every((word) => typeof word === 'string' && !word.includes('\0')) || String(command[0]).trim() === '')
    return 'The command of consoleIn has a word that cannot be passed to a program.';
  return 'No word after the program in consoleIn has {url}: it would open nothing.';
}
