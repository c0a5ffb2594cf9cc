import { type Marks, marksText, marksWith, type Owner, readMarks } from '../../domain/portals/kept/marks.ts';
import type { Problem } from '../../problem.ts';
import { digestOfText } from './last-edit.ts';
import { ownRecord } from './own-record.ts';

/** The mark of a section: enough of its digest that no two are alike. */
const markOf = (section: string): string => digestOfText(section).slice(0, 24);

const record = ownRecord<Marks>({
  file: 'written-sections.json',
  largest: 8 << 20,
  empty: new Map(),
  read: readMarks,
  text: marksText,
  code: 'written',
  what: "rolecall's record of what it wrote",
});

/** What is known of the sections that rolecall wrote. */
export type WrittenSections = {
  /** For whom a section was written that stands as rolecall wrote it; undefined for any other one. */
  readonly ownerOf: (section: string) => Owner | undefined;
  /** Why that is not known: then every section counts as the person's. */
  readonly fault?: Problem;
};

/** The record in a settings directory. @throws Problem where that cannot be trusted */
export function loadWritten(directory: string): WrittenSections {
  const { value, ...more } = record.load(directory);
  return { ownerOf: (section) => value.get(markOf(section)), ...more };
}

/** Remembers sections. @throws Problem where the record cannot be read or written, or is a newer rolecall's */
export const saveWritten = (directory: string, sections: readonly string[], owner: Owner): Promise<void> =>
  record.change(directory, (before) => marksWith(before, sections.map(markOf), owner));
