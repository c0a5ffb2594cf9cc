import type { ReactNode } from 'react';
import type { Piece } from '../paint.ts';
import { Line } from './line.tsx';

type Props = { readonly lines: readonly (readonly Piece[])[]; readonly top: number; readonly rows: number };

/** As many lines as there is room for, from the given one on; the last screenful stays full. */
export function Lines({ lines, top, rows }: Props): ReactNode {
  const first = Math.max(0, Math.min(top, lines.length - rows));
  return lines.slice(first, first + rows).map((pieces, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place on the screen
    <Line key={at} pieces={pieces} />
  ));
}
