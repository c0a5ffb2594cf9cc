import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { codeStep } from '../../../domain/mfa/code.ts';
import { codeAdvice, codeNews } from '../../../domain/mfa/news.ts';
import { secondsUntil } from '../../../output/clock.ts';
import { useTheme } from '../../components/context.ts';
import { Lines } from '../../components/lines.tsx';
import { Page } from '../../components/page.tsx';
import { Spinner } from '../../components/spinner.tsx';
import { bodyCells, bodyRows, isTight } from '../../core/layout.ts';
import { roleNamed, type State } from '../../core/state.ts';
import { clip, width, wrap } from '../../text/text.ts';
import { Cells, cellsWidth } from './cells.tsx';
import type { MfaScreen } from './update.ts';

type Props = { readonly state: State; readonly screen: MfaScreen };

/** Six digits from the device; the sixth sends them. */
export function Mfa({ state, screen }: Props): ReactNode {
  const theme = useTheme();
  const { question, digits, sent, hint } = screen;
  const { device, rejected } = question;
  const tight = isTight(state.size);
  const cells = bodyCells(state.size);
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
        <Cells digits={digits} isBoxed={!tight} isWrong={Boolean(rejected) && digits === ''} isSent={sent} />
      </Box>
      <Status screen={screen} now={state.now} cells={cells} />
      <Countdown screen={screen} now={state.now} cells={Math.min(cells, cellsWidth(!tight))} />
      {hint && (
        <Text wrap="truncate">
          <Text {...theme.muted}>the device shows </Text>
          <Text {...theme.strong}>{hint}</Text>
        </Text>
      )}
      <Advice state={state} screen={screen} cells={cells} />
    </Page>
  );
}

type PartProps = { readonly screen: MfaScreen; readonly now: number; readonly cells: number };

/** What became of the last code, or of what was typed. */
function Status({ screen, now, cells }: PartProps): ReactNode {
  const theme = useTheme();
  if (screen.sent) {
    return (
      <Text>
        <Spinner /> Checking
      </Text>
    );
  }
  if (screen.note !== undefined) return <Text {...theme.warn}>{clip(fitting(screen.note, cells), cells)}</Text>;
  const news = codeNews(screen.question, now);
  if (news === undefined) return <Text> </Text>;
  const mark = { bad: '✗ ', warn: '', good: '✓ ' }[news.tone];
  const text = `${mark}${fitting(news.texts, cells - mark.length)}`;
  return <Text {...theme[news.tone]}>{clip(text, cells)}</Text>;
}

/** The longest of the texts that fits. */
const fitting = (texts: readonly string[], cells: number): string =>
  texts.find((text) => width(text) <= cells) ?? texts.at(-1) ?? '';

/** A bar as wide as the digits that runs out until the next code appears. */
function Countdown({ screen, now, cells }: PartProps): ReactNode {
  const theme = useTheme();
  const wait = secondsUntil(screen.question.notBefore ?? 0, now);
  if (screen.question.notBefore === undefined) return null;
  // What stands below stays in its place when the next code is there.
  if (screen.sent || wait === 0) return <Text> </Text>;
  const left = Math.max(1, Math.min(cells, Math.round((wait / (codeStep / 1000)) * cells)));
  return (
    <Text>
      <Text {...theme.warn}>{'━'.repeat(left)}</Text>
      <Text {...theme.muted}>{'─'.repeat(cells - left)}</Text>
    </Text>
  );
}

/** After two refusals what may help; then why a code is needed at all. As many lines as there is room for. */
function Advice({ state, screen, cells }: Props & { readonly cells: number }): ReactNode {
  const theme = useTheme();
  const { question, hint } = screen;
  const tight = isTight(state.size);
  const advice = codeAdvice(question).flatMap((each) =>
    wrap(each, cells - 2).map((text, at) => [{ text: at === 0 ? '• ' : '  ', style: theme.muted }, { text }]),
  );
  const reason = wrap(question.reason, cells).map((text) => [{ text, style: theme.muted }]);
  const above = (tight ? 3 : 6) + (hint ? 1 : 0) + (question.notBefore === undefined ? 0 : 1) + (tight ? 0 : 1);
  const rows = Math.max(0, bodyRows(state, true) - above);
  const both = [...advice, ...(advice.length > 0 ? [[{ text: ' ' }]] : []), ...reason];
  // Where every line counts, a part of the reason is worth less than none.
  const lines = tight && both.length > rows ? advice : both;
  if (lines.length === 0 || rows === 0) return null;
  return (
    <Box marginTop={tight ? 0 : 1} flexDirection="column">
      <Lines lines={lines} rows={rows} />
    </Box>
  );
}

export function mfaSpoken(state: State, screen: MfaScreen): readonly string[] {
  const { question, opening, digits, hint, note, sent } = screen;
  const { device, reason, notBefore = 0 } = question;
  // A number that changes every second would be read out every second.
  const spokenNow =
    notBefore > state.now ? notBefore - Math.ceil((notBefore - state.now) / 10_000) * 10_000 : state.now;
  const news = codeNews(question, spokenNow);
  return [
    `Code for ${roleNamed(state, opening.profile)?.displayName ?? opening.profile}, from ${device.label}. ${reason}`,
    ...(note === undefined ? [] : [note[0]]),
    ...(news === undefined ? [] : [news.texts[0]]),
    ...codeAdvice(question),
    ...(hint ? [`The device shows ${hint}.`] : []),
    sent ? 'Checking.' : `Six digits: ${digits}`,
  ];
}
