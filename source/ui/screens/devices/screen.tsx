import { Box } from 'ink';
import type { ReactNode } from 'react';
import { useTheme } from '../../components/context.ts';
import { Lines } from '../../components/lines.tsx';
import { Page } from '../../components/page.tsx';
import { Scroll } from '../../components/scroll.tsx';
import { bodyCells, bodyRows, isTight } from '../../core/layout.ts';
import type { State } from '../../core/state.ts';
import { clip, fit, width, wrap } from '../../text/text.ts';
import type { Piece } from '../../theme/paint.ts';
import { type DevicesScreen, devicesOf, whyUnusable } from './update.ts';

type Props = { readonly state: State; readonly screen: DevicesScreen };

/** Wider labels are cut: devices differ at the beginning. Cells. */
const widest = 24;

/** The choice of the device that gives the code; below, the devices that cannot give one, and why. */
export function Devices({ state, screen }: Props): ReactNode {
  const theme = useTheme();
  const { question, cursor } = screen;
  const usable = devicesOf(question);
  const unusable = question.unusable ?? [];
  const cells = bodyCells(state.size);
  const column = Math.min(widest, Math.max(...[...usable, ...unusable].map(({ label }) => width(label))));
  const line = (mark: string, label: string, about: string, style: Piece['style']): readonly Piece[] => [
    { text: mark, style: theme.accent },
    { text: fit(label, column), style },
    { text: clip(`  ${about}`, cells - column - 2), style: theme.muted },
  ];
  const lines = [
    ...usable.map(({ label, serial }, at) =>
      line(at === cursor ? '❯ ' : '  ', label, serial, at === cursor ? theme.strong : undefined),
    ),
    ...unusable.map(({ label }) => line('  ', label, whyUnusable, theme.muted)),
  ];
  const gap = isTight(state.size) ? 0 : 1;
  const reason = gap > 0 ? wrap(question.reason, cells) : [];
  const rows = Math.max(1, bodyRows(state, true) - 1 - gap - reason.length - gap);
  return (
    <Page state={state}>
      <Lines lines={[[{ text: clip('Which device gives the code?', cells) }]]} top={0} rows={1} />
      <Box marginTop={gap} flexDirection="column" flexShrink={0}>
        <Scroll lines={lines} top={cursor - Math.floor(rows / 2)} rows={rows} cells={cells} />
      </Box>
      <Box marginTop={gap} flexDirection="column">
        <Lines lines={reason.map((text) => [{ text, style: theme.muted }])} top={0} rows={reason.length} />
      </Box>
    </Page>
  );
}

export function devicesSpoken(_: State, { question, cursor }: DevicesScreen): readonly string[] {
  const usable = devicesOf(question).map(({ label }, at) => `${label}${at === cursor ? ', selected' : ''}`);
  const unusable = (question.unusable ?? []).map(({ label }) => `${label}: ${whyUnusable}. It cannot be chosen.`);
  return [`${question.reason} Which device gives the code?`, ...usable, ...unusable];
}
