import { cellWidth } from './width.ts';

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

/** The day of an instant, in UTC: `2026-11-23`. */
export const day = (epochMs: number): string => new Date(epochMs).toISOString().slice(0, 10);
