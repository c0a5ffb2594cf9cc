import type { ReactNode } from 'react';
import { bodyCells } from '../core/layout.ts';
import { type Binding, choicesIn } from '../core/screen.ts';
import type { State } from '../core/state.ts';
import { clip } from '../text/text.ts';
import type { Piece } from '../theme/paint.ts';
import { useTheme } from './context.ts';
import { Scroll } from './scroll.tsx';

type Props = {
  readonly state: State;
  /** Keys of the screen: its choices are drawn. */
  readonly keys: readonly Binding[];
  readonly cursor: number;
  /** Lines of room. */
  readonly rows: number;
  /** Text of a line, where it depends on the state. */
  readonly labelOf?: (binding: Binding) => string;
};

/** A menu: one line a choice, with the letter that chooses it at once. */
export function Choices({ state, keys, cursor, rows, labelOf = ({ label }) => label }: Props): ReactNode {
  const theme = useTheme();
  const cells = bodyCells(state.size);
  const lines = choicesIn(keys, state).map((binding, at): readonly Piece[] => {
    const isFocused = at === cursor;
    const isDisabled = binding.disabled?.(state) !== undefined;
    return [
      { text: isFocused ? '❯ ' : '  ', style: theme.accent },
      { text: `${binding.shown}  `, style: theme.muted },
      {
        text: clip(labelOf(binding), cells - 5),
        style: isDisabled ? theme.muted : isFocused ? theme.strong : undefined,
      },
    ];
  });
  return <Scroll lines={lines} top={cursor - Math.floor(rows / 2)} rows={rows} cells={cells} />;
}
