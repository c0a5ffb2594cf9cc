import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { graphemes } from '../../../output/width.ts';
import { useTheme } from '../../components/context.ts';
import { inputPieces } from '../../components/input.ts';
import { Line } from '../../components/lines.tsx';
import { Page } from '../../components/page.tsx';
import { Spinner } from '../../components/spinner.tsx';
import { bodyCells, isTight } from '../../core/layout.ts';
import type { State } from '../../core/state.ts';
import { clip, tail } from '../../text/text.ts';
import type { TextInput } from '../../text/text-input.ts';
import type { UnlockScreen } from './update.ts';

type Props = { readonly state: State; readonly screen: UnlockScreen };

/** The passphrase of the file of access keys, unseen. */
export function Unlock({ state, screen }: Props): ReactNode {
  const theme = useTheme();
  const { asked, input, sent } = screen;
  const tight = isTight(state.size);
  const cells = bodyCells(state.size);
  return (
    <Page state={state}>
      <Text>{clip('Type the passphrase for its key in', cells)}</Text>
      <Text {...theme.muted}>{tail(asked.path, cells)}</Text>
      <Box marginTop={tight ? 0 : 1} flexDirection="column" flexShrink={0}>
        <Line
          pieces={
            sent ? [{ text: ' ' }] : inputPieces({ ...input, text: '•'.repeat(lengthOf(input)) }, cells - 3, theme)
          }
        />
        {sent ? (
          <Text>
            <Spinner /> Trying it
          </Text>
        ) : (
          <Text {...theme.bad}>{asked.isWrong && input.text === '' ? clip('✗ Wrong passphrase.', cells) : ' '}</Text>
        )}
      </Box>
    </Page>
  );
}

const lengthOf = ({ text }: TextInput): number => graphemes(text).length;

export const unlockSpoken = (_: State, { asked, input, sent }: UnlockScreen): readonly string[] => [
  ...(asked.isWrong && input.text === '' && !sent ? ['Wrong passphrase.'] : []),
  `Its access key is protected by a passphrase, in ${asked.path}.`,
  sent ? 'Trying it.' : `Passphrase: ${lengthOf(input)} characters typed. Press Enter to try it.`,
];
