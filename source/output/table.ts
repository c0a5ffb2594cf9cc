import { isAscii, plain } from '../domain/display/sanitize.ts';
import { paint } from './paint.ts';
import { cellWidth } from './width.ts';

type Rows = readonly (readonly string[])[];

/** Rows of cells as harmless lines, columns padded to the widest cell, nothing trailing. */
export function alignedTable(rows: Rows): string[] {
  // One test for a thousand rows: testing each cell would be the longest part of the work.
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

/** A name and its lines; a name without lines is left out. */
export type Fact = readonly [name: string, ...lines: readonly string[]];

/** Facts in two columns, each on lines of its own. */
export function facts(rows: readonly Fact[], dim: (text: string) => string): string {
  const filled = rows.filter(([, ...lines]) => lines.length > 0);
  const width = Math.max(...filled.map(([name]) => cellWidth(name)), 0);
  return filled
    .flatMap(([name, ...lines]) =>
      lines.map((line, index) => `  ${dim((index === 0 ? name : '').padEnd(width))}  ${line}\n`),
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

/** The exit code of each profile's command, in one line: `3 of 5 done · prod: 2 · audit: left out`. */
export function summary(
  codes: readonly (readonly [profile: string, code: number | 'left out'])[],
  colors: boolean,
): string {
  const { danger, dim } = paint(colors);
  const well = codes.filter(([, code]) => code === 0).length;
  const others = codes
    .filter(([, code]) => code !== 0)
    .map(([profile, code]) =>
      code === 'left out' ? dim(`${plain(profile)}: left out`) : danger(`${plain(profile)}: ${code}`),
    );
  return `${[`${well} of ${codes.length} done`, ...others].join(' · ')}\n`;
}
