import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { plain } from '../../../domain/display/sanitize.ts';
import { useTheme } from '../../components/context.ts';
import { Page } from '../../components/page.tsx';
import { TextLines } from '../../components/text-lines.tsx';
import { isTight } from '../../core/layout.ts';
import { purposeOf } from '../../core/purpose.ts';
import type { State } from '../../core/state.ts';
import { clip, tail, width, wrap } from '../../text/text.ts';
import type { ConfirmScreen } from './update.ts';

type Props = { readonly state: State; readonly screen: ConfirmScreen };

/** The name has to be typed out: a slip of the finger opens no production role. */
export function Confirm({ state, screen }: Props): ReactNode {
  const theme = useTheme();
  const matches = screen.profile.startsWith(screen.typed);
  const cells = state.size.columns - 6;
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
      <Box marginTop={isTight(state.size) ? 0 : 1}>
        <Text wrap="truncate">
          <Text {...theme.accent}>{'› '}</Text>
          <Text {...(matches ? theme.strong : theme.bad)}>{endOf(screen.typed, cells)}</Text>
          <Text {...theme.accent}>▏</Text>
          <Text {...theme.muted}>{matches ? clip(screen.profile.slice(screen.typed.length), cells) : ''}</Text>
        </Text>
      </Box>
    </Page>
  );
}

/** The end of a text that is longer than so many cells: the caret stands there. */
function endOf(text: string, cells: number): string {
  const shown = plain(text);
  return width(shown) > cells ? `…${tail(shown, cells - 1)}` : shown;
}

export const confirmSpoken = (state: State, { profile, typed }: ConfirmScreen): readonly string[] => [
  `Type ${profile} and press Enter ${purposeOf(state).confirm}.`,
  `Typed: ${typed}`,
];
