import { Text, Transform } from 'ink';
import { memo, type ReactNode } from 'react';
import { type Piece, paint } from '../theme/paint.ts';

type Props = {
  readonly lines: readonly (readonly Piece[])[];
  /** First line to show, and how many; no blank lines at the end. All lines by default. */
  readonly top?: number;
  readonly rows?: number;
};

/**
 * Lines that fit the width of the terminal. Ink measures each text and splits it into styled characters several times a frame;
 * here it gets one text of as many blanks, and the real lines replace them at the end. A screen full of coloured columns then
 * takes a fifth of the time.
 */
export function Lines({ lines, top = 0, rows = lines.length }: Props): ReactNode {
  const first = Math.max(0, Math.min(top, lines.length - rows));
  const shown = lines.slice(first, first + rows);
  return shown.length > 0 && <Painted text={shown.map(paint).join('\n')} />;
}

/** One of them. */
export const Line = ({ pieces }: { readonly pieces: readonly Piece[] }): ReactNode => <Lines lines={[pieces]} />;

/** Pieces within a line of Ink's own. */
export const Pieces = ({ pieces }: { readonly pieces: readonly Piece[] }): ReactNode =>
  pieces.map(({ text, style }, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces differ by their place only
    <Text key={at} {...style}>
      {text}
    </Text>
  ));

const Painted = memo(function Painted({ text }: { readonly text: string }): ReactNode {
  const lines = text.split('\n');
  return <Transform transform={(_, at) => lines[at] ?? ''}>{lines.map(() => ' ').join('\n')}</Transform>;
});
