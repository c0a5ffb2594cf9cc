import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { parseColor } from '../../profiles/color.ts';
import { Page } from '../components/page.tsx';
import { useTheme } from '../hooks/use-theme.ts';
import { isTight } from '../layout.ts';
import type { Screen, State } from '../model.ts';
import { palette } from '../palette.ts';
import { roleNamed } from '../select.ts';

type Props = { readonly state: State; readonly screen: Extract<Screen, { tag: 'colors' }> };

/** A colour of the person's own, from a palette or typed. */
export function Colors({ state, screen }: Props): ReactNode {
  const theme = useTheme();
  const configured = roleNamed(state, screen.profile)?.color ?? '#7c818c';
  const typed = parseColor(screen.typed);
  const room = isTight(state.size) ? Math.max(1, state.size.rows - 3) : palette.length;
  const first = Math.max(0, Math.min(screen.cursor - Math.floor(room / 2), palette.length - room));
  return (
    <Page state={state}>
      {palette.slice(first, first + room).map(({ name, color = configured }, at) => {
        const isFocused = screen.typed === '' && first + at === screen.cursor;
        return (
          <Text key={name} wrap="truncate">
            <Text {...theme.accent}>{isFocused ? '❯ ' : '  '}</Text>
            <Text {...theme.bar(color)}>{'██ '}</Text>
            <Text {...(isFocused ? theme.badge(color) : {})}>{` ${name} `}</Text>
          </Text>
        );
      })}
      <Box marginTop={isTight(state.size) ? 0 : 1}>
        <Text wrap="truncate">
          <Text {...theme.muted}>{'  or type one: '}</Text>
          {screen.typed}
          <Text {...theme.accent}>▏</Text>
          {typed ? (
            <Text {...theme.badge(typed)}>{` ${typed} `}</Text>
          ) : (
            <Text {...theme.muted}>{screen.typed ? '' : 'ff8800, orange'}</Text>
          )}
        </Text>
      </Box>
    </Page>
  );
}
