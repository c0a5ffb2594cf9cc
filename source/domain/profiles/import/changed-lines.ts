import { replacedBetween } from '../edit/undo.ts';
import { linesOf } from '../secrets.ts';
import { scanIni } from '../text/ini.ts';

/** Lines that an edit takes out and puts in, and where. */
export type ChangedLines = {
  /** The section that they stand in, `[profile prod]`; undefined for new sections and for comments. */
  readonly header: string | undefined;
  /** The first line, in the text before the edit. */
  readonly at: number;
  /** Without their line ends; blank lines are left out. */
  readonly removed: readonly string[];
  readonly inserted: readonly string[];
};

/** What an edit changes, in the order of the file: all changes of one section as one. */
export function changedLines(before: string, after: string): readonly ChangedLines[] {
  const { sections, lineOf } = scanIni(before);
  const starts = sections.map((section) => ({ line: lineOf(section), header: `[${section.header}]` }));
  const found: ChangedLines[] = [];
  let index = -1;
  let last = -1;
  // Lines of the text before the edit, and offset in the text after it.
  let line = 1;
  let offset = 0;
  for (const part of replacedBetween(before, after)) {
    const { at, removed, inserted } = part.removed === '' ? withWholeSections(part, after, offset) : part;
    line += lineCount(after.slice(offset, at));
    offset = at + inserted.length;
    while ((starts[index + 1]?.line ?? Number.POSITIVE_INFINITY) <= line) index++;
    const [out, into] = [removed, inserted].map((part) => linesOf(part).flatMap((each) => each.trimEnd() || [])) as [
      string[],
      string[],
    ];
    // Neither a new section nor a comment between two is of the section before it.
    const isApart = into.length > 0 ? into[0]?.startsWith('[') : out.every((each) => /^\s*#/.test(each));
    const previous = found.at(-1);
    if (out.length + into.length > 0) {
      if (previous !== undefined && !isApart && last === index && previous.header !== undefined) {
        found[found.length - 1] = {
          ...previous,
          removed: [...previous.removed, ...out],
          inserted: [...previous.inserted, ...into],
        };
      } else
        found.push({ header: isApart ? undefined : starts[index]?.header, at: line, removed: out, inserted: into });
      last = index;
    }
    line += lineCount(removed);
  }
  return found;
}

type Part = ReturnType<typeof replacedBetween>[number];

/**
 * New sections whose last lines are those of the section before them can be cut in two ways: the way that begins with a
 * blank line or a header is meant.
 * @param from where the lines begin that may be moved over
 */
function withWholeSections(part: Part, after: string, from: number): Part {
  const lines = [...linesOf(part.inserted)];
  for (let { at } = part; ; ) {
    const [first = ''] = lines;
    if (first.trim() === '' || first.startsWith('[')) return { ...part, at, inserted: lines.join('') };
    const start = after.lastIndexOf('\n', at - 2) + 1;
    if (at === 0 || start < from || after.slice(start, at) !== lines.at(-1)) return part;
    lines.unshift(lines.pop() ?? '');
    at = start;
  }
}

const lineCount = (text: string): number => text.split('\n').length - 1;
