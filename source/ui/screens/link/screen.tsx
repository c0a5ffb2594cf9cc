import { Box } from 'ink';
import type { ReactNode } from 'react';
import { useTheme } from '../../components/context.ts';
import { inputPieces } from '../../components/input.ts';
import { Line, Lines } from '../../components/lines.tsx';
import { Page } from '../../components/page.tsx';
import { bodyCells, bodyRows, isTight, textCells } from '../../core/layout.ts';
import type { State } from '../../core/state.ts';
import { clip, wrap } from '../../text/text.ts';
import type { LinkScreen } from './update.ts';

type Props = { readonly state: State; readonly screen: LinkScreen };

const question = 'Paste the switch-role link.';
const about = "You get it from the role's owner. It begins with https://signin.aws.amazon.com/switchrole.";

/** Asks for a switch-role link. */
export function Link({ state, screen }: Props): ReactNode {
  const theme = useTheme();
  const cells = bodyCells(state.size);
  const gap = isTight(state.size) ? 0 : 1;
  const rows = Math.max(0, bodyRows(state, false) - 2 - 2 * gap);
  const told = wrap(about, textCells(state.size)).slice(0, rows);
  return (
    <Page state={state} about={false}>
      <Line pieces={[{ text: clip(question, cells), style: theme.strong }]} />
      <Box marginTop={gap} marginBottom={gap} flexShrink={0}>
        <Line pieces={inputPieces(screen.input, cells - 3, theme)} />
      </Box>
      <Lines lines={told.map((text) => [{ text, style: theme.muted }])} />
    </Page>
  );
}

export const linkSpoken = (_: State, { input }: LinkScreen): readonly string[] => [
  `${question} ${about}`,
  `Link: ${input.text}`,
];
