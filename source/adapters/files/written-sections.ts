import { join } from 'node:path';
import type { FormatFault } from '../../domain/formats.ts';
import { type Marks, marksText, marksWith, type Owner, readMarks } from '../../domain/portals/kept/marks.ts';
import { Problem } from '../../problem.ts';
import { digestOfText } from './last-edit.ts';
import { locked } from './lock.ts';
import { checkOwnDirectory, isPresent, readOwnFile } from './own-directory.ts';
import { replaceFile } from './write.ts';

const pathIn = (directory: string): string => join(directory, 'written-sections.json');

/** Bytes; far more than is ever written. */
const largest = 8 << 20;

/** The mark of a section: enough of its digest that no two are alike. */
const markOf = (section: string): string => digestOfText(section).slice(0, 24);

/** What is known of the sections that rolecall wrote. */
export type WrittenSections = {
  /** For whom a section was written that stands as rolecall wrote it; undefined for any other one. */
  readonly ownerOf: (section: string) => Owner | undefined;
  /** Why that is not known, as a sentence: then every section counts as the person's. */
  readonly fault?: string;
};

/** The record in a settings directory. @throws Problem where that cannot be trusted */
export function loadWritten(directory: string): WrittenSections {
  const { marks, fault } = loadMarks(directory);
  const ownerOf = (section: string) => marks.get(markOf(section));
  return fault === undefined ? { ownerOf } : { ownerOf, fault: faultText(pathIn(directory), fault) };
}

/** Remembers sections, mode 0600. @throws Problem where the file cannot be written, or is a newer rolecall's */
export async function saveWritten(directory: string, sections: readonly string[], owner: Owner): Promise<void> {
  const path = pathIn(directory);
  await locked(path, async () => {
    const { marks, fault } = loadMarks(directory);
    if (fault === 'newer') throw new Problem({ code: 'written-newer', title: faultText(path, fault) });
    const after = marksWith(marks, sections.map(markOf), owner);
    if (after !== marks) await replaceFile(path, marksText(after), async () => undefined);
  });
}

const faultText = (path: string, fault: FormatFault): string =>
  fault === 'newer'
    ? `${path} was written by a newer rolecall: update this one.`
    : `${path}, rolecall's record of what it wrote, cannot be read.`;

function loadMarks(directory: string): { readonly marks: Marks; readonly fault?: FormatFault } {
  checkOwnDirectory(directory, 'settings');
  const path = pathIn(directory);
  const found = readOwnFile(path, largest);
  if (found !== undefined) return readMarks(found.text);
  return isPresent(path) ? { marks: new Map(), fault: 'damaged' } : { marks: new Map() };
}
