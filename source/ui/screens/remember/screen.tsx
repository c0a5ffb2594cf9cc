import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { Choices } from '../../components/choices.tsx';
import { Lines } from '../../components/lines.tsx';
import { Page } from '../../components/page.tsx';
import { Spinner } from '../../components/spinner.tsx';
import { useTheme } from '../../core/hooks/use-theme.ts';
import { choicesOf } from '../../core/keymap.ts';
import type { Screen, State } from '../../core/model.ts';
import { isTight } from '../../picker/layout.ts';
import { clip, wrap } from '../../text/text.ts';

type Props = { readonly state: State; readonly screen: Extract<Screen, { tag: 'remember' }> };

/** The device that was found, as the line that would spare the search for it. */
export function Remember({ state, screen }: Props): ReactNode {
  const theme = useTheme();
  const { serial, profile } = screen.found;
  const tight = isTight(state.size);
  const cells = state.size.columns - (tight ? 1 : 5);
  const why = `No profile names the device that gave the code. With this line in ${profile} it is asked for at once:`;
  const lines = [
    ...(tight ? [] : wrap(why, cells).map((text) => [{ text }])),
    ...wrap(`mfa_serial = ${serial}`, cells).map((text) => [{ text, style: theme.strong }]),
  ];
  return (
    <Page state={state}>
      <Lines lines={lines} top={0} rows={lines.length} />
      <Box marginTop={tight ? 0 : 1} flexDirection="column" flexShrink={0}>
        {screen.writing ? (
          <Text>
            <Spinner /> {clip(`Writing it into ${profile}`, cells - 2)}
          </Text>
        ) : (
          <Choices state={state} choices={choicesOf('remember')} cursor={screen.cursor} rows={2} />
        )}
      </Box>
    </Page>
  );
}
