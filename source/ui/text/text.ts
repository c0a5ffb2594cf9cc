import { isNarrow, plain } from '../../domain/display/sanitize.ts';
import { once } from '../../domain/once.ts';
import { ends, graphemes, wrapped } from '../../output/width.ts';

/** Loaded at the first wide character: that takes 4 ms, and most first frames have none. */
const stringWidth = once(() => (require('string-width') as typeof import('string-width')).default);

/** Texts measured before: the same lines and names are drawn again and again. */
const measured = new Map<string, number>();

/** Terminal cells that a text takes, as Ink counts them. The first answer of `string-width` takes 10 ms of the first frame. */
export function width(text: string): number {
  if (isNarrow(text)) return text.length;
  const known = measured.get(text);
  if (known !== undefined) return known;
  if (measured.size > 4000) measured.clear();
  const cells = stringWidth()(text);
  measured.set(text, cells);
  return cells;
}

/** The text made harmless, and cut to so many cells with `…` at the end where it is longer. */
export function clip(text: string, cells: number): string {
  const safe = plain(text);
  if (cells <= 0) return '';
  if (width(safe) <= cells) return safe;
  let start = '';
  let used = 0;
  for (const grapheme of graphemes(safe)) {
    const more = width(grapheme);
    if (used + more > cells - 1) break;
    start += grapheme;
    used += more;
  }
  return `${start}…`;
}

/** {@link clip}ped, and filled up with spaces to exactly so many cells. */
export function fit(text: string, cells: number): string {
  const cut = clip(text, cells);
  return cut + ' '.repeat(Math.max(0, cells - width(cut)));
}

/** The text made harmless, its words on lines of so many cells; a word longer than a line is broken. */
export const wrap = (text: string, cells: number): string[] =>
  wrapped(plain(text).split(/ +/).filter(Boolean), cells, width, (word) => broken(word, cells));

/** The same on so many lines at most, with `…` where the text is longer. */
export function within(text: string, cells: number, most: number): readonly string[] {
  const lines = wrap(text, Math.max(8, cells));
  const rest = lines.slice(most - 1).join(' ');
  return lines.length > most ? [...lines.slice(0, most - 1), clip(rest, Math.max(8, cells))] : lines;
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

/** A number as people read it: `1,980`. */
export const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');

/** A part of a text that is marked or not. */
export type Run = { readonly text: string; readonly marked: boolean };

/** A text cut into marked and unmarked parts. @param places positions to mark; those behind the end are ignored */
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

/**
 * A text made harmless, on exactly so many cells: filled up with spaces, or cut in the middle, as what tells names apart stands
 * at either end. @param places positions to mark
 */
export function fitMiddle(text: string, cells: number, places?: readonly number[]): readonly Run[] {
  const safe = plain(text);
  if (isNarrow(safe) && safe.length <= cells) return filled(runs(safe, places), cells - safe.length);
  const used = width(safe);
  if (used <= cells) return filled(runs(safe, places), cells - used);
  if (cells <= 0) return [];
  const [head, tail] = ends(graphemes(safe), cells - 1, width);
  const behind = safe.length - tail.length;
  const start = runs(head, places);
  const end = runs(
    tail,
    places?.map((place) => place - behind),
  );
  return filled([...start, { text: '…', marked: false }, ...end], cells - 1 - width(head) - width(tail));
}

/** The text made harmless, and cut in the middle where it is longer than so many cells. */
export const clipMiddle = (text: string, cells: number): string =>
  width(plain(text)) <= cells
    ? plain(text)
    : fitMiddle(text, cells)
        .map((run) => run.text)
        .join('');

const filled = (parts: readonly Run[], blanks: number): readonly Run[] =>
  blanks > 0 ? [...parts, { text: ' '.repeat(blanks), marked: false }] : parts;

/** Cells of the parts of a line. */
export const lineWidth = (parts: readonly { readonly text: string }[]): number =>
  parts.reduce((sum, { text }) => sum + width(text), 0);

/** The end of a long text, where the person types. */
export function tail(text: string, cells: number): string {
  const all = graphemes(text);
  while (all.length > 0 && width(all.join('')) > cells) all.shift();
  return all.join('');
}
