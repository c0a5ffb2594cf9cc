import { Transform } from 'ink';
import { memo, type ReactNode } from 'react';
import { type Piece, paint } from '../theme/paint.ts';

type Props = {
  readonly lines: readonly (readonly Piece[])[];
  /** The first line to show, and how many; the last screenful stays full. All of them where nothing is said. */
  readonly top?: number;
  readonly rows?: number;
};

/**
 * Lines that are no wider than there is room. To Ink, which measures each text and takes it apart into styled characters
 * several times a frame, they are one text of as many blanks; what is to be seen comes in at the end. A screen full of
 * coloured columns takes a fifth of the time that way.
 */
export function Lines({ lines, top = 0, rows = lines.length }: Props): ReactNode {
  const first = Math.max(0, Math.min(top, lines.length - rows));
  const shown = lines.slice(first, first + rows);
  return shown.length > 0 && <Painted text={shown.map(paint).join('\n')} />;
}

/** One of them. */
export const Line = ({ pieces }: { readonly pieces: readonly Piece[] }): ReactNode => <Lines lines={[pieces]} />;

const Painted = memo(function Painted({ text }: { readonly text: string }): ReactNode {
  const lines = text.split('\n');
  return <Transform transform={(_, at) => lines[at] ?? ''}>{lines.map(() => ' ').join('\n')}</Transform>;
});
