import { Box } from 'ink';
import type { ReactNode } from 'react';
import { bodyCells, bodyRows, isTight } from '../core/layout.ts';
import type { State } from '../core/state.ts';
import { clip } from '../text/text.ts';
import type { TextInput } from '../text/text-input.ts';
import { useTheme } from './context.ts';
import { inputPieces } from './input.ts';
import { Line, Lines } from './lines.tsx';
import { Page } from './page.tsx';

type Props = {
  readonly state: State;
  readonly question: string;
  readonly input: TextInput;
  /** Lines that stand below the answer, as many of them as there is room for. */
  readonly below: readonly string[];
};

/** A screen that asks for one line. */
export function Question({ state, question, input, below }: Props): ReactNode {
  const theme = useTheme();
  const cells = bodyCells(state.size);
  const gap = isTight(state.size) ? 0 : 1;
  const rows = Math.max(0, bodyRows(state, false) - 2 - 2 * gap);
  return (
    <Page state={state} about={false}>
      <Line pieces={[{ text: clip(question, cells), style: theme.strong }]} />
      <Box marginTop={gap} marginBottom={gap} flexShrink={0}>
        <Line pieces={inputPieces(input, cells - 3, theme)} />
      </Box>
      <Lines lines={below.slice(0, rows).map((text) => [{ text, style: theme.muted }])} />
    </Page>
  );
}
