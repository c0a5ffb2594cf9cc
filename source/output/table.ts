import { isAscii, plain } from '../domain/display/sanitize.ts';
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

/** A name and what is to be said of it, a line each; nothing is said of a name without. */
export type Fact = readonly [name: string, ...lines: readonly string[]];

/** Facts in two columns, each on lines of its own. */
export function facts(rows: readonly Fact[], dim: (text: string) => string): string {
  const told = rows.filter(([, ...lines]) => lines.length > 0);
  const width = Math.max(...told.map(([name]) => cellWidth(name)), 0);
  return told
    .flatMap(([name, ...lines]) =>
      lines.map((line, index) => `  ${dim((index === 0 ? name : '').padEnd(width))}  ${line}\n`),
    )
    .join('');
}
