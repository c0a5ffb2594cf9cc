/** A stretch of a text, and what comes in its place. */
export type Splice = { readonly start: number; readonly end: number; readonly text: string };

/** @param splices that do not overlap, in any order */
export function applySplices(text: string, splices: readonly Splice[]): string {
  let result = text;
  for (const { start, end, text: insert } of [...splices].sort((a, b) => b.start - a.start)) {
    result = result.slice(0, start) + insert + result.slice(end);
  }
  return result;
}

/** The line end of a text: of its first line, LF where there is none. */
function lineEndOf(text: string): string {
  return /\r?\n/.exec(text)?.[0] ?? '\n';
}

/**
 * Whole lines to put in at the start of a line, or at the end of a text that lacks its last line end: that
 * stays lacking.
 */
export function insertLines(text: string, at: number, lines: readonly string[]): Splice {
  const eol = lineEndOf(text);
  const open = at === text.length && at > 0 && !/[\n\ufeff]$/.test(text);
  const body = lines.join(eol);
  return { start: at, end: at, text: open ? eol + body : body + eol };
}

/**
 * Whole lines to take out. Where the last of them lacks its line end, the one before goes with them, so that
 * taking out undoes {@link insertLines}.
 */
export function removeLines(text: string, start: number, end: number): Splice {
  const open = end === text.length && text[end - 1] !== '\n';
  return { start: open ? start - (/\r?\n$/.exec(text.slice(0, start))?.[0].length ?? 0) : start, end, text: '' };
}
