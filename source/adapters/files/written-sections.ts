import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Marks, marksText, marksWith, readMarks } from '../../domain/portals/kept/marks.ts';
import { digestOfText } from './last-edit.ts';
import { locked } from './lock.ts';
import { checkOwnDirectory, readOwnFile } from './own-directory.ts';
import { replaceFile } from './write.ts';

const pathIn = (directory: string): string => join(directory, 'written-sections.json');

/** Bytes; far more than is ever written. */
const largest = 8 << 20;

/** The mark of a section: enough of its digest that no two are alike. */
const markOf = (section: string): string => digestOfText(section).slice(0, 24);

/** Whether a section stands as rolecall wrote it, by a settings directory. @throws Problem where that cannot be trusted */
export function loadWritten(directory: string): (section: string) => boolean {
  const marks = loadMarks(directory);
  return (section) => marks.has(markOf(section));
}

/** Remembers sections, mode 0600. @throws Problem where the file cannot be written */
export async function saveWritten(directory: string, sections: readonly string[]): Promise<void> {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const path = pathIn(directory);
  await locked(path, async () => {
    const before = loadMarks(directory);
    const after = marksWith(before, sections.map(markOf));
    if (after !== before) await replaceFile(path, marksText(after), async () => undefined);
  });
}

function loadMarks(directory: string): Marks {
  checkOwnDirectory(directory, 'settings');
  return readMarks(readOwnFile(pathIn(directory), largest)?.text ?? '');
}
