import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { Choices } from '../../components/choices.tsx';
import { useTheme } from '../../components/context.ts';
import { Lines } from '../../components/lines.tsx';
import { Page } from '../../components/page.tsx';
import { Spinner } from '../../components/spinner.tsx';
import { bodyCells, isTight } from '../../core/layout.ts';
import { choiceLines } from '../../core/screen.ts';
import type { State } from '../../core/state.ts';
import { clip, wrap } from '../../text/text.ts';
import { type RememberScreen, rememberKeys } from './update.ts';

type Props = { readonly state: State; readonly screen: RememberScreen };

/** Offers to write the device that was found into the profile, so that the next switch need not search for it. */
export function Remember({ state, screen }: Props): ReactNode {
  const theme = useTheme();
  const { serial, profile } = screen.found;
  const tight = isTight(state.size);
  const cells = bodyCells(state.size);
  const why = `No profile names the device that gave the code. With this line in ${profile}, the code is asked for at once:`;
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
            <Spinner /> {clip(`Writing it to ${profile}`, cells - 2)}
          </Text>
        ) : (
          <Choices state={state} keys={rememberKeys} cursor={screen.cursor} rows={2} />
        )}
      </Box>
    </Page>
  );
}

export const rememberSpoken = (state: State, { found, cursor }: RememberScreen): readonly string[] => [
  `Switched. Write mfa_serial = ${found.serial} into ${found.profile}?`,
  'Then the code is asked for at once.',
  ...choiceLines(rememberKeys, state, cursor),
];
