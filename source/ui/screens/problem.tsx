import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { Page } from '../components/page.tsx';
import { useTheme } from '../hooks/use-theme.ts';
import { isTight } from '../layout.ts';
import type { Screen, State } from '../model.ts';
import { wrap } from '../text.ts';
import type { TextStyle } from '../theme.ts';

type Props = { readonly state: State; readonly screen: Extract<Screen, { tag: 'problem' }> };

/** Cells of the words on the left. */
const margin = 8;

/** What went wrong, and what to do about it. */
export function ProblemScreen({ state, screen }: Props): ReactNode {
  const theme = useTheme();
  const { title, tried, said, means, todo = [], at = [] } = screen.problem;
  const cells = Math.min(state.size.columns, 100) - 4;
  const steps = todo.map((step, index) => (todo.length > 1 ? `${index + 1}. ${step}` : step));
  return (
    <Page state={state}>
      {wrap(title, cells - 2).map((line, index) => (
        <Text key={line}>
          <Text {...theme.bad}>{index === 0 ? '✗ ' : '  '}</Text>
          <Text {...theme.strong}>{line}</Text>
        </Text>
      ))}
      <Box flexDirection="column" marginTop={isTight(state.size) ? 0 : 1}>
        <Part name="do" texts={steps} cells={cells} />
        <Part name="means" texts={means ? [means] : []} cells={cells} />
        <Part name="tried" texts={tried ? [tried] : []} cells={cells} style={theme.muted} />
        <Part name="said" texts={said ? [said] : []} cells={cells} style={theme.muted} />
        <Part name="at" texts={at.map(({ file, line }) => `${file}:${line}`)} cells={cells} style={theme.muted} />
      </Box>
    </Page>
  );
}

type PartProps = {
  readonly name: string;
  readonly texts: readonly string[];
  readonly cells: number;
  readonly style?: TextStyle;
};

function Part({ name, texts, cells, style }: PartProps): ReactNode {
  const theme = useTheme();
  const lines = texts.flatMap((text) => wrap(text, Math.max(8, cells - margin)));
  return lines.map((line, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: lines of one text, in order
    <Text key={index} wrap="truncate">
      <Text {...theme.muted}>{(index === 0 ? name : '').padEnd(margin)}</Text>
      <Text {...style}>{line}</Text>
    </Text>
  ));
}
