import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { rejectionSentence } from '../../../domain/mfa/rejection.ts';
import { secondsUntil } from '../../../output/clock.ts';
import { useTheme } from '../../components/context.ts';
import { Page } from '../../components/page.tsx';
import { Spinner } from '../../components/spinner.tsx';
import { isTight } from '../../core/layout.ts';
import { roleNamed, type State } from '../../core/state.ts';
import { clip, wrap } from '../../text/text.ts';
import type { TextStyle } from '../../theme/theme.ts';
import type { MfaScreen } from './update.ts';

type Props = { readonly state: State; readonly screen: MfaScreen };

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

/** The answer to the last code, or the wait for a new one. */
function Status({
  screen,
  now,
  cells,
}: {
  readonly screen: MfaScreen;
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
    const used = rejected === 'reused' ? 'That code is used; the' : 'The';
    return (
      <Text {...theme.warn}>{clip(`${used} next code comes in ${wait} s: each can be used only once.`, cells)}</Text>
    );
  }
  if (!rejected) return <Text> </Text>;
  return <Text {...theme.bad}>{clip(`✗ ${rejectionSentence(rejected, attempt, cells - 2)}`, cells)}</Text>;
}

type CellsProps = {
  readonly digits: string;
  readonly isBoxed: boolean;
  readonly isWrong: boolean;
  readonly isSent: boolean;
};

const places = [0, 1, 2, 3, 4, 5];

/** Six cells for six digits, three and three as devices show them. */
export function Cells({ digits, isBoxed, isWrong, isSent }: CellsProps): ReactNode {
  const theme = useTheme();
  const styleOf = (at: number): TextStyle => {
    if (isWrong) return theme.bad;
    if (isSent) return theme.muted;
    return at === digits.length ? theme.accent : theme.muted;
  };
  const line = (draw: (at: number) => ReactNode): ReactNode => (
    <Text>
      {places.map((at) => (
        <Text key={at}>
          {at === 3 ? '  ' : at > 0 ? ' ' : ''}
          {draw(at)}
        </Text>
      ))}
    </Text>
  );
  const digit = (at: number, empty: string): ReactNode =>
    at < digits.length ? <Text {...theme.strong}>{digits[at]}</Text> : <Text {...styleOf(at)}>{empty}</Text>;
  if (!isBoxed) return line((at) => digit(at, at === digits.length ? '▏' : '_'));
  return (
    <>
      {line((at) => (
        <Text {...styleOf(at)}>╭───╮</Text>
      ))}
      {line((at) => (
        <>
          <Text {...styleOf(at)}>│ </Text>
          {digit(at, at === digits.length && !isSent ? '▏' : ' ')}
          <Text {...styleOf(at)}> │</Text>
        </>
      ))}
      {line((at) => (
        <Text {...styleOf(at)}>╰───╯</Text>
      ))}
    </>
  );
}

export function mfaSpoken(state: State, screen: MfaScreen): readonly string[] {
  const { device, rejected, attempt, notBefore = 0, reason } = screen.question;
  const wait = secondsUntil(notBefore, state.now);
  return [
    `Code for ${roleNamed(state, screen.opening.profile)?.displayName ?? screen.opening.profile}, from ${device.label}. ${reason}`,
    ...(rejected ? [rejectionSentence(rejected, attempt)] : []),
    ...(wait > 0 ? [`The next code comes in about ${Math.ceil(wait / 10) * 10} seconds.`] : []),
    ...(screen.hint ? [`The device shows ${screen.hint}.`] : []),
    screen.sent ? 'Checking.' : `Six digits: ${screen.digits}`,
  ];
}
