/** The terminal, in cells. */
export type Size = { readonly columns: number; readonly rows: number };

/** Lines of each part of the picker. */
export type Layout = {
  /** Cells between the margins. */
  readonly cells: number;
  readonly header: boolean;
  readonly gap: boolean;
  readonly list: number;
  /** Lines in the frame of the detail: none, the chain, the description as well. */
  readonly detail: 0 | 1 | 2;
  readonly footer: boolean;
  /** Whether there is room for an empty line above each title. */
  readonly airy: boolean;
};

/** Lines further apart than this are hard to follow with the eye. */
const widest = 118;

/** The parts that fit. The list comes first; of the rest, the least useful is left out first. */
export function layoutOf({ columns, rows }: Size): Layout {
  const header = rows >= 8;
  const gap = rows >= 11;
  const footer = rows >= 6;
  const detail = columns < 36 || rows < 13 ? 0 : rows < 22 ? 1 : 2;
  const taken = 1 + (header ? 1 : 0) + (gap ? 1 : 0) + (footer ? 1 : 0) + (detail ? detail + 2 : gap ? 1 : 0);
  const margin = columns >= 36 ? 2 : 0;
  return {
    cells: Math.max(8, Math.min(columns, widest) - margin),
    header,
    gap,
    list: Math.max(1, rows - taken),
    detail,
    footer,
    airy: rows >= 20,
  };
}

/** Whether the terminal is so low or narrow that every line counts. */
export const isTight = ({ columns, rows }: Size): boolean => rows < 14 || columns < 36;

/** Lines of a screen other than the list, between the role it is about and the keys. */
export const bodyRows = (size: Size, about: boolean): number =>
  Math.max(1, size.rows - (isTight(size) ? 1 : 4) - (about ? (isTight(size) ? 1 : 2) : 0));
