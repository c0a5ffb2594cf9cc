import { Text, useAnimation } from 'ink';
import type { ReactNode } from 'react';
import { useTheme } from './context.ts';

const frames = '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏';

/** Turns while work goes on. */
export function Spinner(): ReactNode {
  const theme = useTheme();
  const { frame } = useAnimation({ interval: 80 });
  return <Text {...theme.accent}>{frames[frame % frames.length]}</Text>;
}
