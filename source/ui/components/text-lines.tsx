import { Text, type TextProps } from 'ink';
import type { ReactNode } from 'react';

type Props = {
  readonly lines: readonly string[];
  readonly style?: TextProps;
};

/** Lines that fit, below each other and in one style: one text, for two of them may be alike. */
export const TextLines = ({ lines, style }: Props): ReactNode =>
  lines.length > 0 && <Text {...style}>{lines.join('\n')}</Text>;
