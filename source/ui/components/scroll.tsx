import type { ReactNode } from 'react';
import { lineWidth } from '../text/text.ts';
import type { Piece } from '../theme/paint.ts';
import { useTheme } from './context.ts';
import { Lines } from './lines.tsx';
import { barPieces, thumbOf } from './scroll-bar.ts';

type Props = {
  readonly lines: readonly (readonly Piece[])[];
  /** First line to show, and how many; the last page is a full one. */
  readonly top: number;
  readonly rows: number;
  /** Cells of a line. The bar takes two more. */
  readonly cells: number;
};

/** Lines that scroll. A bar shows that there are more of them, and where those on the screen are. */
export function Scroll({ lines, top, rows, cells }: Props): ReactNode {
  const theme = useTheme();
  const first = Math.max(0, Math.min(top, lines.length - rows));
  const thumb = thumbOf(lines.length, rows, first);
  const shown = lines.slice(first, first + rows);
  if (thumb === undefined) return <Lines lines={shown} />;
  const withBar = shown.map((line, at) => [...line, ...barPieces(thumb.has(at), cells + 1 - lineWidth(line), theme)]);
  return <Lines lines={withBar} />;
}
