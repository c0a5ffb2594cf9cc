import { Text } from 'ink';
import type { ReactNode } from 'react';
import { useTheme } from '../core/hooks/use-theme.ts';
import type { Step } from '../core/model.ts';
import { clip } from '../text/text.ts';
import { Spinner } from './spinner.tsx';

/** The hops of a chain: done, or on the way. */
export function Steps({ steps, cells }: { readonly steps: readonly Step[]; readonly cells: number }): ReactNode {
  const theme = useTheme();
  return steps.map(({ key, text, done }) => (
    <Text key={key}>
      {done ? <Text {...theme.good}>✓</Text> : <Spinner />}{' '}
      <Text {...(done ? theme.muted : undefined)}>{clip(text, cells)}</Text>
    </Text>
  ));
}
