import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { rejectionSentence } from '../../../domain/mfa/rejection.ts';
import { Cells } from '../../components/cells.tsx';
import { Page } from '../../components/page.tsx';
import { Spinner } from '../../components/spinner.tsx';
import { useTheme } from '../../core/hooks/use-theme.ts';
import type { Screen, State } from '../../core/model.ts';
import { isTight } from '../../picker/layout.ts';
import { clip, wrap } from '../../text/text.ts';
import { secondsUntil } from '../../text/time.ts';

type Mfa = Extract<Screen, { tag: 'mfa' }>;
type Props = { readonly state: State; readonly screen: Mfa };

/** Six digits from the device; the sixth sends them. */
export function Mfa({ state, screen }: Props): ReactNode {
  const theme = useTheme();
  const { device, rejected } = screen.question;
  const tight = isTight(state.size);
  const cells = state.size.columns - (tight ? 1 : 5);
  return (
    <Page state={state}>
      <Text wrap="truncate">
        {tight ? '' : 'Code from '}
        <Text {...theme.strong}>{clip(device.label, cells - 10)}</Text>
        {!tight && device.serial !== device.label && (
          <Text {...theme.muted}>{`  ${clip(device.serial, Math.max(0, cells - 14 - device.label.length))}`}</Text>
        )}
      </Text>
      <Box marginTop={tight ? 0 : 1} flexDirection="column" flexShrink={0}>
        <Cells
          digits={screen.digits}
          isBoxed={!tight}
          isWrong={Boolean(rejected) && screen.digits === ''}
          isSent={screen.sent}
        />
      </Box>
      <Status screen={screen} now={state.now} cells={cells} />
      {screen.hint && (
        <Text wrap="truncate">
          <Text {...theme.muted}>the device shows </Text>
          <Text {...theme.strong}>{screen.hint}</Text>
        </Text>
      )}
      {!tight && (
        <Box marginTop={1} flexDirection="column">
          {wrap(screen.question.reason, cells).map((line) => (
            <Text key={line} {...theme.muted}>
              {line}
            </Text>
          ))}
        </Box>
      )}
    </Page>
  );
}

/** What became of the last code, or what is being waited for. */
function Status({
  screen,
  now,
  cells,
}: {
  readonly screen: Mfa;
  readonly now: number;
  readonly cells: number;
}): ReactNode {
  const theme = useTheme();
  const { rejected, attempt, notBefore = 0 } = screen.question;
  const wait = secondsUntil(notBefore, now);
  if (screen.sent) {
    return (
      <Text>
        <Spinner /> Checking
      </Text>
    );
  }
  if (wait > 0) {
    const then = screen.digits.length === 6 ? 'Sent' : 'The next code comes';
    return <Text {...theme.warn}>{clip(`${then} in ${wait} s: each can be used only once.`, cells)}</Text>;
  }
  if (!rejected) return <Text> </Text>;
  return <Text {...theme.bad}>{clip(`✗ ${rejectionSentence(rejected, attempt, cells - 2)}`, cells)}</Text>;
}
