import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { Page } from '../../components/page.tsx';
import { useTheme } from '../../core/hooks/use-theme.ts';
import type { Screen, State } from '../../core/model.ts';
import { isTight } from '../../picker/layout.ts';
import { clip } from '../../text/text.ts';

type Props = { readonly state: State; readonly screen: Extract<Screen, { tag: 'confirm' }> };

/** The name typed out: nobody enters production by a slip of the finger. */
export function Confirm({ state, screen }: Props): ReactNode {
  const theme = useTheme();
  const matches = screen.profile.startsWith(screen.typed);
  const cells = state.size.columns - 6;
  return (
    <Page state={state}>
      <Text>
        Type <Text {...theme.strong}>{clip(screen.profile, cells)}</Text> to switch to it.
      </Text>
      <Box marginTop={isTight(state.size) ? 0 : 1}>
        <Text wrap="truncate">
          <Text {...theme.accent}>{'› '}</Text>
          <Text {...(matches ? theme.strong : theme.bad)}>{clip(screen.typed, cells)}</Text>
          <Text {...theme.accent}>▏</Text>
          <Text {...theme.muted}>{matches ? clip(screen.profile.slice(screen.typed.length), cells) : ''}</Text>
        </Text>
      </Box>
    </Page>
  );
}
