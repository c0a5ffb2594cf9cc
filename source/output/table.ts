import { cellWidth } from './width.ts';

/** Rows of cells as lines, columns padded to the widest cell, nothing trailing. */
export function alignedTable(rows: readonly (readonly string[])[]): string[] {
  const widths = rows.reduce<number[]>(
    (known, row) => row.map((cell, column) => Math.max(known[column] ?? 0, cellWidth(cell))),
    [],
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - cellWidth(cell))))
      .join('  ')
      .trimEnd(),
  );
}
