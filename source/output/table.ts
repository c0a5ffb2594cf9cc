import { isAscii, plain } from './sanitize.ts';
import { cellWidth } from './width.ts';

/** Rows of cells as lines that are safe to show, columns padded to the widest cell, nothing trailing. */
export function alignedTable(rows: readonly (readonly string[])[]): string[] {
  // One look at a thousand rows, where a look at each cell would be the longest part of the work.
  const ascii = isAscii(rows.flat().join(''));
  const cells = ascii ? rows : rows.map((row) => row.map(plain));
  const widthOf = ascii ? (cell: string) => cell.length : cellWidth;
  const widths: number[] = [];
  for (const row of cells) {
    for (let column = 0; column < row.length; column++) {
      widths[column] = Math.max(widths[column] ?? 0, widthOf(row[column] ?? ''));
    }
  }
  return cells.map((row) => {
    let line = '';
    for (let column = 0; column < row.length; column++) {
      const cell = row[column] ?? '';
      line += cell.padEnd(cell.length + (widths[column] ?? 0) - widthOf(cell) + 2);
    }
    return line.trimEnd();
  });
}
