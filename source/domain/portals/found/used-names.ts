import { type FormatFault, formatFault, formats } from '../../formats.ts';
import { own } from '../../own.ts';
import { isRecord, jsonIn } from '../../record.ts';

/**
 * Where names of found roles led when they were first used: the portal and the account ID, `corp:111122223333`. An
 * administrator may rename accounts, and a name that a person has in their fingers would lead elsewhere.
 */
export type UsedNames = Readonly<Record<string, string>>;

/** The oldest are dropped beyond so many. */
const most = 2_000;

/** Where a name led before, if that is somewhere else. */
export function ledElsewhere(used: UsedNames, name: string, place: string): string | undefined {
  const before = own(used, name);
  return before === undefined || before === place ? undefined : before;
}

/** The names with one more; the same object where nothing changes. */
export function usedWith(used: UsedNames, name: string, place: string): UsedNames {
  if (own(used, name) === place) return used;
  const others = Object.entries(used).filter(([each]) => each !== name);
  return Object.fromEntries([...others.slice(-(most - 1)), [name, place]]);
}

/** Reads the file. With a fault nobody knows where a name led. */
export function readUsedNames(text: string): { readonly value: UsedNames; readonly fault?: FormatFault } {
  const value = jsonIn(text);
  if (!isRecord(value) || value.version !== formats.usedNames || !isRecord(value.names)) {
    return { value: {}, fault: formatFault(value, formats.usedNames) };
  }
  const names = Object.entries(value.names).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return { value: Object.fromEntries(names) };
}

export const usedNamesText = (names: UsedNames): string =>
  `${JSON.stringify({ version: formats.usedNames, names }, null, 1)}\n`;
