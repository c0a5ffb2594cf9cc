import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { useTheme } from '../hooks/use-theme.ts';
import type { Binding } from '../keymap.ts';
import { isTight } from '../layout.ts';
import type { State } from '../model.ts';
import { clip } from '../text.ts';

type Props = {
  readonly state: State;
  readonly choices: readonly Binding[];
  readonly cursor: number;
  /** What a line says, where it depends on the state. */
  readonly labelOf?: (binding: Binding) => string;
};

/** A menu: one line a choice, with the letter that chooses it at once. */
export function Choices({ state, choices, cursor, labelOf = ({ label }) => label }: Props): ReactNode {
  const theme = useTheme();
  const room = isTight(state.size) ? Math.max(1, state.size.rows - 2) : choices.length;
  const first = Math.max(0, Math.min(cursor - Math.floor(room / 2), choices.length - room));
  return (
    <Box flexDirection="column">
      {choices.slice(first, first + room).map((binding, at) => (
        <ChoiceLine
          key={binding.command}
          letter={binding.shown}
          label={clip(labelOf(binding), state.size.columns - 6)}
          isFocused={first + at === cursor}
          isDisabled={binding.disabled?.(state) !== undefined}
        />
      ))}
    </Box>
  );

  function ChoiceLine(line: { letter: string; label: string; isFocused: boolean; isDisabled: boolean }): ReactNode {
    const style = line.isDisabled ? theme.muted : line.isFocused ? theme.strong : undefined;
    return (
      <Text wrap="truncate">
        <Text {...theme.accent}>{line.isFocused ? '❯ ' : '  '}</Text>
        <Text {...theme.muted}>{line.letter}</Text>
        {'  '}
        <Text {...style}>{line.label}</Text>
      </Text>
    );
  }
}
