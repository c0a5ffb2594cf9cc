import { Box } from 'ink';
import type { ReactNode } from 'react';
import { useTheme } from '../../components/context.ts';
import { inputPieces } from '../../components/input.ts';
import { Line, Lines } from '../../components/lines.tsx';
import { Page } from '../../components/page.tsx';
import { bodyCells, isTight, textCells } from '../../core/layout.ts';
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
  return (
    <Page state={state} about={false}>
      <Line pieces={[{ text: clip(question, cells), style: theme.strong }]} />
      <Box marginTop={gap} marginBottom={gap}>
        <Line pieces={inputPieces(screen.input, cells - 3, theme)} />
      </Box>
      <Lines lines={wrap(about, textCells(state.size)).map((text) => [{ text, style: theme.muted }])} />
    </Page>
  );
}

export const linkSpoken = (_: State, { input }: LinkScreen): readonly string[] => [
  `${question} ${about}`,
  `Link: ${input.text}`,
];
