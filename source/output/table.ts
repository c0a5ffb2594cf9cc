import { isAscii, plain } from './sanitize.ts';
import { cellWidth } from './width.ts';

type Rows = readonly (readonly string[])[];

/** Rows of cells as lines that are safe to show, columns padded to the widest cell, nothing trailing. */
export function alignedTable(rows: Rows): string[] {
  // One look at a thousand rows, where a look at each cell would be the longest part of the work.
  if (isAscii(rows.map((row) => row.join('')).join(''))) return aligned(rows, (cell) => cell.length);
  return aligned(
    rows.map((row) => row.map(plain)),
    cellWidth,
  );
}

function aligned(rows: Rows, widthOf: (cell: string) => number): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (let column = 0; column < row.length; column++) {
      const width = widthOf(row[column] as string);
      if (!(width <= (widths[column] ?? -1))) widths[column] = width;
    }
  }
  return rows.map((row) => {
    let last = row.length - 1;
    while (last > 0 && row[last] === '') last--;
    let line = '';
    for (let column = 0; column < last; column++) {
      const cell = row[column] as string;
      line += cell.padEnd(cell.length + (widths[column] as number) - widthOf(cell) + 2);
    }
    return line + (row[last] ?? '');
  });
}
