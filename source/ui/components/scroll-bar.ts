import type { Piece } from '../theme/paint.ts';
import type { Theme } from '../theme/theme.ts';

/** The lines on the screen on which a scroll bar has its thumb; undefined where all is in sight. @param top first line on the screen */
export function thumbOf(count: number, rows: number, top: number): ReadonlySet<number> | undefined {
  if (count <= rows) return undefined;
  const size = Math.max(1, Math.round((rows * rows) / count));
  const first = Math.round((top * (rows - size)) / (count - rows));
  return new Set(Array.from({ length: size }, (_, at) => first + at));
}

/** A cell of the bar behind a line, with the blanks before it. @param free cells between the line and the bar */
export const barPieces = (isThumb: boolean, free: number, theme: Theme): readonly Piece[] => [
  { text: ' '.repeat(Math.max(0, free)) },
  isThumb ? { text: '┃', style: theme.strong } : { text: '│', style: theme.muted },
];
