import { within } from '../text/text.ts';

/** The terminal, in cells. */
export type Size = { readonly columns: number; readonly rows: number };

/** The size of a terminal; the usual one where it does not say. */
export const sizeOf = ({ columns, rows }: Partial<Size>): Size => ({ columns: columns || 80, rows: rows || 24 });

/** Lines that the whole list takes, without a gap and with an empty line above each title. */
export type Extent = { readonly dense: number; readonly airy: number };

/** Lines of each part of the picker. */
export type Layout = {
  /** Cells between the margins. */
  readonly cells: number;
  /** Cells of the list, its scroll bar included. */
  readonly listCells: number;
  /** Cells of the pane that stands on the right of the list; 0 without one. */
  readonly pane: number;
  readonly header: boolean;
  readonly gap: boolean;
  readonly list: number;
  /** Lines in the frame of the detail below the list: none, the chain, what the role takes as well. */
  readonly detail: 0 | 1 | 2;
  readonly footer: boolean;
  /** Whether there is room for an empty line above each title. */
  readonly airy: boolean;
};

/** Lines further apart than this are hard to follow with the eye. */
const widest = 116;
/** Terminal columns from which the detail is a pane beside the list, and the cells that it has. */
const paneFrom = 140;
const [narrowestPane, widestPane, beforePane] = [46, 76, 2] as const;

const nothing: Extent = { dense: 0, airy: 0 };

/** The parts that fit. The list comes first; of the rest, the least useful is left out first. */
export function layoutOf({ columns, rows }: Size, whole: Extent = nothing): Layout {
  const header = rows >= 8;
  const footer = rows >= 6;
  const room = Math.max(8, columns - (columns >= 36 ? 2 : 0));
  const isWide = columns >= paneFrom && rows >= 13;
  const pane = isWide ? Math.max(narrowestPane, Math.min(widestPane, room - beforePane - widest)) : 0;
  const listCells = Math.min(widest, isWide ? room - beforePane - pane : room);
  const detail = isWide || columns < 36 || rows < 13 ? 0 : rows < 22 ? 1 : 2;
  const list = rows - 1 - (header ? 1 : 0) - (footer ? 1 : 0) - (detail ? detail + 2 : 0);
  // Gaps only where nothing of the list is out of sight for them.
  const gaps = detail || isWide ? 1 : 2;
  const gap = rows >= 11 && whole.dense <= list - gaps;
  const rest = gap ? list - gaps : list;
  return {
    cells: isWide ? listCells + beforePane + pane : listCells,
    listCells,
    pane,
    header,
    gap,
    list: Math.max(1, rest),
    detail,
    footer,
    airy: whole.airy <= rest,
  };
}

/** Whether the terminal is so low or narrow that every line counts. */
export const isTight = ({ columns, rows }: Size): boolean => rows < 14 || columns < 36;

/** Cells of a line of a screen other than the list, without the scroll bar and the blank before it. */
export const bodyCells = (size: Size): number =>
  Math.max(8, Math.min(widest, layoutOf(size).cells) - (isTight(size) ? 0 : 1) - 2);

/** Cells of a sentence there: longer lines are hard to read. */
export const textCells = (size: Size): number => Math.min(bodyCells(size), 96);

/** The lines of a notice on a screen other than the list, of which it covers half at most; none without a notice. */
export const noticeLines = (notice = '', size: Size, cells = layoutOf(size).cells): readonly string[] =>
  within(notice, cells, Math.max(1, Math.floor(size.rows / 2)));

/** A screen with a notice in the place of its keys, or without. */
type Noticed = { readonly size: Size; readonly notice: string | undefined };

/** Lines of a screen other than the list, between the role it is about and the keys or the notice. */
export function bodyRows({ size, notice }: Noticed, about: boolean): number {
  const tight = isTight(size);
  const footer = Math.max(1, noticeLines(notice, size).length);
  return Math.max(1, size.rows - (tight ? 0 : 3) - footer - (about ? (tight ? 1 : 2) : 0));
}
