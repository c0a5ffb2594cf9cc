import { Box } from 'ink';
import type { ReactNode } from 'react';
import { parseColor } from '../../../domain/profiles/looks/color.ts';
import { useTheme } from '../../components/context.ts';
import { typedPieces } from '../../components/input.ts';
import { Line } from '../../components/lines.tsx';
import { Page } from '../../components/page.tsx';
import { Scroll } from '../../components/scroll.tsx';
import { bodyCells, bodyRows, isTight } from '../../core/layout.ts';
import { namedInFull, roleNamed, type State } from '../../core/state.ts';
import type { Piece } from '../../theme/paint.ts';
import type { Theme } from '../../theme/theme.ts';
import { type ColorsScreen, palette } from './update.ts';

type Props = { readonly state: State; readonly screen: ColorsScreen };

/** A colour of the person's own, from a palette or typed. */
export function Colors({ state, screen }: Props): ReactNode {
  const theme = useTheme();
  const configured = roleNamed(state, screen.profile)?.color ?? '#7c818c';
  const gap = isTight(state.size) ? 0 : 1;
  const rows = Math.max(1, bodyRows(state, true) - 1 - gap);
  const lines = palette.map(({ name, color = configured }, at): readonly Piece[] => {
    const isFocused = screen.input.text === '' && at === screen.cursor;
    return [
      { text: isFocused ? '❯ ' : '  ', style: theme.accent },
      { text: '██ ', style: theme.bar(color) },
      { text: ` ${name} `, style: isFocused ? theme.badge(color) : undefined },
    ];
  });
  return (
    <Page state={state}>
      <Scroll lines={lines} top={screen.cursor - Math.floor(rows / 2)} rows={rows} cells={bodyCells(state.size)} />
      <Box marginTop={gap} flexShrink={0}>
        <Line pieces={ownPieces(screen, theme, state.size.columns)} />
      </Box>
    </Page>
  );
}

function ownPieces({ input }: ColorsScreen, theme: Theme, columns: number): readonly Piece[] {
  const color = parseColor(input.text);
  return [
    { text: '  or type one: ', style: theme.muted },
    ...typedPieces(input, Math.max(1, columns - 20), theme),
    color
      ? { text: ` ${color} `, style: theme.badge(color) }
      : { text: input.text ? '' : 'ff8800', style: theme.muted },
  ];
}

export const colorsSpoken = (state: State, { profile, cursor, input }: ColorsScreen): readonly string[] => [
  `Colour of ${namedInFull(state, profile)}:`,
  ...palette.map(({ name }, at) => `${name}${input.text === '' && at === cursor ? ', selected' : ''}`),
  `Or type a colour: ${input.text}`,
];
