import stringWidth from 'string-width';
import { plain } from '../../output/sanitize.ts';
import { graphemes } from './graphemes.ts';
import { isNarrow } from './narrow.ts';

/** What was measured already. The same lines and names are drawn again and again. */
const measured = new Map<string, number>();

/** Cells a text takes in the terminal. */
export function width(text: string): number {
  if (isNarrow(text)) return text.length;
  const known = measured.get(text);
  if (known !== undefined) return known;
  if (measured.size > 4000) measured.clear();
  const cells = stringWidth(text);
  measured.set(text, cells);
  return cells;
}

/** The text made safe, and cut to so many cells with `…` at the end where it is longer. */
export function clip(text: string, cells: number): string {
  const safe = plain(text);
  if (cells <= 0) return '';
  if (width(safe) <= cells) return safe;
  let kept = '';
  let used = 0;
  for (const grapheme of graphemes(safe)) {
    const more = width(grapheme);
    if (used + more > cells - 1) break;
    kept += grapheme;
    used += more;
  }
  return `${kept}…`;
}

/** {@link clip}ped and filled up with spaces to exactly so many cells. */
export function fit(text: string, cells: number): string {
  const cut = clip(text, cells);
  return cut + ' '.repeat(Math.max(0, cells - width(cut)));
}

/** Words of a text on lines of so many cells; a word longer than a line is broken. */
export function wrap(text: string, cells: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of plain(text).split(/ +/).filter(Boolean)) {
    const joined = line ? `${line} ${word}` : word;
    if (width(joined) <= cells) {
      line = joined;
      continue;
    }
    if (line) lines.push(line);
    const pieces = broken(word, cells);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? '';
  }
  return line ? [...lines, line] : lines;
}

function broken(word: string, cells: number): string[] {
  const pieces = [''];
  for (const grapheme of graphemes(word)) {
    const last = pieces.at(-1) as string;
    if (last && width(last) + width(grapheme) > cells) pieces.push(grapheme);
    else pieces[pieces.length - 1] = last + grapheme;
  }
  return pieces;
}

/** A run of text that is marked as a whole or not at all. */
export type Run = { readonly text: string; readonly marked: boolean };

/** A text cut into runs, given the places that are marked; places behind its end are ignored. */
export function runs(text: string, places: readonly number[] | undefined): readonly Run[] {
  if (!places?.length) return [{ text, marked: false }];
  const marked = new Set(places);
  const result: { text: string; marked: boolean }[] = [];
  let at = 0;
  for (const grapheme of graphemes(text)) {
    const mark = marked.has(at) && grapheme !== '…';
    const last = result.at(-1);
    if (last?.marked === mark) last.text += grapheme;
    else result.push({ text: grapheme, marked: mark });
    at += grapheme.length;
  }
  return result;
}
