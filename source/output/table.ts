import { isAscii, plain } from '../domain/display/sanitize.ts';
import { paint } from './paint.ts';
import { cellWidth, hanging } from './width.ts';

type Cells = readonly string[];

/** Rows of cells as harmless lines, columns padded to the widest cell, nothing trailing. */
export function alignedTable(rows: readonly Cells[]): string[] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  return aligned(Array.from({ length: count }, (_, column) => measured(rows.map((row) => row[column] ?? ''))));
}

/** A column that is measured: harmless cells, and the cells of the terminal that the widest takes. */
export type Measured = {
  readonly cells: Cells;
  /** Nothing but ASCII: each cell is as wide as it is long. */
  readonly isPlain: boolean;
  readonly width: number;
};

/** How wide a column is. By plain loops: a thousand rows are made only once, by code that is cold. */
export function measured(column: Cells): Measured {
  // One test for a thousand cells: testing each would be the longest part of the work.
  const isPlain = isAscii(column.join(''));
  const cells = isPlain ? column : column.map(plain);
  let width = 0;
  for (let row = 0; row < cells.length; row++) {
    const cell = cells[row] as string;
    const own = isPlain ? cell.length : cellWidth(cell);
    if (own > width) width = own;
  }
  return { cells, isPlain, width };
}

const gap = 2;

/** Cells that the widest line of these columns takes. */
export function widthOf(columns: readonly Measured[]): number {
  let width = -gap;
  for (const column of columns) width += column.width + gap;
  return width;
}

/** The lines of these columns, which are of one length; nothing trailing. */
export function aligned(columns: readonly Measured[]): string[] {
  const lines: string[] = [];
  for (let row = 0; row < (columns[0]?.cells.length ?? 0); row++) {
    let line = '';
    for (let column = columns.length - 1; column >= 0; column--) {
      const { cells, isPlain, width } = columns[column] as Measured;
      const cell = cells[row] as string;
      if (line === '') line = cell;
      else line = cell.padEnd(width + gap + (isPlain ? 0 : cell.length - cellWidth(cell))) + line;
    }
    lines.push(line);
  }
  return lines;
}

/** A name and its lines; a name without lines is left out. */
export type Fact = readonly [name: string, ...lines: readonly string[]];

/** Facts in two columns, each on lines of its own, broken at words. @param columns of the terminal, where one shows it */
export function facts(
  rows: readonly Fact[],
  dim: (text: string) => string,
  columns: number = Number.POSITIVE_INFINITY,
): string {
  const filled = rows.filter(([, ...lines]) => lines.length > 0);
  const width = Math.max(...filled.map(([name]) => cellWidth(name)), 0);
  return filled
    .flatMap(([name, ...lines]) =>
      lines.map(
        (line, index) => `  ${dim((index === 0 ? name : '').padEnd(width))}  ${hanging(line, columns, width + 4)}\n`,
      ),
    )
    .join('');
}

/** Puts the profile's name before a line, in a column as wide as the widest name. */
export function labelled(profile: string, profiles: readonly string[], colors: boolean): (line: string) => string {
  const name = plain(profile);
  const width = Math.max(...profiles.map((each) => cellWidth(plain(each))));
  const label = paint(colors).dim(`${name}${' '.repeat(width - cellWidth(name))} │ `);
  return (line) => `${label}${line}\n`;
}

/** The exit code of each profile's command, in one line: `3 of 5 done · prod: exit code 2 · audit: left out`. */
export function summary(
  codes: readonly (readonly [profile: string, code: number | 'left out'])[],
  colors: boolean,
): string {
  const { danger, dim } = paint(colors);
  const well = codes.filter(([, code]) => code === 0).length;
  const others = codes
    .filter(([, code]) => code !== 0)
    .map(([profile, code]) =>
      code === 'left out' ? dim(`${plain(profile)}: left out`) : danger(`${plain(profile)}: exit code ${code}`),
    );
  return `${[`${well} of ${codes.length} done`, ...others].join(' · ')}\n`;
}
