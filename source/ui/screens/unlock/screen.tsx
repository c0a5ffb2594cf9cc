import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { graphemes } from '../../../output/width.ts';
import { useTheme } from '../../components/context.ts';
import { Page } from '../../components/page.tsx';
import { Spinner } from '../../components/spinner.tsx';
import { isTight } from '../../core/layout.ts';
import type { State } from '../../core/state.ts';
import { clip, tail } from '../../text/text.ts';
import type { UnlockScreen } from './update.ts';

type Props = { readonly state: State; readonly screen: UnlockScreen };

/** The passphrase of the file of access keys, unseen. */
export function Unlock({ state, screen }: Props): ReactNode {
  const theme = useTheme();
  const { asked, typed, sent } = screen;
  const tight = isTight(state.size);
  const cells = state.size.columns - (tight ? 1 : 5);
  return (
    <Page state={state}>
      <Text>{clip('Its key lies under a passphrase, in', cells)}</Text>
      <Text {...theme.muted}>{tail(asked.path, cells)}</Text>
      <Box marginTop={tight ? 0 : 1} flexDirection="column" flexShrink={0}>
        <Text wrap="truncate">
          <Text {...theme.accent}>{'› '}</Text>
          {tail('•'.repeat(graphemes(typed).length), cells - 3)}
          {!sent && <Text {...theme.accent}>▏</Text>}
        </Text>
        {sent ? (
          <Text>
            <Spinner /> Trying it
          </Text>
        ) : (
          <Text {...theme.bad}>{asked.isWrong && typed === '' ? clip('✗ That is not it.', cells) : ' '}</Text>
        )}
      </Box>
    </Page>
  );
}

export const unlockSpoken = (_: State, { asked, typed, sent }: UnlockScreen): readonly string[] => [
  ...(asked.isWrong && typed === '' && !sent ? ['That is not it.'] : []),
  `Its access key lies under a passphrase, in ${asked.path}.`,
  sent ? 'Trying it.' : `Passphrase: ${graphemes(typed).length} characters typed. Press Enter to try it.`,
];
