import { cellWidth } from './width.ts';

/** Rows of cells as lines, columns padded to the widest cell, nothing trailing. */
export function alignedTable(rows: readonly (readonly string[])[]): string[] {
  const taken = rows.map((row) => row.map(cellWidth));
  const widths: number[] = [];
  for (const row of taken) {
    for (let column = 0; column < row.length; column++) {
      widths[column] = Math.max(widths[column] ?? 0, row[column] ?? 0);
    }
  }
  return rows.map((row, index) => {
    let line = '';
    row.forEach((cell, column) => {
      line += cell + ' '.repeat((widths[column] ?? 0) - (taken[index]?.[column] ?? 0) + 2);
    });
    return line.trimEnd();
  });
}
