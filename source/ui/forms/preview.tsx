import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { useTheme } from '../core/hooks/use-theme.ts';
import { clip, wrap } from '../text/text.ts';
import type { TextStyle, Theme } from '../theme/theme.ts';
import type { PreviewLine } from './field.ts';
import type { FormState } from './model.ts';

type Props = { readonly state: FormState; readonly cells: number; readonly rows: number; readonly isBeside: boolean };

/** What comes of the fields, as it forms. */
export function Preview({ state, cells, rows, isBeside }: Props): ReactNode {
  const theme = useTheme();
  if (rows < 2 || cells < 20) return null;
  // What it means comes before how it is written where both have no room.
  const lines = laidOut(state.spec.preview(state.values), cells);
  const words = lines.filter(({ tone }) => tone !== 'plain');
  const shown = lines.length <= rows - 1 ? lines : [...lines.slice(0, Math.max(0, rows - 1 - words.length)), ...words];
  return (
    <Box
      flexDirection="column"
      width={cells}
      height={rows}
      marginLeft={isBeside ? 3 : 0}
      flexShrink={0}
      overflow="hidden"
    >
      <Text {...theme.muted}>{state.spec.previewTitle}</Text>
      {shown.slice(0, rows - 1).map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is nothing but its place
        <Text key={at} {...styleOf(line.tone, theme)}>
          {line.bar !== undefined && <Text {...theme.bar(line.bar)}>▌</Text>}
          {clip(line.text, line.bar === undefined ? cells : cells - 1) || ' '}
        </Text>
      ))}
    </Box>
  );
}

function laidOut(lines: readonly PreviewLine[], cells: number): readonly PreviewLine[] {
  return lines.flatMap((line) =>
    line.tone === 'plain' ? [line] : wrap(line.text, cells).map((text) => ({ ...line, text })),
  );
}

function styleOf(tone: PreviewLine['tone'], theme: Theme): TextStyle {
  return tone === 'plain' ? {} : theme[tone];
}
