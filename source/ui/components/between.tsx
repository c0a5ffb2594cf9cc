import { Text } from 'ink';
import type { ReactNode } from 'react';
import { clip, width } from '../text.ts';
import type { TextStyle } from '../theme.ts';

type Part = { readonly text: string; readonly style?: TextStyle };

/** One line with something at either end; the right end goes first where there is no room for both. */
export function Between({
  left,
  right,
  cells,
}: {
  readonly left: Part;
  readonly right: Part;
  readonly cells: number;
}): ReactNode {
  const start = clip(left.text, cells);
  const room = cells - width(start) - 2;
  const end = room >= 4 ? clip(right.text, room) : '';
  return (
    <Text wrap="truncate">
      <Text {...left.style}>{start}</Text>
      {' '.repeat(Math.max(0, cells - width(start) - width(end)))}
      <Text {...right.style}>{end}</Text>
    </Text>
  );
}
