import { Transform } from 'ink';
import { memo, type ReactNode } from 'react';
import { type Piece, paint, widthOf } from '../paint.ts';

/**
 * One line of the list. Ink measures each text and takes it apart into styled characters several times a frame, which
 * for a screen full of coloured columns takes 30 ms. So it gets blanks to lay out, and the line itself at the end: 8 ms.
 */
export const Line = ({ pieces }: { readonly pieces: readonly Piece[] }): ReactNode => (
  <Painted line={paint(pieces)} cells={widthOf(pieces)} />
);

const Painted = memo(function Painted({ line, cells }: { readonly line: string; readonly cells: number }): ReactNode {
  return <Transform transform={() => line}>{' '.repeat(cells)}</Transform>;
});
