import { hasTitles, type Line, type List } from './list.ts';

/** Lines that stand above a section's first role: its title, and a gap below the section before. */
const heading = (list: List, section: number, airy: boolean): number =>
  hasTitles(list) ? 1 + (airy && section > 0 ? 1 : 0) : 0;

/** How many lines the whole list would take. */
export const lineCount = (list: List, airy: boolean): number =>
  list.sections.reduce((sum, { roles }, at) => sum + heading(list, at, airy) + roles.length, 0);

/** The line on which a role stands, and the first line that should be seen with it: its title, where it is the first. */
function place(list: List, cursor: number, airy: boolean): { line: number; from: number } {
  let line = 0;
  let before = 0;
  for (const [at, { roles }] of list.sections.entries()) {
    const head = heading(list, at, airy);
    if (cursor < before + roles.length) {
      const own = line + head + cursor - before;
      return { line: own, from: cursor === before ? line : own };
    }
    line += head + roles.length;
    before += roles.length;
  }
  return { line: 0, from: 0 };
}

/** The first line of a window that shows the cursor, moved no further than it must. */
export function scrolled(list: List, cursor: number, top: number, height: number, airy: boolean): number {
  const { line, from } = place(list, cursor, airy);
  const last = Math.max(0, lineCount(list, airy) - height);
  const first = line - from < height ? from : line;
  const wanted = first < top ? first : line >= top + height ? line - height + 1 : top;
  return Math.max(0, Math.min(wanted, last));
}

/** The lines of a window, and no others: a list of ten thousand costs what a list of thirty does. */
export function windowOf(list: List, top: number, height: number, airy: boolean): readonly Line[] {
  const lines: Line[] = [];
  let line = 0;
  let cursor = 0;
  for (const [at, { title, roles }] of list.sections.entries()) {
    const head = heading(list, at, airy);
    if (head > 1 && within(line, top, height)) lines.push({ kind: 'gap' });
    if (head > 0 && within(line + head - 1, top, height)) lines.push({ kind: 'title', title });
    line += head;
    const first = Math.max(0, top - line);
    const end = Math.min(roles.length, top + height - line);
    for (let row = first; row < end; row++)
      lines.push({ kind: 'role', role: roles[row] as number, cursor: cursor + row });
    line += roles.length;
    cursor += roles.length;
    if (line >= top + height) break;
  }
  // A title whose roles are out of sight says nothing.
  while (lines.length > 1 && lines.at(-1)?.kind !== 'role') lines.pop();
  return lines;
}

const within = (line: number, top: number, height: number): boolean => line >= top && line < top + height;
