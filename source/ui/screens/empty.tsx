import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { Choices } from '../components/choices.tsx';
import { Page } from '../components/page.tsx';
import { useTheme } from '../hooks/use-theme.ts';
import { choicesOf } from '../keymap.ts';
import { isTight } from '../layout.ts';
import type { Screen, State } from '../model.ts';

type Props = { readonly state: State; readonly screen: Extract<Screen, { tag: 'empty' }> };

/** Nobody's first sight should be an empty list. */
export function Empty({ state, screen }: Props): ReactNode {
  const theme = useTheme();
  return (
    <Page state={state} about={false}>
      <Text {...theme.strong} wrap="truncate">
        There is no role to switch to yet.
      </Text>
      {!isTight(state.size) && (
        <Box marginTop={1} marginBottom={1}>
          <Text {...theme.muted}>
            A role profile in ~/.aws/config says which role to take, and whose keys to take it with. A link from whoever
            owns the role says the same.
          </Text>
        </Box>
      )}
      <Choices state={state} choices={choicesOf('empty')} cursor={screen.cursor} />
    </Page>
  );
}
