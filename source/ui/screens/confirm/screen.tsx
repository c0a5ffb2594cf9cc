import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { graphemes } from '../../../output/width.ts';
import { useTheme } from '../../components/context.ts';
import { inputPieces } from '../../components/input.ts';
import { Line } from '../../components/lines.tsx';
import { Page } from '../../components/page.tsx';
import { TextLines } from '../../components/text-lines.tsx';
import { bodyCells, isTight } from '../../core/layout.ts';
import { purposeOf } from '../../core/purpose.ts';
import type { State } from '../../core/state.ts';
import { clip, width, wrap } from '../../text/text.ts';
import type { ConfirmScreen } from './update.ts';

type Props = { readonly state: State; readonly screen: ConfirmScreen };

/** The name has to be typed out: a slip of the finger opens no production role. */
export function Confirm({ state, screen }: Props): ReactNode {
  const theme = useTheme();
  const { text, caret } = screen.input;
  const matches = screen.profile.startsWith(text);
  const rest = matches && caret === graphemes(text).length ? screen.profile.slice(text.length) : '';
  const cells = bodyCells(state.size);
  const { confirm } = purposeOf(state);
  return (
    <Page state={state}>
      {width(`Type ${screen.profile} ${confirm}.`) > cells ? (
        <>
          <Text>Type {confirm}:</Text>
          <TextLines lines={wrap(screen.profile, cells)} style={theme.strong} />
        </>
      ) : (
        <Text>
          Type <Text {...theme.strong}>{clip(screen.profile, cells)}</Text> {confirm}.
        </Text>
      )}
      <Box marginTop={isTight(state.size) ? 0 : 1} flexShrink={0}>
        <Line
          pieces={[
            ...inputPieces(screen.input, cells, theme, matches ? theme.strong : theme.bad),
            { text: clip(rest, cells), style: theme.muted },
          ]}
        />
      </Box>
    </Page>
  );
}

export const confirmSpoken = (state: State, { profile, input }: ConfirmScreen): readonly string[] => [
  `Type ${profile} and press Enter ${purposeOf(state).confirm}.`,
  `Typed: ${input.text}`,
];
