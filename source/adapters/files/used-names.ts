import { readUsedNames, type UsedNames, usedNamesText, usedWith } from '../../domain/portals/found/used-names.ts';
import type { Problem } from '../../problem.ts';
import { ownRecord } from './own-record.ts';

const record = ownRecord<UsedNames>({
  file: 'used-names.json',
  largest: 4 << 20,
  empty: {},
  read: readUsedNames,
  text: usedNamesText,
  code: 'used-names',
  what: "rolecall's record of the names that you used",
});

/** Where names led when they were first used. With a fault that is not known. @throws Problem where the directory cannot be trusted */
export const loadUsedNames: (directory: string) => { readonly value: UsedNames; readonly fault?: Problem } =
  record.load;

/** Adds a name. @throws Problem where the record cannot be read or written, or is a newer rolecall's */
export const saveUsedName = (directory: string, name: string, place: string): Promise<void> =>
  record.change(directory, (before) => usedWith(before, name, place));
