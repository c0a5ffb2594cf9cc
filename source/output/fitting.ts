import { aligned, type Measured, measured, widthOf } from './table.ts';
import { cutMiddle } from './width.ts';

/** A step that makes a table narrower: a column goes, or its long cells are cut in the middle, to no fewer cells than that. */
export type Narrowing = { readonly drop: string } | { readonly cut: string; readonly least: number };

/**
 * The lines of a table, by as few of the steps as make them fit. A column that was cut is as wide as what goes later leaves room for.
 * @param columns each begins with its head
 * @param width cells of the terminal; infinite where none reads it
 */
export function fitting(columns: readonly (readonly string[])[], steps: readonly Narrowing[], width: number): string[] {
  let whole = columns.map(measured);
  let shown: readonly Measured[] = whole;
  const cuts = new Map<string, number>();
  for (const step of steps) {
    if (widthOf(shown) <= width) break;
    if ('cut' in step) cuts.set(step.cut, step.least);
    else whole = whole.filter((column) => headOf(column) !== step.drop);
    shown = cutToFit(whole, cuts, width);
  }
  return aligned(shown);
}

const headOf = ({ cells }: Measured): string => cells[0] ?? '';

/** @param cuts by their heads the columns that may be cut, the first to be cut first, each to no fewer cells than that */
function cutToFit(columns: readonly Measured[], cuts: ReadonlyMap<string, number>, width: number): readonly Measured[] {
  let shown = columns;
  for (const [head, least] of cuts) {
    const over = widthOf(shown) - width;
    if (over <= 0) break;
    shown = shown.map((column) =>
      headOf(column) === head ? cutTo(column, Math.max(least, column.width - over)) : column,
    );
  }
  return shown;
}

const cutTo = (column: Measured, width: number): Measured =>
  column.width <= width ? column : measured(column.cells.map((cell) => cutMiddle(cell, width)));
