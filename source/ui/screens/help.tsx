import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { Page } from '../components/page.tsx';
import { useTheme } from '../hooks/use-theme.ts';
import { keymap } from '../keymap.ts';
import type { Screen, State } from '../model.ts';
import { clip, fit } from '../text.ts';

type Props = { readonly state: State; readonly screen: Extract<Screen, { tag: 'help' }> };

/** Every key of the screen behind. */
export function Help({ state, screen }: Props): ReactNode {
  const theme = useTheme();
  const cells = state.size.columns - 18;
  return (
    <Page state={state} about={false}>
      <Box flexDirection="column">
        {keymap[screen.behind.tag].slice(screen.top).map(({ command, keys, help }) => (
          <Text key={command} wrap="truncate">
            <Text {...theme.strong}>{fit(keys.filter((key) => !key.startsWith('alt+')).join(', '), 16)}</Text>
            <Text {...theme.muted}>{clip(help, cells)}</Text>
          </Text>
        ))}
      </Box>
    </Page>
  );
}
