import { Box } from 'ink';
import type { ReactNode } from 'react';
import { useTheme } from '../../components/context.ts';
import { inputPieces } from '../../components/input.ts';
import { Line, Lines } from '../../components/lines.tsx';
import { Page } from '../../components/page.tsx';
import { bodyCells, bodyRows, isTight } from '../../core/layout.ts';
import { called, type State } from '../../core/state.ts';
import { clip, wrap } from '../../text/text.ts';
import type { CommandScreen } from './update.ts';

type Props = { readonly state: State; readonly screen: CommandScreen };

/** The command, and the roles in which it will run. */
export function Command({ state, screen }: Props): ReactNode {
  const theme = useTheme();
  const cells = bodyCells(state.size);
  const gap = isTight(state.size) ? 0 : 1;
  const rows = Math.max(0, bodyRows(state, false) - 2 - 2 * gap);
  const names = wrap(namesOf(state), cells).slice(0, rows);
  return (
    <Page state={state} about={false}>
      <Line pieces={[{ text: clip(questionOf(state), cells), style: theme.strong }]} />
      <Box marginTop={gap} marginBottom={gap} flexShrink={0}>
        <Line pieces={inputPieces(screen.input, cells - 3, theme)} />
      </Box>
      <Lines lines={names.map((text) => [{ text, style: theme.muted }])} />
    </Page>
  );
}

const questionOf = ({ marked }: State): string =>
  marked.length === 1
    ? 'Which command should run in this role?'
    : `Which command should run in these ${marked.length} roles?`;

/** As the list shows them: this is the last look before something runs in several accounts. */
const namesOf = (state: State): string => state.marked.map((profile) => called(state, profile)).join(', ');

export const commandSpoken = (state: State, { input }: CommandScreen): readonly string[] => [
  `${questionOf(state)} ${namesOf(state)}`,
  `Command: ${input.text}`,
];
